/** Who was inside a circle, from fixes with gaps: nothing is known over a silence, and nothing missed between two reports. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bridgedFor } from '#contract/questions.ts'
import { metresFromTo } from '../zones/plane.ts'
import { nearbyOf } from './nearby.ts'
import { type Track, tracksOf } from './track.ts'

const place: [number, number] = [121.48, 31.24]
/** A hundred metres east. */
const EAST = 100 / (111_320 * Math.cos((31.24 * Math.PI) / 180))

/** Seconds and hundreds of metres east of the centre. */
const track = (...fixes: readonly (readonly [second: number, east: number])[]): Track =>
  tracksOf({
    mover: fixes.map(() => 7),
    at: fixes.map(([second]) => second * 1000),
    lng: fixes.map(([, east]) => place[0] + east * EAST),
    lat: fixes.map(() => place[1]),
    readUntil: 0,
  })[0] as Track

const circle = { place, metres: 200, from: 0, to: 600_000 }

test('who drives through between two reports is found, with the moments of going in and out', () => {
  const found = nearbyOf(track([0, -4], [10, -3], [20, 3], [30, 4]), circle)
  expect(found).toMatchObject({ fixesInside: 0, nearestMetres: 0, nearestAt: 15_000, gaps: [] })
  expect(found?.first).toBeCloseTo(11_667, -2)
  expect(found?.last).toBeCloseTo(18_333, -2)
  expect(found?.insideSeconds).toBe(7)
})

test('over a silence nothing is counted, and the silence is named', () => {
  const found = nearbyOf(track([0, -1], [10, -1], [20, -1], [320, 1], [330, 1]), circle)
  expect(found).toMatchObject({ first: 0, last: 330_000, insideSeconds: 30, nearestMetres: 100 })
  expect(found?.gaps).toEqual([
    { from: 20_000, to: 320_000 },
    { from: 330_000, to: 600_000 },
  ])
})

test('a silence far from the circle is nobody’s presence', () => {
  expect(nearbyOf(track([0, -9], [10, -9], [500, 9], [510, 9]), circle)).toBeUndefined()
})

test('a source that reports every minute is bridged over its own interval, three minutes at most', () => {
  const slow = [0, 60, 120, 180].map((second, i) => [second, i - 1.5] as const)
  expect(nearbyOf(track(...slow), circle)?.insideSeconds).toBe(180)
  expect(bridgedFor(1_000)).toBe(30_000)
  expect(bridgedFor(300_000)).toBe(180_000)
})

test('who comes nearest after the span was nearest at its end', () => {
  const found = nearbyOf(track([590, 1], [598, 1], [602, 0]), circle)
  expect(found).toMatchObject({ nearestMetres: 50, nearestAt: 600_000 })
})

test('what lies before or after the span is not counted', () => {
  const still = Array.from({ length: 100 }, (_, i) => [i * 10 - 200, 1] as const)
  const found = nearbyOf(track(...still), circle)
  expect(found).toMatchObject({ first: 0, last: 600_000, insideSeconds: 600, fixesInside: 61 })
})

test('time and distance are those of going straight on from report to report, second by second', () => {
  const fixes = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: -60, max: 60 })), {
      minLength: 2,
      maxLength: 20,
    })
    .map((steps) => {
      let second = 0
      return steps.map(([after, tenths]) => {
        second += after
        return [second, tenths / 10] as const
      })
    })
  fc.assert(
    fc.property(fixes, (all) => {
      const path = track(...all)
      const found = nearbyOf(path, circle)
      const walked = walk(path)
      // A step of the walk is a second: so far it may be off at each going in and out.
      expect(Math.abs((found?.insideSeconds ?? 0) - walked.inside)).toBeLessThanOrEqual(2 * all.length)
      if (found) expect(found.nearestMetres).toBeLessThanOrEqual(walked.nearest + 1)
    }),
    { numRuns: 200 },
  )
})

/** The plain way: second by second, where it is known to have been. */
function walk({ at, lng, lat, interval }: Track): { inside: number; nearest: number } {
  let inside = 0
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i + 1 < at.length; i++) {
    const [begins, ends] = [at[i] as number, at[i + 1] as number]
    if (ends - begins > bridgedFor(interval)) continue
    for (let time = begins; time < ends && time <= circle.to; time += 1000) {
      const share = (time - begins) / (ends - begins)
      const between = (column: readonly number[]) =>
        (column[i] as number) + share * ((column[i + 1] as number) - (column[i] as number))
      const apart = metresFromTo(between(lng), between(lat), ...place)
      nearest = Math.min(nearest, apart)
      if (apart <= circle.metres) inside++
    }
  }
  return { inside, nearest }
}
