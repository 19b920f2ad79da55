/** A waiting case turns amber past its priority's time; red is kept for P1. */
import { expect, test } from 'vitest'
import { waited, waiting } from './waiting.ts'

const at = 1_700_000_000_000
const filed = (priority: number) => ({ state: 'filed' as const, priority, openedAt: at })
const minutes = (n: number) => n * 60_000

test.each([
  [1, 60_000, 'calm'],
  [1, 60_001, 'critical'],
  [2, minutes(5), 'calm'],
  [2, minutes(5) + 1, 'late'],
  [3, minutes(15), 'calm'],
  [3, minutes(15) + 1, 'late'],
  [4, minutes(30), 'calm'],
  [4, minutes(30) + 1, 'late'],
])('P%i after %i ms is %s', (priority, ms, expected) => {
  expect(waiting(filed(priority), at + ms)).toBe(expected)
})

test('a case somebody was sent to is not late', () => {
  expect(waiting({ ...filed(1), state: 'dispatched' }, at + minutes(60))).toBe('calm')
})

test('a closed case stops waiting', () => {
  expect(waited({ openedAt: at, closedAt: at + 5000 }, at + 90_000)).toBe(5000)
})
