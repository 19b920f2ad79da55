/** Where the graticule runs: through empty ground only, at steps that suit the zoom. */
import { expect, test } from 'vitest'
import type { Box } from './bounds.ts'
import { graticule, meshAt } from './graticule.ts'

const shanghai: Box = [120.6, 30.4, 122.6, 32]

/** `12°E: 12,54.6 12,55.2` */
const drawn = (view: Box, power: number) =>
  graticule(view, { power, every: 10 ** power }, [shanghai]).features.flatMap(({ properties, geometry }) =>
    geometry.type === 'LineString' ? `${properties?.name}: ${geometry.coordinates.join(' ')}` : [],
  )
const labels = (view: Box, power: number) => drawn(view, power).map((line) => line.split(':')[0])

test.each([
  [3, 1],
  [7, 0],
  [10, -1],
  [14, -2],
  [19, -3],
])('at zoom %i lines follow each other every 10^%i degrees', (zoom, power) => {
  expect(meshAt(zoom).power).toBe(power)
})

test('Danish waters get whole meridians and parallels', () => {
  expect(drawn([11.5, 54.6, 12.4, 55.2], 0)).toEqual(['12°E: 12,54.6 12,55.2', '55°N: 11.5,55 12.4,55'])
})

test('within the figures there is no line', () => {
  expect(drawn([121, 31, 122, 31.9], -1)).toEqual([])
})

test('a line ends where the figures begin and goes on behind them', () => {
  expect(drawn([120.5, 30.9, 123.5, 31.1], 0)).toEqual([
    '123°E: 123,30.9 123,31.1',
    '31°N: 120.5,31 120.6,31',
    '31°N: 122.6,31 123.5,31',
  ])
})

test('a map seen around the other side of the world leaves the same city out', () => {
  expect(drawn([-239.2, 30.5, -238.2, 31.5], -1)).toEqual([])
})

test('labels name the side of the world, with as many decimals as the step', () => {
  expect(labels([12.05, 55.01, 12.15, 55.02], -1)).toEqual(['12.1°E'])
  expect(labels([-1.5, -1.5, 0.5, 0.5], 0)).toEqual(['1°W', '0°', '1°S', '0°'])
  expect(labels([179.5, 5.1, 181.5, 5.9], 0)).toEqual(['180°', '179°W'])
})

test('a label stands in the middle between two lines, and none in the city', () => {
  const { features } = graticule([119.5, 30.8, 124, 31.2], { power: 0, every: 1 }, [shanghai])
  const places = features.flatMap(({ geometry }) => (geometry.type === 'Point' ? [geometry.coordinates] : []))
  expect(places).toEqual([
    [119.5, 31],
    [120.5, 31],
    [123.5, 31],
  ])
})

test.each([3, 6.7, 9.1, 12.2, 15.9, 19])('at zoom %f a label comes again within a screen', (zoom) => {
  const pixels = meshAt(zoom).every * (512 / 360) * 2 ** zoom
  expect(pixels).toBeGreaterThan(200)
  expect(pixels).toBeLessThan(450)
})
