/** Lengths, areas, circles and rings: what holds wherever on the map one measures. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { readHuangpu, sideOf as sideOnServer } from '../../../server/dispatch/river.ts'
import { metresBetween } from '../distance.ts'
import { huangpuOf, sideOf } from './bank.ts'
import { crossesItself, ringHolds } from './ring.ts'
import { areaOf, circleRing, lengthOf, runningLengths, writtenArea, writtenLength } from './surveying.ts'

const bridge: LngLat = [121.4855, 31.2449]
const monument: LngLat = [121.4867, 31.2443]

const place = fc.tuple(
  fc.double({ min: 121.2, max: 121.8, noNaN: true }),
  fc.double({ min: 30.9, max: 31.5, noNaN: true }),
) as fc.Arbitrary<LngLat>
const ring = fc.array(place, { minLength: 3, maxLength: 14 })
const rotated = (points: readonly LngLat[], by: number) => [...points.slice(by), ...points.slice(0, by)]

describe('lengths and areas', () => {
  test('from 外白渡桥 to 人民英雄纪念塔 it is 132 m', () => {
    expect(writtenLength(lengthOf([bridge, monument]))).toBe('132 m')
  })

  test('a hundredth of a degree square has the area of its sides', () => {
    const square: LngLat[] = [
      [121.48, 31.24],
      [121.49, 31.24],
      [121.49, 31.25],
      [121.48, 31.25],
    ]
    const sides =
      metresBetween([121.48, 31.245], [121.49, 31.245]) * metresBetween([121.48, 31.24], [121.48, 31.25])
    expect(areaOf(square) / sides).toBeCloseTo(1, 6)
  })

  test('the area is the same wherever the ring begins and whichever way it runs', () => {
    fc.assert(
      fc.property(ring, fc.nat(20), (points, by) => {
        const area = areaOf(points)
        expect(areaOf(rotated(points, by % points.length))).toBeCloseTo(area, 0)
        expect(areaOf(points.toReversed())).toBeCloseTo(area, 0)
      }),
    )
  })

  test('lengths run up to the whole, and closing adds the way back', () => {
    fc.assert(
      fc.property(ring, (points) => {
        const running = runningLengths(points)
        expect(running).toEqual([...running].sort((a, b) => a - b))
        const back = metresBetween(points.at(-1) as LngLat, points[0] as LngLat)
        expect(lengthOf(points, true)).toBeCloseTo((running.at(-1) as number) + back, 6)
      }),
    )
  })

  test.each([
    [132.4, '132 m'],
    [999.7, '1.00 km'],
    [12_345, '12.35 km'],
    [123_456, '123 km'],
  ])('%d m is written %s', (metres, written) => expect(writtenLength(metres)).toBe(written))

  test.each([
    [850, '850 m²'],
    [12_000, '1.20 ha'],
    [3_400_000, '3.40 km²'],
  ])('%d m² is written %s', (squareMetres, written) => expect(writtenArea(squareMetres)).toBe(written))
})

test('every place of a circle is its radius away from the centre', () => {
  fc.assert(
    fc.property(place, fc.integer({ min: 10, max: 50_000 }), (centre, metres) => {
      for (const each of circleRing(centre, metres)) {
        expect(metresBetween(centre, each) / metres).toBeCloseTo(1, 4)
      }
    }),
  )
})

describe('rings', () => {
  test('what a ring holds is what its corners turn around', () => {
    // Corners on a grid and places between its lines: on an edge both answers are right.
    const onGrid = (shift: number) =>
      fc
        .tuple(fc.nat(40), fc.nat(40))
        .map(([x, y]): LngLat => [121.2 + (x + shift) / 100, 31 + (y + shift) / 100])
    const gridRing = fc.array(onGrid(0), { minLength: 3, maxLength: 14 })
    fc.assert(
      fc.property(gridRing, fc.array(onGrid(0.37), { maxLength: 40 }), (corners, places) => {
        const holds = ringHolds(corners)
        for (const each of places) expect(holds(...each)).toBe(isTurnedAround(corners, each))
      }),
    )
  })

  test('where a hand runs twice around somebody he is inside all the same', () => {
    const once: LngLat[] = [
      [121.4, 31.2],
      [121.5, 31.2],
      [121.5, 31.3],
      [121.4, 31.3],
    ]
    expect(ringHolds([...once, ...once])(121.45, 31.25)).toBe(true)
  })

  test('a bow tie crosses itself, a star-shaped ring does not', () => {
    const [a, b, c, d]: LngLat[] = [
      [121.4, 31.2],
      [121.5, 31.3],
      [121.5, 31.2],
      [121.4, 31.3],
    ] as [LngLat, LngLat, LngLat, LngLat]
    expect(crossesItself([a, b, c, d])).toBe(true)
    expect(crossesItself([a, c, b, d])).toBe(false)
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 0.1, noNaN: true }), { minLength: 3, maxLength: 12 }),
        (reaches) => {
          const star = reaches.map((reach, index): LngLat => {
            const angle = (index / reaches.length) * 2 * Math.PI
            return [121.45 + reach * Math.cos(angle), 31.25 + reach * Math.sin(angle)]
          })
          expect(crossesItself(star)).toBe(false)
        },
      ),
    )
  })

  test('a ring that touches a corner of its own, or runs back over a side, crosses itself', () => {
    expect(
      crossesItself([
        [0, 0],
        [2, 0],
        [2, 2],
        [1, 0],
        [0, 2],
      ]),
    ).toBe(true)
    expect(
      crossesItself([
        [0, 0],
        [2, 0],
        [1, 0],
        [1, 1],
      ]),
    ).toBe(true)
  })
})

describe('the banks of the Huangpu', () => {
  const axis = huangpuOf(readFileSync('data/figures/rivers.csv', 'utf8'))

  test('人民广场 and 陆家嘴 lie across from each other', () => {
    expect([sideOf(axis, [121.4737, 31.2304]), sideOf(axis, [121.5055, 31.2357])]).toEqual([1, -1])
  })

  test('are told apart as the server tells them', () => {
    const { axis: served } = readHuangpu()
    fc.assert(fc.property(place, (each) => sideOf(axis, each) === sideOnServer(served, each)))
  })
})

/** The sum of the angles under which the sides are seen: a full turn or more where the place is inside. */
function isTurnedAround(corners: readonly LngLat[], [lng, lat]: LngLat): boolean {
  const north = (degrees: number) =>
    Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) * (180 / Math.PI)
  let turned = 0
  corners.forEach(([x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] as LngLat
    const from = Math.atan2(north(y) - north(lat), x - lng)
    const to = Math.atan2(north(nextY) - north(lat), nextX - lng)
    turned += Math.atan2(Math.sin(to - from), Math.cos(to - from))
  })
  return Math.abs(turned) > Math.PI
}
