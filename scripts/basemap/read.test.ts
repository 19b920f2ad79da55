/** Each kind of file gives the same map; what cannot be read is refused in words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { sortFeatures } from './features.ts'
import { readInput } from './read.ts'

const folder = mkdtempSync(join(tmpdir(), 'basemap-'))
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const sorted = (path: string) => sortFeatures(readInput(path, () => {}))

test('an OpenStreetMap extract gives streets with names, and lakes with their islands', async () => {
  const { byTheme } = await sorted(put('city.osm.pbf', extract()))
  expect(byTheme.road).toHaveLength(1)
  expect(byTheme.road[0]?.properties).toMatchObject({ kind: 'residential', name: '长乐路' })
  expect(byTheme.road[0]?.geometry).toEqual({
    type: 'LineString',
    coordinates: [
      [121.4, 31.2],
      [121.41, 31.2],
    ],
  })
  const lake = byTheme.water[0]?.geometry
  expect(lake?.type === 'MultiPolygon' && lake.coordinates.map((rings) => rings.length)).toEqual([2])
})

test('GeoJSON features mean what their tags say, and the same object is taken once', async () => {
  const line = {
    type: 'LineString',
    coordinates: [
      [121.4, 31.2],
      [121.5, 31.2],
    ],
  }
  const feature = (properties: object) => ({ type: 'Feature', properties, geometry: line })
  const features = [
    feature({ osm_id: '1', highway: 'primary_link' }),
    feature({ osm_id: '1', highway: 'primary_link' }),
    feature({ osm_id: '2', fclass: 'canal', name: '走马塘' }),
    feature({ osm_id: '3', power: 'line' }),
  ]
  const found = await sorted(put('some.geojson', JSON.stringify({ type: 'FeatureCollection', features })))
  expect(found.byTheme.road.map(({ properties }) => properties)).toEqual([{ kind: 'primary', minZoom: 11 }])
  expect(found.byTheme.waterway).toHaveLength(1)
  expect([found.twice, found.leftOut.get('some')]).toEqual([1, 1])
})

test('a shapefile in WGS 84 is read with its table', async () => {
  put('pois.prj', 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]]]')
  put('pois.dbf', table('hospital'))
  const { byTheme } = await sorted(put('pois.shp', pointShape(121.47, 31.23)))
  expect(byTheme.poi).toMatchObject([
    {
      properties: { kind: 'hospital', name: 'hospital', rank: 1 },
      geometry: { coordinates: [121.47, 31.23] },
    },
  ])
})

test.each([
  [
    'a projected shapefile',
    () => {
      put('utm.prj', 'PROJCS["WGS_1984_UTM_Zone_51N",GEOGCS["GCS_WGS_1984"]]')
      return put('utm.shp', pointShape(121, 31))
    },
    /UTM_Zone_51N.*convert it first/,
  ],
  ['a shapefile without a datum', () => put('bare.shp', pointShape(121, 31)), /datum is unknown/],
  ['broken JSON', () => put('broken.geojson', '{"type": "Feat'), /broken\.geojson is no readable JSON/],
  [
    'metres for degrees',
    () =>
      put(
        'metres.geojson',
        '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[353000,3456000]}}',
      ),
    /no longitude and latitude/,
  ],
  [
    'a broken extract',
    () => put('broken.pbf', 'no protocol buffer at all'),
    /no readable OpenStreetMap extract/,
  ],
  ['a file of another kind', () => put('notes.txt', ''), /none of the kinds/],
  ['nothing', () => join(folder, 'missing'), /does not exist/],
])('%s is refused in words', async (_, path, words) => {
  await expect(sorted(path())).rejects.toThrow(words)
})

/** A street of two nodes, and a lake whose outer ring is two ways in opposite directions, with one island. */
function extract(): Buffer {
  const strings = [
    '',
    'highway',
    'residential',
    'name',
    '长乐路',
    'natural',
    'water',
    'type',
    'multipolygon',
    'outer',
    'inner',
  ]
  const places = [
    [121.4, 31.2],
    [121.41, 31.2],
    [121.5, 31.2],
    [121.6, 31.2],
    [121.6, 31.3],
    [121.5, 31.3],
    [121.54, 31.24],
    [121.56, 31.24],
    [121.55, 31.26],
  ]
  const nodes = places.map(([lng = 0, lat = 0], index) =>
    message(
      1,
      Buffer.concat([
        number(1, zigzag(index + 1)),
        number(8, zigzag(Math.round(lat * 1e7))),
        number(9, zigzag(Math.round(lng * 1e7))),
      ]),
    ),
  )
  const way = (id: number, refs: number[], tags: number[] = []) =>
    message(
      3,
      Buffer.concat([
        number(1, id),
        packed(
          2,
          tags.filter((_, i) => i % 2 === 0),
        ),
        packed(
          3,
          tags.filter((_, i) => i % 2 === 1),
        ),
        packed(8, steps(refs).map(zigzag)),
      ]),
    )
  const ways = [way(1, [1, 2], [1, 2, 3, 4]), way(2, [3, 4, 5]), way(3, [3, 6, 5]), way(4, [7, 8, 9, 7])]
  const relation = message(
    4,
    Buffer.concat([
      number(1, 9),
      packed(2, [7, 5]),
      packed(3, [8, 6]),
      packed(8, [9, 9, 10]),
      packed(9, steps([2, 3, 4]).map(zigzag)),
      packed(10, [1, 1, 1]),
    ]),
  )
  const table = message(1, Buffer.concat(strings.map((text) => message(1, Buffer.from(text)))))
  const block = Buffer.concat([
    table,
    ...[nodes, ways, [relation]].map((group) => message(2, Buffer.concat(group))),
  ])
  return Buffer.concat([blob('OSMHeader', message(4, Buffer.from('OsmSchema-V0.6'))), blob('OSMData', block)])
}

