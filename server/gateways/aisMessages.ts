/** What an AIS message tells: where a vessel is, or what she is called. ITU-R M.1371-5. */
import ggencoder from 'ggencoder'
import type { Particulars, Station } from '../positions/deviceQueries.ts'
import type { Payload } from './assembly.ts'
import { checksum } from './sentences.ts'

/** Speeds in m/s, headings in degrees from north; NaN: not available. */
export type VesselPlace = {
  readonly lng: number
  readonly lat: number
  readonly speed: number
  readonly heading: number
}

export type AisMessage = {
  readonly mmsi: string
  /** Undefined: a message without a place, or a place the vessel does not know. */
  readonly place: VesselPlace | undefined
  readonly particulars: Particulars | undefined
  /** What sends the place; undefined in a message without one. */
  readonly station: Station | undefined
}

/** `other`: a message that tells neither, such as a base station's. */
export type MessageFault = 'other' | 'short' | 'mmsi' | 'undecodable'

/**
 * The bits up to which each type tells what is read of it; a shorter one is cut off and would decode to zeros. Some receivers
 * count the fill bits wrong, so the radio's own state at the end of 1, 2, 3 and 18 is not asked for.
 */
const leastBits: Readonly<Record<number, number>> = {
  1: 144,
  2: 144,
  3: 144,
  5: 420,
  18: 144,
  19: 301,
  24: 160,
  27: 94,
}
const LONGEST_CHARACTERS = 200

export function readMessage(payload: Payload): AisMessage | MessageFault {
  const type = sixBits(payload.text)
  const least = leastBits[type]
  if (least === undefined) return 'other'
  const bits = payload.text.length * 6 - payload.fillBits
  if (bits < least || payload.text.length > LONGEST_CHARACTERS) return 'short'
  const decoded = new AisDecode(asOneSentence(payload))
  if (!/^(?!0{9})\d{9}$/.test(decoded.mmsi)) return 'mmsi'
  // Type 27 is judged below: ggencoder reads its west and south as out of range.
  if (!decoded.valid && type !== 27 && !hasParticulars(type))
    return { mmsi: decoded.mmsi, place: undefined, particulars: undefined, station: undefined }
  return {
    mmsi: decoded.mmsi,
    place: placeOf(type, decoded),
    particulars: particularsOf(type, decoded),
    station: stations[type]?.(decoded),
  }
}

const { AisDecode } = ggencoder
type Decoded = InstanceType<typeof AisDecode>

/** The first payload character: the message type. */
function sixBits(payload: string): number {
  const value = payload.charCodeAt(0) - 48
  return value > 40 ? value - 8 : value
}

/** The decoder gets whole messages only, as one sentence: its own assembly mixes interleaved ones up. */
function asOneSentence({ text, fillBits }: Payload): string {
  const body = `AIVDM,1,1,,A,${text},${fillBits}`
  return `!${body}*${checksum(body).toString(16).toUpperCase().padStart(2, '0')}`
}

const KNOT = 1852 / 3600
const NO_PLACE_LNG = 181
const NO_PLACE_LAT = 91

function placeOf(type: number, decoded: Decoded): VesselPlace | undefined {
  if (type === 5 || type === 24) return undefined
  // 18 and 17 signed bits in tenths of a minute.
  const lng = type === 27 ? decoded.GetInt(44, 18, true) / 600 : decoded.lon
  const lat = type === 27 ? decoded.GetInt(62, 17, true) / 600 : decoded.lat
  if (lng === undefined || lat === undefined || lng >= NO_PLACE_LNG || lat >= NO_PLACE_LAT) return undefined
  const knots = decoded.sog ?? Number.NaN
  const unknownSpeed = type === 27 ? knots >= 63 : knots > 102.2
  const speed = unknownSpeed ? Number.NaN : knots * KNOT
  return { lng, lat, speed, heading: headingOf(decoded, speed) }
}

/** Where she goes while she goes, since she is drawn ahead along it; where her bow points while she lies still. */
function headingOf({ cog = Number.NaN, hdg = Number.NaN }: Decoded, speed: number): number {
  const course = cog < 360 ? cog : Number.NaN
  const bow = hdg < 360 ? hdg : Number.NaN
  const [first, second] = speed > KNOT / 2 ? [course, bow] : [bow, course]
  return Number.isNaN(first) ? second : first
}

const AT_ANCHOR = 1
const MOORED = 5
const liesStill = (status: number): boolean => status === AT_ANCHOR || status === MOORED

const classA = ({ navstatus = 0 }: Decoded): Station => ({ aisClass: 'A', moored: liesStill(navstatus) })
const classB = (): Station => ({ aisClass: 'B', moored: false })

/** The messages that tell a place, and who sends them. The long-range one is read here: ggencoder does not tell its status. */
const stations: Readonly<Record<number, (decoded: Decoded) => Station>> = {
  1: classA,
  2: classA,
  3: classA,
  18: classB,
  19: classB,
  27: (decoded) => ({ aisClass: 'A', moored: liesStill(decoded.GetInt(40, 4)) }),
}

const hasParticulars = (type: number): boolean => type === 5 || type === 19 || type === 24

function particularsOf(type: number, decoded: Decoded): Particulars | undefined {
  if (!hasParticulars(type)) return undefined
  const { shipname, callsign, cargo, length } = decoded
  return {
    name: printable(shipname),
    callsign: printable(callsign),
    shipType: cargo === undefined || cargo === 0 || cargo > 99 ? null : cargo,
    lengthMetres: length ? length : null,
  }
}

/** Six-bit text ends in `@` or blanks; nothing in it is null. */
const printable = (text: string | undefined): string | null => text?.replace(/@.*$/, '').trim() || null
