/** Reads the MobilePosition notification of GB/T 28181: one place (2016), or a list of several devices' places (2022). */
import { isNullIsland, isOnEarth, KILOMETRE_PER_HOUR, type Place } from '../place.ts'
import { childNamed, childrenNamed, childText, readXml, type XmlElement, type XmlFault } from '../xml.ts'

export type DevicePlace = { readonly device: string; readonly place: Place }

export type MobilePosition = {
  /** Who sent the notification. In a list its items name the devices. */
  readonly device: string
  readonly items: readonly DevicePlace[]
  /** What is wrong with items of a list: each stands or falls alone. */
  readonly faults: readonly PlaceFault[]
}

export type PlaceFault = 'device' | 'time' | 'number' | 'out_of_range'

export type NotificationFault = XmlFault | 'not_mobile_position' | 'serial' | 'count' | PlaceFault

export function readMobilePosition(input: Buffer | string): MobilePosition | NotificationFault {
  const root = readXml(input)
  if (typeof root === 'string') return root
  if (root.name !== 'Notify' || childText(root, 'CmdType') !== 'MobilePosition') return 'not_mobile_position'
  if (!/^[1-9]\d{0,9}$/.test(childText(root, 'SN') ?? '')) return 'serial'
  const device = childText(root, 'DeviceID') ?? ''
  if (!isDevice(device)) return 'device'
  const list = childNamed(root, 'DeviceList')
  return list ? readList(device, root, list) : readOne(device, root)
}

/** A name of 20 digits: place, trade, kind, network and number. */
const isDevice = (text: string): boolean => /^\d{20}$/.test(text)

function readOne(device: string, root: XmlElement): MobilePosition | NotificationFault {
  const place = readPlace(root, childText(root, 'Time'))
  return typeof place === 'string' ? place : { device, items: [{ device, place }], faults: [] }
}

/** Both counts must be that of the items: a cut-off list shows by nothing else. */
function readList(device: string, root: XmlElement, list: XmlElement): MobilePosition | NotificationFault {
  const items = childrenNamed(list, 'Item')
  const told = [childText(root, 'SumNum'), list.attributes.Num].filter((count) => count !== undefined)
  if (told.some((count) => count !== String(items.length))) return 'count'
  const read = items.map(readItem)
  return {
    device,
    items: read.filter((each) => typeof each === 'object'),
    faults: read.filter((each) => typeof each === 'string'),
  }
}

function readItem(item: XmlElement): DevicePlace | PlaceFault {
  const device = childText(item, 'DeviceID') ?? ''
  if (!isDevice(device)) return 'device'
  const place = readPlace(item, childText(item, 'CaptureTime') ?? childText(item, 'Time'))
  return typeof place === 'string' ? place : { device, place }
}

function readPlace(element: XmlElement, time: string | undefined): Place | PlaceFault {
  const [lng, lat] = [decimal(element, 'Longitude'), decimal(element, 'Latitude')]
  const [speed, altitude, direction] = ['Speed', 'Altitude', 'Direction'].map((name) =>
    decimal(element, name),
  )
  if (typeof lng !== 'number' || typeof lat !== 'number') return 'number'
  if (typeof speed === 'string' || typeof altitude === 'string' || typeof direction === 'string')
    return 'number'
  // Direction: degrees from north, 0 to 359.
  if (!isOnEarth(lng, lat) || (speed ?? 0) < 0 || (direction ?? 0) < 0 || (direction ?? 0) >= 360)
    return 'out_of_range'
  const at = readTime(time)
  if (Number.isNaN(at)) return 'time'
  return {
    at,
    lng,
    lat,
    speed: (speed ?? Number.NaN) * KILOMETRE_PER_HOUR,
    heading: direction ?? Number.NaN,
    altitude: altitude ?? Number.NaN,
    accuracy: Number.NaN,
    valid: !isNullIsland(lng, lat),
  }
}

/** Undefined: not told. `bad`: there, and no plain decimal number; `1e999` is none. */
function decimal(element: XmlElement, name: string): number | undefined | 'bad' {
  const text = childText(element, name)
  if (text === undefined) return undefined
  return /^[+-]?\d{1,9}(\.\d{1,15})?$/.test(text) ? Number(text) : 'bad'
}

/** A time without a zone is China's, as everywhere in the standard. NaN where there is no such time. */
function readTime(text: string | undefined): number {
  const [whole, day = '', rest = '', zone = '+08:00'] =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d{1,3})?)(Z|[+-]\d\d:\d\d)?$/.exec(text ?? '') ?? []
  if (whole === undefined) return Number.NaN
  // The 31st of June would be read as the 1st of July.
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false
  return isDay ? Date.parse(`${day}T${rest}${zone}`) : Number.NaN
}
