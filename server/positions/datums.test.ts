/** Datum conversion at the door against the cities and figures others published. */
import { describe, expect, test } from 'vitest'
import type { Datum } from '#contract/positions.ts'
import { needsVectors, readVectors, vectorsAreHere } from '../testing.vectors.ts'
import { metresBetween } from '../zones/plane.ts'
import { toWgs84 } from './intake.ts'

type City = {
  id: string
  source: string
  coords?: Record<string, [number, number]>
  published_tolerance_deg?: Record<string, number>
  op?: string
  in?: [number, number]
  out?: [number, number]
}

describe.skipIf(!vectorsAreHere)(`the published places${needsVectors}`, () => {
  const rows = readVectors<City>('gcj')

  test.each([
    // GCJ-02 is not exactly invertible; what is published as its inverse allows 5e-5°, which are 6 m.
    ['gcj02', 'GCJ02', 6],
    ['bd09', 'BD09', 6],
    ['bd09mc', 'BD09MC', 6],
  ] as const)('in %s are WGS84 inside', (datum: Datum, name, metres) => {
    const cities = rows.filter(({ coords }) => coords?.WGS84 && coords[name])
    const wrong = cities.filter(({ coords }) => {
      const [lng, lat] = coords?.[name] ?? [Number.NaN, Number.NaN]
      return !(metresBetween(toWgs84(datum, lng, lat), coords?.WGS84 ?? [0, 0]) <= metres)
    })
    expect(wrong).toEqual([])
    expect(cities.length).toBeGreaterThanOrEqual(datum === 'gcj02' ? 202 : 200)
  })

  /** Steps between two datums: both ends must be the same place inside. */
  test.each([
    ['gcj02towgs84', 'gcj02', 'wgs84'],
    ['bd09togcj02', 'bd09', 'gcj02'],
    ['gcj02tobd09', 'gcj02', 'bd09'],
  ] as const)('%s as coordtransform publishes it', (op, from, to) => {
    const step = rows.find((row) => row.op === op)
    const before = toWgs84(from, ...(step?.in ?? [0, 0]))
    expect(metresBetween(before, toWgs84(to, ...(step?.out ?? [0, 0])))).toBeLessThan(6)
    expect(before[0]).toBeCloseTo(116.39, 1)
  })
})

test('what is no place becomes none by conversion', () => {
  for (const datum of ['gcj02', 'bd09', 'bd09mc'] as const) {
    expect(toWgs84(datum, 0, 0)).toEqual([0, 0])
    expect(toWgs84(datum, Number.NaN, 31).some(Number.isNaN)).toBe(true)
  }
  expect(toWgs84('gcj02', 31, 121)).toEqual([31, 121])
  expect(toWgs84('bd09mc', 3e7, 3e6)).toEqual([Number.NaN, Number.NaN])
})
