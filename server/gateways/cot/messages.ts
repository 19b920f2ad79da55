/** Cursor-on-Target events: reads what others send, and writes a unit as one. */
import { headingOrNone, isNullIsland, isOnEarth, type Place } from '../place.ts'
import { childNamed, readXml, type XmlElement, type XmlFault } from '../xml.ts'

export type CotEvent = {
  readonly uid: string
  readonly type: string
  readonly callsign: string | undefined
  /** Its point. Valid only for an atom (`a-…`), a thing that is somewhere: routes, drawings and chat have points too. */
  readonly place: Place
}

export type CotFault = XmlFault | 'not_an_event' | 'uid' | 'time' | 'number' | 'out_of_range'

export function readCot(input: Buffer | string): CotEvent | CotFault {
  const root = readXml(input)
  if (typeof root === 'string') return root
  if (root.name !== 'event') return 'not_an_event'
  const { uid = '', type = '', time = '' } = root.attributes
  if (uid === '' || uid.length > 128 || type === '') return 'uid'
  const point = childNamed(root, 'point')
  if (!point) return 'not_an_event'
  const detail = childNamed(root, 'detail')
  const place = readPlace(point, detail && childNamed(detail, 'track'), time, type.startsWith('a-'))
  const callsign = detail && childNamed(detail, 'contact')?.attributes.callsign
  return typeof place === 'string' ? place : { uid, type, callsign, place }
}

/** What the schema writes for an unknown height or error. */
const UNKNOWN = 9_999_999

function readPlace(
  point: XmlElement,
  track: XmlElement | undefined,
  time: string,
  isAtom: boolean,
): Place | CotFault {
  const at = readTime(time)
  if (Number.isNaN(at)) return 'time'
  const [lng, lat, hae, ce] = ['lon', 'lat', 'hae', 'ce'].map((name) => decimal(point.attributes[name]))
  if (!isNumber(lng) || !isNumber(lat)) return 'number'
  if (!isOnEarth(lng, lat)) return 'out_of_range'
  return {
    at,
    lng,
    lat,
    // The track's speed is in m/s, its course in degrees from north.
    speed: atLeastZero(decimal(track?.attributes.speed)),
    heading: headingOrNone(decimal(track?.attributes.course)),
    altitude: isNumber(hae) && hae < UNKNOWN ? hae : Number.NaN,
    accuracy: isNumber(ce) && ce > 0 && ce < UNKNOWN ? ce : Number.NaN,
    valid: isAtom && !isNullIsland(lng, lat),
  }
}

const isNumber = (value: number | undefined): value is number => value !== undefined && !Number.isNaN(value)

const atLeastZero = (value: number): number => (value >= 0 ? value : Number.NaN)

const decimal = (text: string | undefined): number =>
  /^[+-]?\d{1,9}(\.\d{1,20})?$/.test(text?.trim() ?? '') ? Number(text) : Number.NaN

const readTime = (text: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : Number.NaN

/** What of a unit an event tells. */
export type CotSubject = {
  readonly uid: string
  readonly type: string
  readonly callsign: string
  readonly place: Omit<Place, 'valid'>
  /** ms UTC from when on the receiver must not take it for current. */
  readonly stale: number
}

export function writeCot({ uid, type, callsign, place, stale }: CotSubject): string {
  const [at, until] = [place.at, stale].map((ms) => new Date(ms).toISOString())
  const known = (value: number) => (Number.isNaN(value) ? UNKNOWN : value)
  const track = (['speed', 'heading'] as const)
    .filter((name) => !Number.isNaN(place[name]))
    .map((name) => ` ${name === 'heading' ? 'course' : 'speed'}="${place[name]}"`)
    .join('')
  return [
    `<event version="2.0" uid="${quoted(uid)}" type="${quoted(type)}" how="m-g" time="${at}" start="${at}" stale="${until}">`,
    `<point lat="${place.lat}" lon="${place.lng}" hae="${known(place.altitude)}" ce="${known(place.accuracy)}" le="${UNKNOWN}"/>`,
    `<detail><contact callsign="${quoted(callsign)}"/>${track === '' ? '' : `<track${track}/>`}</detail></event>`,
  ].join('')
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}
const quoted = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows no other control character at all
  text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '').replace(/[&<>"\n\r\t]/g, (mark) => marks[mark] ?? mark)

/** The answer to a TAK client's ping. */
export function pong(now: number): string {
  const nowhere = {
    at: now,
    lng: 0,
    lat: 0,
    speed: Number.NaN,
    heading: Number.NaN,
    altitude: Number.NaN,
    accuracy: Number.NaN,
  }
  return writeCot({ uid: 'takPong', type: 't-x-c-t-r', callsign: '', place: nowhere, stale: now + 20_000 })
}
