/** Minutes since the last pass: they never fall without one, whatever comes late and however often the server starts again. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elevatedOf } from './elevated.ts'
import { createLastPasses } from './lastPasses.ts'
import { createMatcher, type Passed, type Walkers } from './match.ts'
import { roadPieces } from './pieces.ts'
import { EAST, NORTH, tracksOf } from './tracks.ts'

const T0 = 1_700_000_000_000
const home = { x: 121.47 * EAST, y: 31.2 * NORTH }
const place = (x: number, y: number) => [(home.x + x) / EAST, (home.y + y) / NORTH] as [number, number]
/** A road of 600 m, and another that meets it. */
const segments = [
  ...roadPieces('road/1', [place(0, 0), place(600, 0)]),
  ...roadPieces('road/2', [place(300, 0), place(300, 400)]),
].map((piece, id) => ({ ...piece, id, zone: 1, validFrom: 0 }))
const tracks = tracksOf(segments)

type Step = { mover: number; x: number; y: number; seconds: number; late: number; restart: boolean }

/** Walks there and back with noise and jumps; some fixes are told late, and now and then the server begins anew. */
const step: fc.Arbitrary<Step> = fc.record({
  mover: fc.integer({ min: 1, max: 2 }),
  x: fc.integer({ min: -3, max: 12 }),
  y: fc.oneof(
    { weight: 15, arbitrary: fc.integer({ min: -3, max: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: -30, max: 30 }) },
  ),
  seconds: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 3, max: 8 }) },
    { weight: 1, arbitrary: fc.integer({ min: 100, max: 900 }) },
  ),
  late: fc.oneof(
    { weight: 15, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 600 }) },
  ),
  restart: fc.boolean(),
})

test('minutes since a pass never fall without one, and a late pass never takes a newer one’s place', () => {
  let passes = 0
  let restarts = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 80, maxLength: 250 }), (steps) => {
      const last = createLastPasses(segments.length)
      let since: Passed[] = []
      const begin = (kept?: Walkers) => {
        const matcher = createMatcher({
          tracks,
          elevated: elevatedOf([]),
          passed: (each) => since.push(each),
          refused: () => {},
        })
        if (kept) matcher.restore(kept)
        return matcher
      }
      let matcher = begin()
      let at = T0
      const along = new Map<number, number>()
      const known = segments.map(() => Number.NaN)
      steps.forEach(({ mover, x, y, seconds, late, restart }, i) => {
        at += seconds * 1000
        const metres = (along.get(mover) ?? 0) + x
        along.set(mover, metres)
        const [lng, lat] = place(Math.abs(metres % 600), y)
        const fix = {
          mover,
          at: at - late * 1000,
          lng,
          lat,
          speed: Number.NaN,
          heading: Number.NaN,
          accuracy: 5,
        }
        since = []
        matcher.take(fix, 'foot', late > 0)
        for (const pass of since) {
          passes++
          expect(pass.to).toBeLessThanOrEqual(at)
          expect(pass.from).toBeLessThanOrEqual(pass.to)
          last.note(pass.segment, pass.mode, pass.to, at)
        }
        segments.forEach((_, segment) => {
          const now = last.at(segment, 'foot')
          const passed = since.some((pass) => pass.segment === segment)
          if (passed) expect(now).toBeGreaterThanOrEqual(known[segment] || 0)
          else expect(now).toBe(known[segment])
          known[segment] = now
        })
        if (restart && i % 7 === 0) {
          restarts++
          matcher = begin(
            JSON.parse(JSON.stringify(matcher.walkers()), (key, value) =>
              key === 'enteredAt' && value === null ? Number.NaN : value,
            ),
          )
        }
      })
    }),
    { numRuns: 40 },
  )
  // The streams do pass, and the server does start again.
  expect(passes).toBeGreaterThan(50)
  expect(restarts).toBeGreaterThan(50)
})

test('what changed is told from the moment it was learnt, not from when it happened', () => {
  const last = createLastPasses(3)
  last.note(1, 'foot', T0 - 60_000, T0 + 500)
  expect(last.changedSince(T0)).toEqual([1, 0, T0 - 60_000])
  expect(last.changedSince(T0 + 501)).toEqual([])
  expect(last.note(1, 'foot', T0 - 90_000, T0 + 900)).toBe(false)
  expect(last.changedSince(T0 + 501)).toEqual([])
})
