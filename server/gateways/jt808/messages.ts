/** What the body of a JT/T 808 message tells: places (0x0200, 0x0201, 0x0704), and the words of the others. */
import { headingOrNone, isNullIsland, isOnEarth, KILOMETRE_PER_HOUR, type Place } from '../place.ts'
import type { Frame } from './frame.ts'

export const ids = {
  terminalAnswer: 0x0001,
  heartbeat: 0x0002,
  unregister: 0x0003,
  askTime: 0x0004,
  register: 0x0100,
  authenticate: 0x0102,
  position: 0x0200,
  positionAnswer: 0x0201,
  positionBatch: 0x0704,
  platformAnswer: 0x8001,
  tellTime: 0x8004,
  registerAnswer: 0x8100,
} as const

export const names: Readonly<Record<number, string>> = {
  [ids.terminalAnswer]: 'terminal answer',
  [ids.heartbeat]: 'heartbeat',
  [ids.unregister]: 'unregister',
  [ids.askTime]: 'ask the time',
  [ids.register]: 'register',
  [ids.authenticate]: 'authenticate',
  [ids.position]: 'position',
  [ids.positionAnswer]: 'position answer',
  [ids.positionBatch]: 'position batch',
  [ids.platformAnswer]: 'platform answer',
  [ids.tellTime]: 'tell the time',
  [ids.registerAnswer]: 'register answer',
}

/** `encrypted`: by a key of the terminal that nobody here has. */
export type PlaceFault = 'encrypted' | 'truncated' | 'batch' | 'time' | 'out_of_range'

/** Each place of a batch stands or falls alone, but a batch whose lengths do not add up falls as a whole. */
export type Places = { readonly places: readonly Place[]; readonly faults: readonly PlaceFault[] }

/** The places of a whole message; none for one that tells no place. */
export function readPlaces({ id, body, encrypted }: Pick<Frame, 'id' | 'body' | 'encrypted'>): Places {
  const tells = id === ids.position || id === ids.positionAnswer || id === ids.positionBatch
  if (!tells) return { places: [], faults: [] }
  if (encrypted) return { places: [], faults: ['encrypted'] }
  const items =
    id === ids.positionBatch ? batchItems(body) : [body.subarray(id === ids.positionAnswer ? 2 : 0)]
  if (!items) return { places: [], faults: ['batch'] }
  const read = items.map(readPlace)
  return {
    places: read.filter((each) => typeof each === 'object'),
    faults: read.filter((each) => typeof each === 'string'),
  }
}

/** Number of items, kind (0 live, 1 from a dead spot), then each with its length. */
function batchItems(body: Buffer): Buffer[] | undefined {
  if (body.length < 3) return undefined
  const items: Buffer[] = []
  let at = 3
  while (at + 2 <= body.length) {
    const end = at + 2 + body.readUInt16BE(at)
    if (end > body.length) return undefined
    items.push(body.subarray(at + 2, end))
    at = end
  }
  return at === body.length && items.length === body.readUInt16BE(0) ? items : undefined
}

const BASE_BYTES = 28
const LOCATED = 0x2
const SOUTH = 0x4
const WEST = 0x8

/**
 * The 28 bytes every position has: alarms, status, place, height, speed, direction, time. What may follow is not read, and
 * so cannot spoil it: terminals disagree widely about those additional items, and some cut the last one off.
 */
function readPlace(body: Buffer): Place | PlaceFault {
  if (body.length < BASE_BYTES) return 'truncated'
  const status = body.readUInt32BE(4)
  const lat = (body.readUInt32BE(8) / 1e6) * (status & SOUTH ? -1 : 1)
  const lng = (body.readUInt32BE(12) / 1e6) * (status & WEST ? -1 : 1)
  const at = readTime(body.subarray(22, BASE_BYTES))
  if (!isOnEarth(lng, lat)) return 'out_of_range'
  if (Number.isNaN(at)) return 'time'
  return {
    at,
    lng,
    lat,
    altitude: body.readUInt16BE(16),
    speed: (body.readUInt16BE(18) / 10) * KILOMETRE_PER_HOUR,
    heading: headingOrNone(body.readUInt16BE(20)),
    accuracy: Number.NaN,
    valid: (status & LOCATED) !== 0 && !isNullIsland(lng, lat),
  }
}

const GMT8_MS = 8 * 3_600_000

/** BCD `yyMMddHHmmss` in GMT+8 and of this century; NaN where it names no day or no time of day. */
function readTime(bcd: Buffer): number {
  const digits = bcd.toString('hex')
  if (!/^\d{12}$/.test(digits)) return Number.NaN
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (digits.match(/../g) ?? []).map(
    Number,
  )
  const local = Date.UTC(2000 + year, month - 1, day, hour, minute, second)
  // The calendar takes a 13th month for January: what was not read back as written was none.
  const readBack = new Date(local).toISOString().replace(/\D/g, '').slice(2, 14)
  return readBack === digits ? local - GMT8_MS : Number.NaN
}

/** The code of 0x0102: the whole body, or with the header of 2019 its first part, led by its length where that can be one. */
export function authenticationCode({ body, is2019 }: Pick<Frame, 'body' | 'is2019'>): string {
  const length = body[0] ?? 0
  const led = is2019 && length < body.length
  return (led ? body.subarray(1, 1 + length) : body).toString('latin1').replace(/\0+$/, '')
}

/** 0 done, 1 failed, 2 the message is wrong, 3 not supported. */
export type Result = 0 | 1 | 2 | 3

export const platformAnswer = ({ serial, id }: Pick<Frame, 'serial' | 'id'>, result: Result): Buffer =>
  Buffer.concat([words(serial, id), Buffer.of(result)])

/** With the code to authenticate by, or without one where no such terminal (4) is known here. */
export const registerAnswer = ({ serial }: Pick<Frame, 'serial'>, code: string | undefined): Buffer =>
  Buffer.concat([words(serial), Buffer.of(code === undefined ? 4 : 0), Buffer.from(code ?? '', 'latin1')])

/** The time as 0x8004 tells it: BCD, in UTC. */
export const timeAnswer = (now: number): Buffer =>
  Buffer.from(new Date(now).toISOString().replace(/\D/g, '').slice(2, 14), 'hex')

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2)
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value, i * 2)
  return bytes
}