function blob(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([number(2, content.length), message(3, deflateSync(content))])
  const head = Buffer.concat([message(1, Buffer.from(type)), number(3, body.length)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, body])
}

const zigzag = (value: number) => (value < 0 ? -value * 2 - 1 : value * 2)
const steps = (values: number[]) => values.map((value, index) => value - (values[index - 1] ?? 0))
const number = (field: number, value: number) => Buffer.from([...varint(field * 8), ...varint(value)])
const message = (field: number, bytes: Uint8Array) =>
  Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes])
const packed = (field: number, values: number[]) => message(field, Buffer.from(values.flatMap(varint)))
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]

/** One point: a head of a hundred bytes and one record. */
function pointShape(lng: number, lat: number): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.writeInt32BE(9994, 0)
  bytes.writeInt32BE(64, 24)
  bytes.writeInt32LE(1000, 28)
  bytes.writeInt32LE(1, 32)
  bytes.writeInt32BE(1, 100)
  bytes.writeInt32BE(10, 104)
  bytes.writeInt32LE(1, 108)
  bytes.writeDoubleLE(lng, 112)
  bytes.writeDoubleLE(lat, 120)
  return bytes
}

/** A table of one row: `fclass` and `name`, both the same word. */
function table(word: string): Buffer {
  const width = 20
  const head = Buffer.alloc(32 + 32 * 2 + 1)
  head.writeUInt8(3, 0)
  head.writeUInt32LE(1, 4)
  head.writeUInt16LE(head.length, 8)
  head.writeUInt16LE(1 + width * 2, 10)
  ;['fclass', 'name'].forEach((name, index) => {
    head.write(name, 32 + 32 * index)
    head.write('C', 32 + 32 * index + 11)
    head.writeUInt8(width, 32 + 32 * index + 16)
  })
  head.writeUInt8(0x0d, head.length - 1)
  return Buffer.concat([head, Buffer.from(` ${word.padEnd(width)}${word.padEnd(width)}\x1a`)])
}
