/** Damaged H02, GB/T 28181, Cursor-on-Target and OsmAnd messages: none crashes its gateway or yields a place that is none. */
import { expect, test } from 'vitest'
import { judge } from '../positions/judge.ts'
import { type OsmandFields, readOsmand } from '../positions/osmand.ts'
import { createEventCutter } from './cot/events.ts'
import { readCot } from './cot/messages.ts'
import { fuzz, isWholePlace, pieces } from './fuzz.ts'
import { readMobilePosition } from './gb28181/messages.ts'
import { createH02Cutter } from './h02/frames.ts'
import { readH02 } from './h02/messages.ts'
import { isOnEarth } from './place.ts'

const now = Date.UTC(2026, 10, 1)

const soundH02 = [
  '*HQ,355488020119695,V1,050418,A,2827.61232,N,07703.84822,E,0.00,0,031015,FFFEFBFF#',
  '*HQ,356327080425330,VP1,A,2702.7215,S,15251.9309,E,0.62,0.0000,050917#',
  '*HQ,135790246811220,HTBT#',
].map((text) => Buffer.from(text))
const binaryH02 = '2427051711092133391406135002584900014337822e000000ffffffffff0000'

test('100,000 damaged H02 streams: no crash, and no place that is none', () => {
  const faults = new Set<string>()
  fuzz(
    [...soundH02, Buffer.from(binaryH02, 'hex'), Buffer.concat(soundH02)],
    (bytes, size) => {
      const cutter = createH02Cutter()
      for (const piece of pieces(bytes, size)) {
        cutter.push(piece, (cut) => {
          const message = typeof cut === 'string' ? cut : readH02(cut, now)
          if (typeof message === 'string') faults.add(message)
          else if (message.place && !isWholePlace(message.place)) throw new Error(bytes.toString('latin1'))
        })
      }
    },
    100_000,
  )
  expect([...faults].sort()).toEqual(['format', 'noise', 'out_of_range', 'time'])
}, 60_000)

const notification = Buffer.from(
  '<?xml version="1.0" encoding="GB2312"?><Notify><CmdType>MobilePosition</CmdType><SN>7</SN><DeviceID>31010000001320000001</DeviceID><Time>2026-10-31T12:00:00</Time><SumNum>1</SumNum><DeviceList Num="1"><Item><DeviceID>31010000001320000002</DeviceID><CaptureTime>2026-10-31T12:00:00</CaptureTime><Longitude>121.49</Longitude><Latitude>31.24</Latitude><Speed>36</Speed></Item></DeviceList></Notify>',
)

test('100,000 damaged notifications: no crash, and no place that is none', () => {
  const faults = new Set<string>()
  fuzz(
    [notification],
    (bytes) => {
      const read = readMobilePosition(bytes)
      if (typeof read === 'string') faults.add(read)
      else if (!read.items.every(({ place }) => isWholePlace(place)))
        throw new Error(bytes.toString('latin1'))
    },
    100_000,
  )
  expect(faults.size).toBeGreaterThan(4)
}, 60_000)

test('XML nested ten thousand deep, and one that swells, are refused in no time', () => {
  const started = performance.now()
  expect(readMobilePosition('<a>'.repeat(10_000))).toBe('not_well_formed')
  expect(typeof readMobilePosition('<Notify>'.repeat(10_000) + '</Notify>'.repeat(10_000))).toBe('string')
  expect(readMobilePosition('<!DOCTYPE a [<!ENTITY a "aaaa">]><Notify/>')).toBe('dtd')
  expect(performance.now() - started).toBeLessThan(2_000)
})

const soundCot = Buffer.from(
  '<?xml version="1.0"?><event version="2.0" uid="U-1" type="a-f-G" how="m-g" time="2026-10-31T12:00:00Z" start="2026-10-31T12:00:00Z" stale="2026-10-31T12:05:00Z"><point lat="31.25" lon="121.5" hae="5" ce="3.5" le="9999999"/><detail><track speed="2.5" course="45"/></detail></event>',
)

test('100,000 damaged Cursor-on-Target streams: no crash, and no place that is none', () => {
  const faults = new Set<string>()
  fuzz(
    [soundCot, Buffer.concat([soundCot, soundCot])],
    (bytes, size) => {
      const cutter = createEventCutter()
      for (const piece of pieces(bytes, size)) {
        cutter.push(piece, (cut) => {
          const event = typeof cut === 'string' ? readCot(cut) : cut.fault
          if (typeof event === 'string') faults.add(event)
          else if (!isWholePlace(event.place)) throw new Error(bytes.toString('latin1'))
        })
      }
    },
    100_000,
  )
  expect(faults.size).toBeGreaterThan(4)
}, 60_000)

const soundQuery = Buffer.from(
  'id=123456&lat=31.2443&lon=121.4867&timestamp=1793500000&speed=2.5&bearing=90&accuracy=5&batt=80',
)
const soundJson = Buffer.from(
  '{"device_id":"123456","location":{"timestamp":"2026-10-31T12:00:00Z","coords":{"latitude":31.2443,"longitude":121.4867,"speed":1.2,"heading":90,"accuracy":5}}}',
)

test('100,000 damaged OsmAnd messages: no crash, and no place that is none', () => {
  const faults = new Set<string>()
  let places = 0
  fuzz(
    [soundQuery, soundJson],
    (bytes) => {
      const message = readOsmand(fieldsOf(bytes.toString('latin1')), now)
      if (typeof message === 'string') faults.add(message)
      if (typeof message === 'string' || !message.report) return
      const fix = { ...message.report, mover: 1, source: 0, skew: 0 }
      if (judge(fix, undefined, now) !== 'accepted') return
      places++
      if (!isOnEarth(fix.lng, fix.lat)) throw new Error(bytes.toString('latin1'))
    },
    100_000,
  )
  expect(faults.size).toBeGreaterThan(2)
  expect(places).toBeGreaterThan(0)
}, 60_000)

function fieldsOf(text: string): OsmandFields {
  if (!text.startsWith('{')) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text) as OsmandFields
  } catch {
    // What is no JSON is refused before anybody reads it.
    return {}
  }
}
