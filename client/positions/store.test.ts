/** The position store: frames move movers in place, and say what is known of each. */
import { beforeEach, expect, test } from 'vitest'
import { createFrameEncoder, fullFrameOf } from '#contract/frameEncoder.ts'
import type { ReceivedFix } from '#contract/positions.ts'
import { createPositions, fixOf, letInFix, letInFrame, onMoved, positions, reckonedPlace } from './store.ts'

const NOW = Date.UTC(2026, 10, 23, 6, 0, 0)
const fix = (mover: number, seconds: number, more: Partial<ReceivedFix> = {}): ReceivedFix => ({
  mover,
  at: NOW + seconds * 1000,
  received: NOW + seconds * 1000,
  lng: 121.5,
  lat: 31.2,
  speed: Number.NaN,
  heading: Number.NaN,
  accuracy: Number.NaN,
  source: 0,
  skew: 0,
  ...more,
})

beforeEach(() => {
  letInFrame(fullFrameOf([], NOW))
})

function aView() {
  const encoder = createFrameEncoder()
  const view = encoder.open(null)
  return {
    full: view.full,
    tick(fixes: ReceivedFix[], now = NOW): ArrayBuffer {
      encoder.take(fixes, now)
      return view.delta(true) as ArrayBuffer
    },
  }
}

test('a frame moves a mover, tells who listens, and a missed frame says gap', () => {
  const view = aView()
  let heard = 0
  const stop = onMoved(() => heard++)
  view.tick([fix(7, 0)])
  expect(letInFrame(view.full())).toBe('ok')
  expect(letInFrame(view.tick([fix(7, 1, { lng: 121.6 })], NOW + 1050))).toBe('ok')
  expect(letInFrame(view.tick([]))).toBe('ok')
  expect(heard).toBe(2)
  expect(fixOf(7)).toMatchObject({ lng: 121.6, at: NOW + 1000 })
  expect(positions.received[positions.rows.get(7) as number]).toBe(NOW + 1000)
  view.tick([fix(7, 2)])
  expect(letInFrame(view.tick([fix(7, 3, { lng: 121.7 })]))).toBe('gap')
  expect(fixOf(7)?.lng).toBe(121.6)
  stop()
})

test('a full frame takes away who is no longer in it', () => {
  letInFrame(fullFrameOf([fix(7, 0), fix(8, 0)], NOW))
  letInFrame(fullFrameOf([fix(8, 0)], NOW))
  expect(fixOf(7)).toBeUndefined()
  expect(fixOf(8)).toBeDefined()
  letInFrame(fullFrameOf([], NOW))
  expect(fixOf(8)).toBeUndefined()
})

test('who leaves the cells this console looks at is gone from it, and comes back with them', () => {
  const encoder = createFrameEncoder()
  const [west, east] = [[121.5, 31.2] as const, [121.51, 31.21] as const]
  const view = encoder.open([[[...west], [...east]]])
  const tick = (lng: number, seconds: number) => {
    encoder.take([fix(7, seconds, { lng })], NOW)
    return letInFrame(view.delta(true) as ArrayBuffer)
  }
  letInFrame(view.full())
  tick(121.5, 0)
  expect(fixOf(7)).toBeDefined()
  tick(121.9, 1)
  expect(fixOf(7)).toBeUndefined()
  expect(tick(121.5, 2)).toBe('ok')
  expect(fixOf(7)?.at).toBe(NOW + 2000)
})

test('columns grow without losing anybody', () => {
  const many = createPositions()
  for (let mover = 1; mover <= 5000; mover++) letInFix(many, fix(mover, 0, { lng: mover / 100 }), true)
  expect(many.count).toBe(5000)
  for (const mover of [1, 1024, 1025, 5000]) expect(fixOf(mover, many)?.lng).toBe(mover / 100)
})

test('the report interval is learnt from fixes in turn, and one outage hardly changes it', () => {
  const some = createPositions()
  for (let second = 0; second <= 200; second += 10) letInFix(some, fix(7, second), true)
  expect(some.interval[0]).toBe(10_000)
  letInFix(some, fix(7, 2000), true)
  expect(some.interval[0]).toBeCloseTo(11_000)
  letInFix(some, fix(7, 9000), false)
  expect(some.interval[0]).toBeCloseTo(11_000)
})

test('a mover is reckoned on for 15 s and no further, and a standing one not at all', () => {
  const some = createPositions()
  letInFix(some, fix(7, 0, { speed: 10, heading: 90 }), true)
  letInFix(some, fix(8, 0, { speed: 0.2, heading: 90 }), true)
  const [after10, lat] = reckonedPlace(7, NOW + 10_000, some) as [number, number]
  expect((after10 - 121.5) * 111_319.5 * Math.cos((31.2 * Math.PI) / 180)).toBeCloseTo(100, 3)
  expect(lat).toBeCloseTo(31.2, 9)
  expect(reckonedPlace(7, NOW + 60_000, some)).toEqual(reckonedPlace(7, NOW + 15_000, some))
  expect(reckonedPlace(8, NOW + 10_000, some)).toEqual([121.5, 31.2])
})

test('days later the times on the GPU still tell milliseconds apart', () => {
  const some = createPositions()
  letInFix(some, fix(7, 0), true)
  letInFix(some, fix(8, 5 * 86_400 + 0.25), true)
  expect((some.motion[6] as number) * 1000 + some.since).toBe(NOW + 5 * 86_400_000 + 250)
  expect(some.motion[2]).toBeCloseTo(-(5 * 86_400 + 0.25), 0)
})
