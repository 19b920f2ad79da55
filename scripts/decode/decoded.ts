/** What the decode tool prints of one message, whatever its protocol. */
import type { Place } from '../../server/gateways/place.ts'

/** One line of output. Times in ms UTC, speeds in m/s, headings in degrees from north, metres; null: not told. */
export type Decoded = {
  readonly ok: boolean
  readonly kind: string | null
  readonly device: string | null
  readonly positions: readonly Position[]
  /** Why the message, or a part of it, was refused. */
  readonly error: string | null
}

export type Position = {
  /** Where a message tells places of several devices. */
  readonly device?: string
  readonly at: number
  readonly lng: number
  readonly lat: number
  readonly speed: number | null
  readonly heading: number | null
  readonly altitude: number | null
  readonly accuracy: number | null
  /** False: the message itself says that this is no place, and the console will not move anything by it. */
  readonly valid: boolean
}

/** `line` as read, without its line end; `now` stands in where a message tells no time. */
export type Decoder = (line: Buffer, now: number) => Decoded

export const refused = (error: string, known: Partial<Decoded> = {}): Decoded => ({
  ok: false,
  kind: null,
  device: null,
  positions: [],
  ...known,
  error,
})

export function toPosition(place: Place, device?: string): Position {
  const { at, lng, lat, speed, heading, altitude, accuracy, valid } = place
  return {
    ...(device === undefined ? {} : { device }),
    at,
    lng,
    lat,
    speed: orNull(speed),
    heading: orNull(heading),
    altitude: orNull(altitude),
    accuracy: orNull(accuracy),
    valid,
  }
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)

/** A line that begins with none of what the protocol's messages begin with is taken for base64, if it can be. */
export function bytesOf(line: Buffer, beginsLike: RegExp): Buffer {
  const text = line.toString('latin1').trim()
  const base64 = !beginsLike.test(text) && /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0
  return base64 ? Buffer.from(text, 'base64') : line
}
