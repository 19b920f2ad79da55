/** Registering what reports positions, and the list of it. */
import { type Binding, changeDevice, type Device, listDevices, registerDevice } from '#contract/devices.ts'
import type { Contact } from '#contract/units.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, hashToken, newToken, requires } from '../auth.ts'
import { type Command, commandRoute } from '../commands/route.ts'
import { type Db, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append, type NewEvent } from '../events/append.ts'
import { devicesByNumber, readDevices, rebind, unitExists, upsertDevice } from './deviceQueries.ts'
import type { KnownDevice, Registry } from './registry.ts'

export function deviceRoutes(app: App, needs: Needs, registry: Registry): void {
  app.route({
    ...registerDevice,
    preHandler: requires(needs, 'device.manage'),
    handler: async (request) => {
      const { id, protocol, datum, unit } = request.body
      const token = newToken()
      const device = await transaction(needs.db, async (tx) => {
        if (unit !== undefined && !(await unitExists(tx, unit))) throw noSuchUnit(unit, 'body/unit')
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

  // The registry of every server hears of it by the log.
  commandRoute(app, needs, changeDevice, 'device.manage', change)

  app.route({
    ...listDevices,
    preHandler: requires(needs, 'device.see'),
    handler: async () => (await readDevices(needs.db)).map(toDevice),
  })
}

async function change(tx: Db, { params, body, account, now }: Command<typeof changeDevice>): Promise<Device> {
  const { unit } = body.now
  if (unit !== null && !(await unitExists(tx, unit))) throw noSuchUnit(unit, 'body/now/unit')
  const device = await rebind(tx, params.id, body.was, body.now)
  if (!device)
    throw (await devicesByNumber(tx, [params.id])).length > 0 ? otherwiseByNow() : noDevice(params.id)
  const { was, reason } = body
  await append(tx, now, [registeredEvent(device, account.username, { was, reason })])
  return toDevice(device)
}

/** The log's entry of a device registered or, from what it `was`, bound anew. Its token is in no log. */
export function registeredEvent(
  device: KnownDevice,
  actor: string,
  changed: { readonly was?: Binding; readonly reason?: string } = {},
): NewEvent {
  return {
    actor,
    kind: 'device.registered',
    subject: `device/${device.number}`,
    units: [device.unit, changed.was?.unit].filter((unit) => typeof unit === 'number'),
    body: {
      device: toDevice(device),
      ...(isContact(device) ? { contact: toContact(device) } : {}),
      ...changed,
    },
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

const otherwiseByNow = () =>
  new Refused(409, 'stale', {
    zh: '该设备的绑定或坐标系已被改过，请看过现在的再改',
    en: 'The unit or datum of this device was changed meanwhile; look at what it is now first',
  })

const noDevice = (number: number) =>
  new Refused(
    404,
    'no_device',
    { zh: `没有编号为 ${number} 的设备`, en: `There is no device ${number}; see GET /api/devices` },
    'params/id',
  )

const noSuchUnit = (unit: number, where: string) =>
  new Refused(
    422,
    'no_such_unit',
    { zh: `没有编号为 ${unit} 的单元`, en: `There is no unit ${unit}; see GET /api/units` },
    where,
  )
