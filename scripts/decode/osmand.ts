/** Decodes the OsmAnd protocol: an address with its query, a form, or the newer client's JSON. */
import { isNullIsland, type Place } from '../../server/gateways/place.ts'
import { type OsmandFields, readOsmand } from '../../server/positions/osmand.ts'
import { bytesOf, type Decoded, refused, toPosition } from './decoded.ts'

export function decodeOsmand(line: Buffer, now: number): Decoded {
  const text = bytesOf(line, /^(?:[/?{]|(?:GET|POST) |https?:|[\w-]+=)/)
    .toString('utf8')
    .trim()
  const fields = fieldsOf(text)
  if (!fields) return refused('not_json: neither a query nor JSON')
  const message = readOsmand(fields, now)
  const kind = text.startsWith('{') ? 'json' : 'query'
  if (typeof message === 'string') return refused(message, { kind })
  const { device, report } = message
  if (!report) return { ok: true, kind: 'heartbeat', device, positions: [], error: null }
  if (!isPossible(report)) return refused('out_of_range', { kind, device })
  const place: Place = {
    ...report,
    altitude: altitudeOf(fields),
    valid: !isNullIsland(report.lng, report.lat),
  }
  return { ok: true, kind, device, positions: [toPosition(known(place))], error: null }
}

function fieldsOf(text: string): OsmandFields | undefined {
  if (!text.startsWith('{')) {
    const query = text
      .replace(/^(?:GET|POST) /, '')
      .replace(/ HTTP\/[\d.]+$/, '')
      .replace(/^[^?]*\?/, '')
    return Object.fromEntries(new URLSearchParams(query))
  }
  try {
    return JSON.parse(text) as OsmandFields
  } catch {
    return undefined
  }
}

const isPossible = ({ lng, lat, at }: Pick<Place, 'lng' | 'lat' | 'at'>): boolean =>
  Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && Number.isFinite(at)

/** A client that does not know its speed or heading says −1. */
const known = (place: Place): Place => ({
  ...place,
  speed: place.speed >= 0 ? place.speed : Number.NaN,
  heading: place.heading >= 0 ? place.heading : Number.NaN,
  accuracy: place.accuracy >= 0 ? place.accuracy : Number.NaN,
})

function altitudeOf({ altitude, location }: OsmandFields): number {
  const coords = (location as { coords?: { altitude?: unknown } } | undefined)?.coords
  const told = altitude ?? coords?.altitude
  return told === undefined || told === null || told === '' ? Number.NaN : Number(told)
}
