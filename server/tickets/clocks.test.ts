/** A paused clock: what is left agrees with counting every worked minute, and nothing but pausing keeps it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TicketClock, timeLeft } from '#contract/clocks.ts'
import type { SuspensionCause, Ticket } from '#contract/tickets.ts'
import { dueAt, workingTime } from '#contract/workingTime.ts'
import { follow } from './clocks.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const MINUTE = 60_000
const golden = new Map([
  ['2026-10-01', false],
  ['2026-10-02', false],
  ['2026-10-05', false],
  ['2026-10-10', true],
])
const pauses = [{ clock: 'handling', state: 'suspended', cause: 'complainant' }] as const

type Moment = Pick<Ticket, 'state' | 'suspension'>
const running: Moment = { state: 'handling', suspension: null }
const suspended = (cause: SuspensionCause): Moment => ({
  state: 'suspended',
  suspension: { cause, by: 'wang', at: 0, reason: '' },
})

function started(start: number, hours: number): TicketClock {
  const end = dueAt(start, { amount: hours, unit: 'working_hours' }, golden)
  const totalMs = workingTime(start, end, golden)
  return {
    name: 'handling',
    startedAt: start,
    dueAt: end,
    totalMs,
    mostMs: null,
    pausedAt: null,
    stoppedAt: null,
  }
}

/** Whether the minute that begins at `ms` is worked. */
function isWorkedMinute(ms: number): boolean {
  const there = new Date(ms + 8 * 60 * MINUTE)
  const day = there.toISOString().slice(0, 10)
  const weekday = there.getUTCDay() !== 0 && there.getUTCDay() !== 6
  return (golden.get(day) ?? weekday) && there.getUTCHours() >= 9 && there.getUTCHours() < 17
}

test('what is left is what was given less every worked minute that was not paused', () => {
  const step = fc.record({ minutes: fc.integer({ min: 0, max: 4_000 }), pause: fc.boolean() })
  const start = fc
    .integer({ min: 0, max: 10_000 })
    .map((minutes) => at('2026-09-28T00:00') + minutes * MINUTE)
  fc.assert(
    fc.property(
      start,
      fc.integer({ min: 1, max: 40 }),
      fc.array(step, { maxLength: 8 }),
      (from, hours, steps) => {
        let clock = started(from, hours)
        let left = hours * 60
        let now = from
        for (const { minutes, pause } of steps) {
          for (let minute = 0; minute < minutes; minute++, now += MINUTE) {
            if (clock.pausedAt === null && isWorkedMinute(now)) left -= 1
          }
          expect(timeLeft(clock, now, golden)).toBe(left * MINUTE)
          clock = follow(clock, pause ? suspended('complainant') : running, pauses, golden, now)
          expect(timeLeft(clock, now, golden)).toBe(left * MINUTE)
        }
      },
    ),
    { numRuns: 25 },
  )
})

test('a suspension for another cause pauses nothing', () => {
  const clock = started(at('2026-09-28T10:00'), 4)
  expect(follow(clock, suspended('other'), pauses, golden, at('2026-09-28T11:00'))).toEqual(clock)
})

test('a clock that is over its time is no less over for having been paused', () => {
  const clock = started(at('2026-09-28T10:00'), 2)
  const paused = follow(clock, suspended('complainant'), pauses, golden, at('2026-09-28T13:00'))
  const resumed = follow(paused, running, pauses, golden, at('2026-09-29T11:00'))
  expect(timeLeft(resumed, at('2026-09-29T11:30'), golden)).toBe(-90 * MINUTE)
})
