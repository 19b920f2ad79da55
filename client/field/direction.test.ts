/** Which way to go. */
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { directionTo } from './direction.ts'

const bund: LngLat = [121.49, 31.24]

test('the eight directions, with a degree of longitude as short as it is in Shanghai', () => {
  const away = (lng: number, lat: number): LngLat => [
    bund[0] + lng / Math.cos((31.24 * Math.PI) / 180),
    bund[1] + lat,
  ]
  const around = [
    away(0, 1),
    away(1, 1),
    away(1, 0),
    away(1, -1),
    away(0, -1),
    away(-1, -1),
    away(-1, 0),
    away(-1, 1),
  ]
  expect(around.map((place) => directionTo(bund, place))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})
