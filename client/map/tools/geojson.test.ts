/** Drawings go out to a file and come back as they were; what cannot be taken is told by its feature. */
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Drawing } from './drawing.ts'
import { MOST_FEATURES, readFile, readGeoJson, writeGeoJson } from './geojson.ts'

const square: LngLat[] = [
  [121.48, 31.24],
  [121.49, 31.24],
  [121.49, 31.25],
  [121.48, 31.25],
]
const bowTie = [square[0], square[2], square[1], square[3], square[0]]

const drawings: Drawing[] = [
  { id: 0, name: '集结点', tone: 'green', hidden: false, shape: 'point', points: [[121.4855, 31.2449]] },
  { id: 1, name: '', tone: 'bright', hidden: true, shape: 'line', points: square.slice(0, 2) },
  { id: 2, name: '封控区', tone: 'grey', hidden: false, shape: 'polygon', points: square },
  {
    id: 3,
    name: '500 m',
    tone: 'blue',
    hidden: false,
    shape: 'circle',
    centre: [121.4855, 31.2449],
    metres: 500,
  },
]

test('what was drawn comes back as it was, circles too', () => {
  const { drawings: back, faults } = readGeoJson(writeGeoJson(drawings))
  expect(faults).toEqual([])
  expect(back).toEqual(drawings.map(({ id: _, ...rest }) => rest))
})

test('a program that knows no circles sees a closed ring', () => {
  const { features } = JSON.parse(writeGeoJson(drawings)) as {
    features: { geometry: { coordinates: LngLat[][] } }[]
  }
  const [ring = []] = features[3]?.geometry.coordinates ?? []
  expect(ring.length).toBeGreaterThan(30)
  expect(ring.at(-1)).toEqual(ring[0])
})

const feature = (geometry: unknown) => ({ type: 'Feature', properties: { name: 'x' }, geometry })

test.each([
  ['notJson', null, '{"type":'],
  ['notGeoJson', null, { type: 'Topology' }],
  ['noGeometry', 1, feature(null)],
  ['geometry', 1, feature({ type: 'MultiPolygon', coordinates: [] })],
  ['place', 1, feature({ type: 'Point', coordinates: [13_523_000, 3_662_000] })],
  [
    'place',
    1,
    feature({
      type: 'LineString',
      coordinates: [
        [121, 31],
        ['a', 31],
      ],
    }),
  ],
  ['few', 1, feature({ type: 'LineString', coordinates: [[121, 31]] })],
  [
    'few',
    1,
    feature({
      type: 'Polygon',
      coordinates: [
        [
          [121, 31],
          [122, 31],
          [121, 31],
        ],
      ],
    }),
  ],
  ['crosses', 1, feature({ type: 'Polygon', coordinates: [bowTie] })],
  ['holes', 1, feature({ type: 'Polygon', coordinates: [square, square] })],
])('%s is told, of feature %s', (why, number, content) => {
  const { drawings: found, faults } = readFile(
    typeof content === 'string' ? content : JSON.stringify(content),
  )
  expect(found).toEqual([])
  expect(faults).toMatchObject([{ why, feature: number }])
})

test('one bad feature keeps the whole file out', () => {
  const good = feature({ type: 'Point', coordinates: [121.48, 31.24] })
  const text = JSON.stringify({ type: 'FeatureCollection', features: [good, feature(null), good] })
  expect(readFile(text)).toMatchObject({ drawings: [], faults: [{ feature: 2 }] })
  expect(readGeoJson(text).drawings).toHaveLength(2)
})

test('more than the map can bear is refused', () => {
  const point = feature({ type: 'Point', coordinates: [121.48, 31.24] })
  const features = Array.from({ length: MOST_FEATURES + 1 }, () => point)
  expect(readFile(JSON.stringify({ type: 'FeatureCollection', features })).faults[0]?.why).toBe('many')
})
