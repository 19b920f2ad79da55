/** How much working time the clocks of a case have left, and how urgent that is. */
import { type TicketClock, timeLeft } from '#contract/clocks.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Exceptions } from '#contract/workingTime.ts'
import type { Words } from '../ui/words.ts'
import type { Waiting } from './waiting.ts'

/** The clock that ends first of those still to be met; undefined once the case is ended. */
export function nextClock(ticket: Pick<Ticket, 'state' | 'clocks'>): TicketClock | undefined {
  if (!isOpen(ticket)) return undefined
  const unmet = ticket.clocks.filter(({ stoppedAt }) => stoppedAt === null)
  return unmet.sort((one, other) => one.dueAt - other.dueAt)[0]
}

/** Working ms left at `now`; of an ended case when it ended. */
export const leftOf = (
  clock: TicketClock,
  { closedAt }: Pick<Ticket, 'closedAt'>,
  now: number,
  exceptions: Exceptions,
): number => timeLeft(clock, closedAt ?? now, exceptions)

/** Late in its last part (`share` of the whole) and when it is over; red is kept for P1. */
export function urgency(clock: TicketClock, left: number, priority: number, share: number): Waiting {
  if (left > clock.totalMs * share) return 'calm'
  return left <= 0 && priority === 1 ? 'critical' : 'late'
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WORKING_DAY = 8 * HOUR

/** `45 min`, `3.3` working hours or `2.5` working days: rounded down, so that nobody is promised time. */
export function spell(ms: number, { loop }: Words): string {
  const tenths = (whole: number) => (Math.floor((ms / whole) * 10) / 10).toFixed(1)
  if (ms < HOUR) return loop.minutes(Math.floor(ms / MINUTE))
  return ms < WORKING_DAY ? loop.hours(tenths(HOUR)) : loop.days(tenths(WORKING_DAY))
}

/** Left, over, or standing while it is paused. */
export function sayLeft(clock: TicketClock, left: number, words: Words): string {
  const time = spell(Math.abs(left), words)
  if (left < 0) return words.loop.over(time)
  return clock.pausedAt === null ? words.loop.left(time) : words.loop.stands(time)
}
