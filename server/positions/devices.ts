/** Registering what reports positions, and the list of it. */
import { type Device, listDevices, registerDevice } from '#contract/devices.ts'
import type { Contact } from '#contract/units.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, hashToken, newToken, requires } from '../auth.ts'
import { transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append, type NewEvent } from '../events/append.ts'
import { readDevices, unitExists, upsertDevice } from './deviceQueries.ts'
import type { KnownDevice, Registry } from './registry.ts'

export function deviceRoutes(app: App, needs: Needs, registry: Registry): void {
  app.route({
    ...registerDevice,
    preHandler: requires(needs, 'device.manage'),
    handler: async (request) => {
      const { id, protocol, datum, unit } = request.body
      const token = newToken()
      const device = await transaction(needs.db, async (tx) => {
        if (unit !== undefined && !(await unitExists(tx, unit))) throw noSuchUnit(unit)
        const tokenHash = hashToken(token)
        const registered = await upsertDevice(tx, { id, protocol, datum, unit, tokenHash })
        await append(tx, needs.now(), [registeredEvent(registered, accountOf(request).username)])
        return registered
      })
      registry.put(device)
      needs.nudge()
      return { device: toDevice(device), token }
    },
  })

  app.route({
    ...listDevices,
    preHandler: requires(needs, 'device.see'),
    handler: async () => (await readDevices(needs.db)).map(toDevice),
  })
}

/** The log's entry of a device registered or bound anew. Its token is in no log. */
export function registeredEvent(device: KnownDevice, actor: string): NewEvent {
  return {
    actor,
    kind: 'device.registered',
    subject: `device/${device.number}`,
    units: device.unit === null ? [] : [device.unit],
    body: { device: toDevice(device), ...(isContact(device) ? { contact: toContact(device) } : {}) },
  }
}

const toDevice = ({ number, id, protocol, datum, unit }: KnownDevice): Device => ({
  number,
  id,
  protocol,
  datum,
  unit,
})

const isContact = (device: KnownDevice): boolean => device.unit === null && device.protocol !== 'feed'

export const toContact = (device: KnownDevice): Contact => ({
  id: device.number,
  version: device.version,
  device: device.id,
  protocol: device.protocol,
  name: device.name,
  callsign: device.callsign,
  shipType: device.shipType,
  lengthMetres: device.lengthMetres,
  aisClass: device.aisClass,
  moored: device.moored,
})

const noSuchUnit = (unit: number) =>
  new Refused(
    422,
    'no_such_unit',
    { zh: `没有编号为 ${unit} 的单元`, en: `There is no unit ${unit}; see GET /api/units` },
    'body/unit',
  )
