/** Reads the OsmAnd protocol of OsmAnd and the Traccar client: a place in the query, in a form, or as JSON. */
import type { Report } from './intake.ts'

/** `report` is missing in a heartbeat, and where the device itself says that its place is not valid. */
export type OsmandMessage = {
  readonly device: string
  readonly token: string | undefined
  readonly report: Report | undefined
}

/** What came in: the query and form fields by name, or the newer client's JSON beside them. */
export type OsmandFields = Readonly<Record<string, unknown>>

/** Answers what is wrong with the message, in English, where it cannot be read. `now` stands in for a missing time. */
export function readOsmand(fields: OsmandFields, now: number): OsmandMessage | string {
  const json = isObject(fields.location) ? fields.location : undefined
  const device = text(fields.id) ?? text(fields.deviceid) ?? text(fields.device_id)
  if (device === undefined) return 'id is missing'
  const report = json ? readJson(json, now) : readFields(fields, now)
  return typeof report === 'string' ? report : { device, token: text(fields.token), report }
}

const KNOT = 1852 / 3600

/** The older client: speed in knots, as the protocol says. */
function readFields(fields: OsmandFields, now: number): Report | string | undefined {
  const [pairLat, pairLng] = (text(fields.location) ?? '').split(',')
  const lat = number(fields.lat ?? pairLat)
  const lng = number(fields.lon ?? pairLng)
  const empty = [fields.lat, fields.lon, fields.location].every((value) => value === undefined)
  if (empty || fields.valid === 'false' || fields.valid === '0') return undefined
  if (Number.isNaN(lat) || Number.isNaN(lng)) return 'lat and lon must be numbers'
  const at = fields.timestamp === undefined ? now : readTime(text(fields.timestamp) ?? '')
  if (Number.isNaN(at)) return 'timestamp must be seconds, milliseconds or ISO 8601'
  return {
    at,
    lng,
    lat,
    speed: number(fields.speed) * KNOT,
    heading: number(fields.bearing ?? fields.heading),
    accuracy: number(fields.accuracy),
  }
}

/** The newer client: `location` with `coords` and `timestamp`; speed in m/s, and −1 for what it does not know. */
function readJson(location: OsmandFields, now: number): Report | string {
  const coords = isObject(location.coords) ? location.coords : {}
  const [lat, lng] = [number(coords.latitude), number(coords.longitude)]
  if (Number.isNaN(lat) || Number.isNaN(lng)) return 'location.coords needs latitude and longitude'
  const at = location.timestamp === undefined ? now : readTime(String(location.timestamp))
  if (Number.isNaN(at)) return 'location.timestamp must be seconds, milliseconds or ISO 8601'
  return {
    at,
    lng,
    lat,
    speed: number(coords.speed),
    heading: number(coords.heading),
    accuracy: number(coords.accuracy),
  }
}

/** Seconds or milliseconds since 1970, or ISO 8601; a time without a zone is UTC. */
function readTime(value: string): number {
  if (/^\d+(\.\d+)?$/.test(value)) {
    const amount = Number(value)
    // 1e11 seconds are in the year 5138, 1e11 milliseconds in 1973.
    return amount < 1e11 ? amount * 1000 : amount
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return Number.NaN
  const iso = value.replace(' ', 'T')
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`)
}

const isObject = (value: unknown): value is OsmandFields => typeof value === 'object' && value !== null

const text = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined

/** NaN for what is missing: an empty text is no zero. */
const number = (value: unknown): number => {
  const said = text(value)?.trim()
  return said ? Number(said) : Number.NaN
}
