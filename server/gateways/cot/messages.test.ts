/** Cursor-on-Target events written and read again: nothing is lost, and nothing in a name breaks out of its quotes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needsVectors, readVectors, vectorsAreHere } from '../../testing.vectors.ts'
import { readCot, writeCot } from './messages.ts'

const unknown = { speed: Number.NaN, heading: Number.NaN, altitude: Number.NaN, accuracy: Number.NaN }

type Feature = {
  id: string
  geojson: {
    id: string
    properties: {
      type: string
      callsign: string
      center: [number, number, number?]
      time: string
      stale: string
    }
  }
}

test.skipIf(!vectorsAreHere)(`21 published features come back as they went out${needsVectors}`, () => {
  const rows = readVectors<Feature>('cot_geojson')
  for (const { geojson } of rows) {
    const { type, callsign, center, time, stale } = geojson.properties
    const [lng, lat, altitude = Number.NaN] = center
    const place = { ...unknown, at: Date.parse(time), lng, lat, altitude }
    const event = readCot(writeCot({ uid: geojson.id, type, callsign, place, stale: Date.parse(stale) }))
    expect(event).toMatchObject({ uid: geojson.id, type, callsign, place })
  }
  expect(rows).toHaveLength(21)
})

test('any unit’s name and place come back as they went out', () => {
  const place = fc.record({
    at: fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) }),
    lng: fc.integer({ min: -180_000_000, max: 180_000_000 }).map((micro) => micro / 1e6),
    lat: fc.integer({ min: -90_000_000, max: 90_000_000 }).map((micro) => micro / 1e6),
    speed: fc.integer({ min: 0, max: 10_000 }).map((cm) => cm / 100),
    heading: fc.integer({ min: 0, max: 35_999 }).map((hundredth) => hundredth / 100),
    altitude: fc.integer({ min: -100, max: 9_000 }),
    accuracy: fc.integer({ min: 1, max: 5_000 }),
  })
  // Of control characters only line ends and tabs are allowed in XML at all.
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 40 })
    .map((text) => text.replace(/[^\P{C}\n\r\t]/gu, ''))
  fc.assert(
    fc.property(place, name, (told, callsign) => {
      const event = readCot(writeCot({ uid: 'unit-1', type: 'a-f-G', callsign, place: told, stale: told.at }))
      expect(event).toMatchObject({ uid: 'unit-1', callsign, place: told })
    }),
  )
})
