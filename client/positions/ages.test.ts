/** Ages: the thresholds, and the counts made of them. */
import { expect, test } from 'vitest'
import type { ReceivedFix } from '#contract/positions.ts'
import type { Unit } from '#contract/units.ts'
import { type Age, ageOf, shortAge } from './ageing.ts'
import { countAges } from './ages.ts'
import { createPositions, letInFix } from './store.ts'

const NOW = Date.UTC(2026, 10, 23, 6, 0, 0)

test.each<[number, number, Age]>([
  [0, 1, 'live'],
  [5, 1, 'live'],
  [6, 1, 'extrapolated'],
  [30, 1, 'extrapolated'],
  [31, 1, 'grey'],
  [31, 20, 'extrapolated'],
  [60, 20, 'extrapolated'],
  [61, 20, 'grey'],
  [180, 1, 'grey'],
  [181, 1, 'ghost'],
  [181, 180, 'ghost'],
  [600, 1, 'ghost'],
  [601, 1, 'lost'],
])('a fix %d s old of a device that reports every %d s is %s', (old, interval, age) => {
  expect(ageOf(NOW, NOW - old * 1000, interval * 1000)).toBe(age)
})

test.each<[number, number, Age]>([
  [125, 180, 'live'],
  [271, 180, 'extrapolated'],
  [541, 180, 'grey'],
  [721, 180, 'ghost'],
  [1081, 180, 'lost'],
  [31, 10, 'grey'],
  [181, 30, 'ghost'],
  [601, 30, 'lost'],
])('a place %d s old of what is due every %d s by rule is %s', (old, due, age) => {
  expect(ageOf(NOW, NOW - old * 1000, 1000, due * 1000)).toBe(age)
})

test('a fix stamped ahead of the clock is live', () => {
  expect(ageOf(NOW, NOW + 3000, 1000)).toBe('live')
})

test.each([
  [-2, '0 s'],
  [45, '45 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [3599, '59 min'],
  [7300, '2 h'],
  [200_000, '2 d'],
])('%d seconds are written %s', (seconds, written) => {
  expect(shortAge(seconds * 1000)).toBe(written)
})

test('units count by age, contacts apart, and those off duty not at all', () => {
  const some = createPositions()
  const old = (mover: number, seconds: number) => {
    const fix: ReceivedFix = {
      mover,
      at: NOW - seconds * 1000,
      lng: 121,
      lat: 31,
      speed: 0,
      heading: 0,
      accuracy: 5,
      source: 0,
      skew: 0,
      received: 0,
    }
    letInFix(some, fix, true)
  }
  const unit = (id: number, more: Partial<Unit> = {}) =>
    [id, { id, duty: 'on', kind: 'foot', ...more } as Unit] as const
  old(1, 1)
  old(2, 100)
  old(3, 700)
  old(4, 700)
  old(99, 200)
  const counts = countAges(
    some,
    { units: new Map([unit(1), unit(2), unit(3), unit(4, { duty: 'off' }), unit(5)]) },
    NOW,
  )
  expect(counts.units).toEqual({ live: 1, extrapolated: 0, grey: 1, ghost: 0, lost: 1, never: 1 })
  expect(counts.contacts).toMatchObject({ ghost: 1, lost: 0 })
  expect(counts.stale.map(({ mover, age }) => [mover, age])).toEqual([
    [2, 'grey'],
    [3, 'lost'],
  ])
})
