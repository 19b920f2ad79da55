/** When a step of an assignment is due. */
import { expect, test } from 'vitest'
import { dueOf, type Limit, overdueBy } from './limits.ts'

const limits: Limit[] = [
  { step: 'accept', priority: 1, seconds: 60 },
  { step: 'travel', priority: 1, seconds: 120 },
  { step: 'checkin', priority: 1, seconds: 900 },
]
const sent = {
  state: 'dispatched',
  dispatchedAt: 1_000,
  acceptedAt: null,
  departedAt: null,
  arrivedAt: null,
  etaSeconds: 300,
  checkedInAt: null,
} as const

test('a crew has so long to accept', () => {
  const due = dueOf(sent, 1, limits)
  expect(due).toEqual({ step: 'accept', at: 61_000 })
  expect(overdueBy(due, 61_000)).toBeUndefined()
  expect(overdueBy(due, 71_000)).toBe(10_000)
})

test('the way is late by its own estimate, counted from when the crew set out', () => {
  const enroute = { ...sent, state: 'enroute', acceptedAt: 20_000, departedAt: 30_000 } as const
  expect(dueOf(enroute, 1, limits)).toEqual({ step: 'travel', at: 30_000 + 300_000 + 120_000 })
  expect(dueOf({ ...enroute, etaSeconds: null }, 1, limits)).toBeUndefined()
})

test('each check-in begins the time on the scene anew', () => {
  const there = { ...sent, state: 'onscene', acceptedAt: 20_000, arrivedAt: 100_000 } as const
  expect(dueOf(there, 1, limits)).toEqual({ step: 'checkin', at: 1_000_000 })
  expect(dueOf({ ...there, checkedInAt: 900_000 }, 1, limits)).toEqual({ step: 'checkin', at: 1_800_000 })
})

test('a priority without a limit, and a step that is over, are never late', () => {
  expect(dueOf(sent, 4, limits)).toBeUndefined()
  expect(dueOf({ ...sent, state: 'reported' }, 1, limits)).toBeUndefined()
})
