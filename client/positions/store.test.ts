/** The position store: frames move movers in place, and say what is known of each. */
import { beforeEach, expect, test } from 'vitest'
import { createFrameEncoder } from '#contract/frame.ts'
import type { Fix } from '#contract/positions.ts'
import { createPositions, fixOf, letInFix, letInFrame, onMoved, positions, reckonedPlace } from './store.ts'

const NOW = Date.UTC(2026, 10, 23, 6, 0, 0)
const fix = (mover: number, seconds: number, more: Partial<Fix> = {}): Fix => ({
  mover,
  at: NOW + seconds * 1000,
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
  letInFrame(createFrameEncoder().full([], NOW), NOW)
})

test('a frame moves a mover, tells who listens, and a missed frame says gap', () => {
  const encoder = createFrameEncoder()
  let heard = 0
  const stop = onMoved(() => heard++)
  expect(letInFrame(encoder.full([fix(7, 0)], NOW), NOW)).toBe('ok')
  expect(letInFrame(encoder.delta([fix(7, 1, { lng: 121.6 })], NOW), NOW + 50)).toBe('ok')
  expect(letInFrame(encoder.delta([], NOW), NOW)).toBe('ok')
  expect(heard).toBe(2)
  expect(fixOf(7)).toMatchObject({ lng: 121.6, at: NOW + 1000 })
  expect(positions.received[positions.rows.get(7) as number]).toBe(NOW + 50)
  encoder.delta([fix(7, 2)], NOW)
  expect(letInFrame(encoder.delta([fix(7, 3, { lng: 121.7 })], NOW), NOW)).toBe('gap')
  expect(fixOf(7)?.lng).toBe(121.6)
  stop()
})

test('a full frame takes away who is no longer in it', () => {
  const encoder = createFrameEncoder()
  letInFrame(encoder.full([fix(7, 0), fix(8, 0)], NOW), NOW)
  letInFrame(encoder.full([fix(8, 0)], NOW), NOW)
  expect(fixOf(7)).toBeUndefined()
  expect(fixOf(8)).toBeDefined()
  letInFrame(encoder.full([], NOW), NOW)
  expect(fixOf(8)).toBeUndefined()
})

test('columns grow without losing anybody', () => {
  const many = createPositions()
  for (let mover = 1; mover <= 5000; mover++) letInFix(many, fix(mover, 0, { lng: mover / 100 }), NOW, true)
  expect(many.count).toBe(5000)
  for (const mover of [1, 1024, 1025, 5000]) expect(fixOf(mover, many)?.lng).toBe(mover / 100)
})

test('the report interval is learnt from fixes in turn, and one outage hardly changes it', () => {
  const some = createPositions()
  for (let second = 0; second <= 200; second += 10) letInFix(some, fix(7, second), NOW, true)
  expect(some.interval[0]).toBe(10_000)
  letInFix(some, fix(7, 2000), NOW, true)
  expect(some.interval[0]).toBeCloseTo(11_000)
  letInFix(some, fix(7, 9000), NOW, false)
  expect(some.interval[0]).toBeCloseTo(11_000)
})

test('a mover is reckoned on for 15 s and no further, and a standing one not at all', () => {
  const some = createPositions()
  letInFix(some, fix(7, 0, { speed: 10, heading: 90 }), NOW, true)
  letInFix(some, fix(8, 0, { speed: 0.2, heading: 90 }), NOW, true)
  const [after10, lat] = reckonedPlace(7, NOW + 10_000, some) as [number, number]
  expect((after10 - 121.5) * 111_319.5 * Math.cos((31.2 * Math.PI) / 180)).toBeCloseTo(100, 3)
  expect(lat).toBeCloseTo(31.2, 9)
  expect(reckonedPlace(7, NOW + 60_000, some)).toEqual(reckonedPlace(7, NOW + 15_000, some))
  expect(reckonedPlace(8, NOW + 10_000, some)).toEqual([121.5, 31.2])
})

test('days later the times on the GPU still tell milliseconds apart', () => {
  const some = createPositions()
  letInFix(some, fix(7, 0), NOW, true)
  letInFix(some, fix(8, 5 * 86_400 + 0.25), NOW, true)
  expect((some.motion[6] as number) * 1000 + some.since).toBe(NOW + 5 * 86_400_000 + 250)
  expect(some.motion[2]).toBeCloseTo(-(5 * 86_400 + 0.25), 0)
})
