/** Who stays somewhere leaves a visit; who passes by, or is not heard, leaves none. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { smallCity, type TestConsole, testConsole } from '../testing.ts'
import { type Visits, watchVisits } from './visits.ts'

const SECOND = 1000
let at: TestConsole
let clock = 0
let visits: Visits
const places = new Map<number, { at: number; lng: number; lat: number }>()

beforeEach(async () => {
  clock = Date.parse('2026-11-25T15:00:00+08:00')
  at = await testConsole({ now: () => clock })
  places.clear()
  await smallCity(at.db, ['foot', 'car', 'foot'])
  visits = watchVisits({
    ...{ db: at.db, now: () => clock, say: () => {} },
    newest: (mover) => places.get(mover),
    // No look but those of the test.
    everyMs: 3_600_000,
  })
  await visits.flush()
})
afterEach(async () => {
  await visits.stop()
  await at.stop()
})

test('a unit that stays leaves one visit, one that drives through or fell silent leaves none', async () => {
  for (let second = 0; second <= 60; second += 15) {
    clock += 15 * SECOND
    places.set(1, { at: clock, lng: 121.4903, lat: 31.2397 })
    places.set(2, { at: clock, lng: 121.45 + second / 1000, lat: 31.2397 })
    if (second === 0) places.set(3, { at: clock - 61 * SECOND, lng: 121.4903, lat: 31.2397 })
    visits.look()
  }
  await visits.flush()
  const { rows } = await at.db.query('select unit, to_at - from_at as ms from patrol_visit')
  expect(rows).toEqual([{ unit: 1, ms: 60_000 }])
})

test('a unit that missed two looks stays, one that comes back later begins a visit anew', async () => {
  const lookAfter = (seconds: number) => {
    clock += seconds * SECOND
    places.set(1, { at: clock, lng: 121.4903, lat: 31.2397 })
    visits.look()
  }
  for (const seconds of [0, 45, 15, 300, 15]) lookAfter(seconds)
  await visits.flush()
  const { rows } = await at.db.query('select to_at - from_at as ms from patrol_visit order by from_at')
  expect(rows).toEqual([{ ms: 60_000 }, { ms: 15_000 }])
})
