/** Every registered device in memory, so that a position asks no database who it is from. */
import type { Device, Protocol } from '#contract/devices.ts'
import type { Event } from '#contract/events.ts'
import type { Contact, UnitKind } from '#contract/units.ts'
import type { Db } from '../db.ts'
import { devicesByNumber, devicesOfUnits, readDevices } from './deviceQueries.ts'
import { createNames } from './names.ts'

/** A device with what is known of the vessel it stands for, and the hex SHA-256 of its token. */
export type KnownDevice = Device &
  Omit<Contact, 'id' | 'device' | 'protocol'> & {
    readonly tokenHash: string | null
    /** What carries it: its unit's kind, a vessel heard by AIS, or null where nobody knows. */
    readonly carrier: UnitKind | 'vessel' | null
  }

export type Registry = {
  find(protocol: Protocol, id: string): KnownDevice | undefined
  /** By name alone, where the sender does not say the protocol. */
  findAny(id: string): KnownDevice | undefined
  /** The same by the bytes of a name that is of printable ASCII. */
  spelt(bytes: Uint8Array, from: number, to: number): KnownDevice | undefined
  /** By the number its registration answered, where it reports for itself. */
  byNumber(number: number): KnownDevice | undefined
  byToken(tokenHash: string): KnownDevice | undefined
  all(): KnownDevice[]
  put(device: KnownDevice): void
  /** Someone asked for a device that is not here: reads the table again, at most every two seconds. */
  missed(): Promise<void>
  /** Learns of devices that other servers registered, and of what carries one. */
  hear(events: readonly Event[]): void
}

/** What a fix of this device moves: its unit, or the device itself as a contact. */
export const moverOf = (device: Device): number => device.unit ?? device.number

const REREAD_MS = 2_000
/** Who is meant when only a name is given; feeds move nothing. */
const reporters = ['http', 'osmand', 'jt808', 'ais'] as const satisfies readonly Protocol[]

export async function loadRegistry(needs: {
  readonly db: Db
  readonly now: () => number
  readonly say: (line: string) => void
}): Promise<Registry> {
  const byId = new Map<Protocol, Map<string, KnownDevice>>()
  const byToken = new Map<string, KnownDevice>()
  const byNumber = new Map<number, KnownDevice>()
  const names = createNames<KnownDevice | undefined>()
  let readAt = 0
  let reading: Promise<void> | undefined

  const find = (protocol: Protocol, id: string) => byId.get(protocol)?.get(id)
  const findAny = (id: string) => {
    for (const protocol of reporters) {
      const device = find(protocol, id)
      if (device) return device
    }
    return undefined
  }
  const put = (device: KnownDevice) => {
    const before = find(device.protocol, device.id)
    if (before && before.version > device.version) return
    if (before?.tokenHash) byToken.delete(before.tokenHash)
    if (device.tokenHash) byToken.set(device.tokenHash, device)
    const ids = byId.get(device.protocol) ?? new Map<string, KnownDevice>()
    ids.set(device.id, device)
    byId.set(device.protocol, ids)
    names.put(device.id, findAny(device.id))
    if (device.protocol !== 'feed') byNumber.set(device.number, device)
  }
  const read = async () => {
    readAt = needs.now()
    for (const device of await readDevices(needs.db)) put(device)
  }
  const say = (error: Error) => needs.say(`devices could not be read: ${error.message}`)

  await read()
  return {
    find,
    findAny,
    spelt: names.find,
    byNumber: (number) => byNumber.get(number),
    byToken: (tokenHash) => byToken.get(tokenHash),
    all: () => [...byId.values()].flatMap((ids) => [...ids.values()]),
    put,
    async missed() {
      if (!reading && needs.now() - readAt < REREAD_MS) return
      reading ??= read()
        .catch(say)
        .finally(() => {
          reading = undefined
        })
      await reading
    },
    hear(events) {
      // A unit of another kind is another carrier.
      const units = events.filter(({ kind }) => kind === 'unit.changed').flatMap((event) => event.units)
      if (units.length > 0) devicesOfUnits(needs.db, units).then((devices) => devices.forEach(put), say)
      const numbers = events.filter(isAboutDevice).map((event) => Number(event.subject.split('/')[1]))
      if (numbers.length === 0) return
      devicesByNumber(needs.db, numbers).then((devices) => devices.forEach(put), say)
    },
  }
}

const isAboutDevice = (event: Event): boolean =>
  event.kind === 'device.registered' || event.kind === 'contact.heard'
