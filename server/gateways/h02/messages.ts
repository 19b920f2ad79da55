/** Reads H02 messages: `*HQ,number,V1,…#` in text, and the same in binary, led by `$`. Neither carries a checksum. */
import { headingOrNone, isNullIsland, isOnEarth, KNOT, type Place } from '../place.ts'

export type H02Message = {
  /** Undefined where the terminal leaves its number out. */
  readonly device: string | undefined
  /** Two letters of the maker, which the answer repeats; empty in binary. */
  readonly maker: string
  readonly kind: string
  /** Undefined: a message that tells none, such as a heartbeat. */
  readonly place: Place | undefined
}

export type H02Fault = 'format' | 'time' | 'out_of_range'

/** `now` stands in for the time of a message that tells neither day nor time. */
export function readH02(message: Buffer, now: number): H02Message | H02Fault {
  return message[0] === 0x24 ? readBinary(message) : readText(message.toString('latin1'), now)
}

const frameForm = /^\*([A-Za-z]{2}),(\d{0,20}),([A-Za-z0-9]{1,8})(?:,([^#]*))?#\s*$/
/** Time, whether it is valid, latitude, longitude, speed, course, perhaps a digit of battery, and the day. */
const placeForm =
  /(?:^|,)(\d{6})?,?([AV])?,(\d+(?:\.\d+)?),([NS]),(\d+(?:\.\d+)?),([EW]), *(\d*\.?\d*), *(\d*\.?\d*)(?:,\d)?(?:,(\d{6}))?(?:,|$)/

function readText(text: string, now: number): H02Message | H02Fault {
  const [whole, maker = '', device, kind = '', fields = ''] = frameForm.exec(text) ?? []
  if (whole === undefined) return 'format'
  const message = { device: device || undefined, maker, kind }
  const [found, time, valid, lat = '', north, lng = '', east, speed = '', course = '', day] =
    placeForm.exec(fields) ?? []
  // A message that promises a place and has none that can be read is broken; others tell none.
  if (found === undefined) return /^V[1P]/.test(kind) ? 'format' : { ...message, place: undefined }
  const place = checked({
    at: time === undefined && day === undefined ? now : readTime(`${time ?? '000000'}${day ?? today(now)}`),
    lat: degrees(lat, 2) * (north === 'S' ? -1 : 1),
    lng: degrees(lng, 3) * (east === 'W' ? -1 : 1),
    knots: speed === '' ? Number.NaN : Number(speed),
    course: course === '' ? Number.NaN : Number(course),
    valid: valid === 'A',
  })
  return typeof place === 'string' ? place : { ...message, place }
}

/** `2827.61` are 28° 27.61′; without a point, `37573392` are 37° 57.3392′. NaN where there are 60′ or more. */
function degrees(text: string, degreeDigits: number): number {
  const point = text.indexOf('.')
  const cut = point < 0 ? degreeDigits : Math.max(0, point - 2)
  const minutes = Number(point < 0 ? `${text.slice(cut, cut + 2)}.${text.slice(cut + 2)}` : text.slice(cut))
  return minutes < 60 ? Number(text.slice(0, cut)) + minutes / 60 : Number.NaN
}

/** A number of 10 digits, or of 15 in the form of 42 bytes; then time, day, latitude, longitude, flags, speed and course. */
function readBinary(bytes: Buffer): H02Message | H02Fault {
  const [numberBytes, numberDigits] = bytes.length === 42 ? [8, 15] : [5, 10]
  const digits = bytes.toString('hex', 1 + numberBytes, 1 + numberBytes + 19)
  const device = bytes.toString('hex', 1, 1 + numberBytes).slice(0, numberDigits)
  // The battery's byte and the flags' half byte stand between the digits.
  const [, time = '', lat = '', lng = '', flagDigit = '', knots, course] =
    /^(\d{12})(\d{8})[0-9a-f]{2}(\d{9})([0-9a-f])(\d{3})(\d{3})$/.exec(digits) ?? []
  if (!/^\d+$/.test(device) || time === '') return 'format'
  const flags = Number.parseInt(flagDigit, 16)
  const place = checked({
    at: readTime(time),
    lat: degrees(lat, 2) * (flags & 4 ? 1 : -1),
    lng: degrees(lng, 3) * (flags & 8 ? 1 : -1),
    knots: Number(knots),
    course: Number(course),
    valid: (flags & 2) !== 0,
  })
  return typeof place === 'string' ? place : { device, maker: '', kind: 'binary', place }
}

type Told = { at: number; lng: number; lat: number; knots: number; course: number; valid: boolean }

function checked({ at, lng, lat, knots, course, valid }: Told): Place | H02Fault {
  if (!isOnEarth(lng, lat)) return 'out_of_range'
  if (Number.isNaN(at)) return 'time'
  return {
    at,
    lng,
    lat,
    speed: knots * KNOT,
    heading: headingOrNone(course),
    altitude: Number.NaN,
    accuracy: Number.NaN,
    valid: valid && !isNullIsland(lng, lat),
  }
}

/** `hhmmssddMMyy` in UTC and of this century; NaN where there is no such time. */
function readTime(digits: string): number {
  const [hour = 0, minute = 0, second = 0, day = 0, month = 0, year = 0] = (digits.match(/../g) ?? []).map(
    Number,
  )
  const at = Date.UTC(2000 + year, month - 1, day, hour, minute, second)
  const date = new Date(at)
  const exists = date.getUTCDate() === day && date.getUTCHours() === hour && date.getUTCSeconds() === second
  return exists && date.getUTCMonth() === month - 1 && date.getUTCMinutes() === minute ? at : Number.NaN
}

const today = (now: number): string => {
  const [year = '', month, day] = new Date(now).toISOString().slice(2, 10).split('-')
  return `${day}${month}${year}`
}
