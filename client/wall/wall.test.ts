/** The wall's figures: waits of the last hour, and letters as large as the room needs. */
import { expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { rootPx } from './profile.ts'
import { toArrival, toDispatch } from './waits.ts'

const now = 1_700_000_000_000
const hour = 3_600_000
const ticket = (id: number, openedAt: number) => [id, { id, openedAt } as Ticket] as const
const sent = (toTicket: number, dispatchedAt: number, arrivedAt: number | null = null) =>
  ({ ticket: toTicket, dispatchedAt, arrivedAt }) as Assignment

test('a case counts from its opening to its first dispatch, in the last hour only', () => {
  const tickets = new Map([ticket(1, now - 100_000), ticket(2, now - 200_000), ticket(3, now - 2 * hour)])
  const assignments = [
    sent(1, now - 40_000),
    sent(1, now - 10_000),
    sent(2, now - 180_000),
    sent(3, now - 2 * hour + 1000),
  ]
  expect(toDispatch(tickets, assignments, now)).toEqual({ median: 20_000, p90: 60_000, count: 2 })
})

test('arrival counts from dispatch, for whoever arrived', () => {
  const assignments = [
    sent(1, now - 500_000, now - 100_000),
    sent(2, now - 300_000),
    sent(3, now - 3 * hour, now - 2 * hour),
  ]
  expect(toArrival(assignments, now)).toEqual({ median: 400_000, p90: 400_000, count: 1 })
})

test('without a sample there is no figure', () => {
  expect(toArrival([], now)).toBeNull()
})

test('letters follow the farthest seat and the pixel pitch', () => {
  // 98 inch 4K at 4 m: 45 px for 22 minutes of arc.
  const profile = new URLSearchParams({ viewDistanceM: '4', pixelPitchMm: '0.565' })
  expect(Math.round(rootPx(profile, 3840))).toBe(45)
  expect(Math.round(rootPx(new URLSearchParams(), 3840))).toBe(46)
  expect(rootPx(new URLSearchParams({ viewDistanceM: '900', pixelPitchMm: '0.1' }), 3840)).toBe(96)
})
