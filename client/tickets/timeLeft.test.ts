/** Time left is working time, told by its unit and rounded down; the last part of a clock is late. */
import { expect, test } from 'vitest'
import type { TicketClock } from '#contract/clocks.ts'
import { english } from '../ui/words/english.ts'
import { leftOf, nextClock, sayLeft, urgency } from './timeLeft.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const HOUR = 3_600_000
const handling: TicketClock = {
  name: 'handling',
  startedAt: at('2026-11-27T13:00'),
  dueAt: at('2026-11-30T11:00'),
  totalMs: 6 * HOUR,
  mostMs: null,
  pausedAt: null,
  stoppedAt: null,
}
const open = { closedAt: null }
const none = new Map<string, boolean>()
const said = (now: string, clock = handling) => sayLeft(clock, leftOf(clock, open, at(now), none), english)

test('a weekend takes nothing of what is left', () => {
  expect(said('2026-11-27T15:15')).toBe('3.7 wh left')
  expect(said('2026-11-28T12:00')).toBe('2.0 wh left')
  expect(said('2026-11-30T10:30')).toBe('30 min left')
  expect(said('2026-11-30T11:20')).toBe('20 min over')
})

test('a paused clock says that it stands, with what it has left', () => {
  expect(said('2026-11-30T10:00', { ...handling, pausedAt: at('2026-11-27T14:00') })).toBe('held 5.0 wh')
})

test('the last quarter is late, and over its time a P1 is critical', () => {
  expect(urgency(handling, 2 * HOUR, 1, 0.25)).toBe('calm')
  expect(urgency(handling, 1.5 * HOUR, 1, 0.25)).toBe('late')
  expect(urgency(handling, -1, 3, 0.25)).toBe('late')
  expect(urgency(handling, -1, 1, 0.25)).toBe('critical')
})

test('the clock shown is the first to end of those still to be met', () => {
  const contact: TicketClock = { ...handling, name: 'first_contact', dueAt: handling.dueAt - 1 }
  const clocks = [handling, contact]
  expect(nextClock({ state: 'filed', clocks })?.name).toBe('first_contact')
  const met = { ...contact, stoppedAt: handling.startedAt }
  expect(nextClock({ state: 'filed', clocks: [handling, met] })?.name).toBe('handling')
  expect(nextClock({ state: 'closed', clocks })).toBeUndefined()
})
