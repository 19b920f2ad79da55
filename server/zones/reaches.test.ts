/** Strips along a river: straight, bent sharply, and looped. */
import { describe, expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { metresBetween, planeAt } from './plane.ts'
import { type AxisPoint, axisAt, cutReaches, mitred } from './reaches.ts'

/** A river flowing due north along 121.5°, 200 m wide. */
const north: AxisPoint[] = Array.from({ length: 51 }, (_, i) => ({
  metres: i * 100,
  place: [121.5, 31.2 + (i * 100) / 111_320],
  width: 200,
}))

describe('a straight river', () => {
  const [south, next] = cutReaches(
    north,
    [
      { from: 500, to: 2030 },
      { from: 2030, to: 4000 },
    ],
    60,
  )

  test('has its left bank on the left, facing downstream', () => {
    expect(south?.left.every(([lng]) => lng < 121.5)).toBe(true)
    expect(south?.right.every(([lng]) => lng > 121.5)).toBe(true)
  })

  test('has water as wide as its width, and strips as deep as asked', () => {
    expect(areaOf(south?.water ?? [])).toBeCloseTo(200 * 1530, -3)
    expect(areaOf(south?.left ?? [])).toBeCloseTo(60 * 1530, -3)
  })

  test('shares the cross-section of a cut with its neighbour, point for point', () => {
    const shared = south?.water.filter((a) => next?.water.some((b) => a[0] === b[0] && a[1] === b[1]))
    expect(new Set(shared?.map(String)).size).toBe(2)
  })
})

test('a bend sharper than the strip is deep is mitred, not folded', () => {
  const corner: AxisPoint[] = [-3, -2, -1, 0, 1, 2, 3].map((i) => {
    const place = i < 0 ? ([121.5 + i * 0.0002, 31.2] as LngLat) : ([121.5, 31.2 - i * 0.0002] as LngLat)
    return { metres: (i + 3) * 20, place, width: 30 }
  })
  const [shape] = cutReaches(corner, [{ from: 0, to: 120 }], 30)
  expect(crossesItself(shape?.right ?? [])).toBe(false)
  expect(crossesItself(shape?.left ?? [])).toBe(false)
})

test('a loop in a line collapses into the point where the line crosses itself', () => {
  const line = mitred([
    [0, 0],
    [10, 0],
    [10, 5],
    [5, 5],
    [5, -5],
    [20, -5],
  ])
  expect(line).toEqual([
    [0, 0],
    [5, 0],
    [5, 0],
    [5, 0],
    [5, -5],
    [20, -5],
  ])
})

test('the axis is interpolated between its points, and ends where it ends', () => {
  expect(metresBetween(axisAt(north, 150).place, [121.5, 31.2 + 150 / 111_320])).toBeLessThan(0.01)
  expect(() => axisAt(north, 5001)).toThrow('does not reach chainage 5001')
})

/** Shoelace, in m². */
function areaOf(ring: readonly LngLat[]): number {
  const points = ring.map(planeAt(31.2).toMetres)
  const twice = points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2
}

function crossesItself(ring: readonly LngLat[]): boolean {
  const side = (a: LngLat, b: LngLat, c: LngLat) =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
  const segments = ring.slice(1).map((b, i) => [ring[i] as LngLat, b] as const)
  return segments.some(([a, b], i) =>
    segments
      .slice(i + 1)
      .some(([c, d]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0),
  )
}
