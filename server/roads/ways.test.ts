/** Routes on the roads: joined where they meet, one way where they are, the same from a file, and right against all ways. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Feature } from 'geojson'
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Found } from '../../scripts/basemap/features.ts'
import { readInput } from '../../scripts/basemap/read.ts'
import { keepRoads, roadGraph } from '../../scripts/basemap/roads.ts'
import { metresBetween } from '../zones/plane.ts'
import { decodeRoads, encodeRoads } from './graph.ts'
import { networkOf } from './network.ts'
import { roadWaysTo } from './ways.ts'

const speed = { foot: 1.3, ebike: 4.5, car: 6.5 }

async function networkFrom(found: AsyncIterable<Found>) {
  const roads: Parameters<typeof roadGraph>[0][number][] = []
  for await (const _each of keepRoads(found, roads));
  return networkOf(decodeRoads(encodeRoads(roadGraph(roads))))
}

/** Six by six streets of 200 m; the southernmost one leads west only. */
async function* streets(): AsyncIterable<Found> {
  const at = (x: number, y: number): LngLat => [121.4 + x * 0.0021, 31.2 + y * 0.0018]
  const line = (id: string, coordinates: LngLat[], oneway?: string): Feature => ({
    type: 'Feature',
    properties: { osm_id: id, highway: 'residential', oneway },
    geometry: { type: 'LineString', coordinates },
  })
  const six = [0, 1, 2, 3, 4, 5]
  for (const i of six) {
    const along = six.map((x) => at(x, i))
    yield {
      from: 'streets',
      feature: line(`w${i}`, i === 0 ? along.toReversed() : along, i === 0 ? 'yes' : 'no'),
    }
    yield {
      from: 'streets',
      feature: line(
        `n${i}`,
        six.map((y) => at(i, y)),
      ),
    }
  }
}

test('a car goes round a one-way street that a crew on foot walks against', async () => {
  const network = await networkFrom(streets())
  const [west, east]: [LngLat, LngLat] = [
    [121.4, 31.2],
    [121.4105, 31.2],
  ]
  const toEast = roadWaysTo(network, east, speed)
  const toWest = roadWaysTo(network, west, speed)
  expect(toWest.from('car', east)?.metres).toBeCloseTo(1000, -2)
  expect(toEast.from('foot', west)?.metres).toBeCloseTo(1000, -2)
  expect(toEast.from('car', west)?.metres).toBeCloseTo(1400, -2)
  const line = toEast.line('car', west) ?? []
  expect(line[0]).toEqual(west)
  expect(line.at(-1)).toEqual(east)
  expect(Math.max(...line.map(([, lat]) => lat))).toBeGreaterThan(31.2015)
})

test('who is far from every road is not served by them', async () => {
  const ways = roadWaysTo(await networkFrom(streets()), [121.4, 31.2], speed)
  expect(ways.from('car', [121.45, 31.25])).toBeUndefined()
})

const detailed = resolve('../shared/basemap/roads_streets_peoples_square.geojson')

test.skipIf(!existsSync(detailed))(
  'around 人民广场 a way on the streets is never shorter than the straight line (needs the detailed streets)',
  async () => {
    const network = await networkFrom(readInput(detailed, () => {}))
    const ways = roadWaysTo(network, [121.4737, 31.2304], speed)
    const places = Array.from(
      { length: 400 },
      (_, i): LngLat => [121.462 + (i % 20) * 0.0012, 31.2205 + Math.floor(i / 20) * 0.001],
    )
    const served = places.flatMap((place) => {
      const way = ways.from('foot', place)
      return way ? [{ place, way, line: ways.line('foot', place) ?? [] }] : []
    })
    expect(served.length).toBeGreaterThan(100)
    for (const { place, way, line } of served) {
      expect(way.metres).toBeGreaterThanOrEqual(Math.floor(metresBetween(place, [121.4737, 31.2304])))
      expect(line.length).toBeGreaterThan(2)
    }
  },
)
