/** The clocks of a ticket, in working time: each runs from its first start, and never starts again. */
import Type, { type Static } from 'typebox'
import { Ms, Nullable, OneOf } from './endpoint.ts'
import { beforeWorking, type Exceptions, workingTime } from './workingTime.ts'

export const clockUnits = ['working_hours', 'working_days'] as const
export type ClockUnit = (typeof clockUnits)[number]

/** 首次联系 until somebody spoke with the complainant, 处置 until it is closed. */
export const clockNames = ['first_contact', 'handling'] as const
export type ClockName = (typeof clockNames)[number]

export const TicketClock = Type.Object({
  name: OneOf(clockNames),
  startedAt: Ms,
  dueAt: Type.Integer({ description: 'when it runs out, ms UTC; while it is paused, when it would have' }),
  totalMs: Type.Integer({ description: 'working time it was given, with every extension' }),
  mostMs: Nullable(Type.Integer({ description: 'working time it can be given at most by extension' })),
  pausedAt: Nullable(Ms),
  stoppedAt: Nullable(Type.Integer({ description: 'when what it waited for had been done, ms UTC' })),
})
export type TicketClock = Static<typeof TicketClock>

/** Working time left of a clock in ms; negative: so much over. It stands while the clock is paused or stopped. */
export function timeLeft(clock: TicketClock, now: number, exceptions: Exceptions): number {
  const at = clock.stoppedAt ?? clock.pausedAt ?? now
  return workingTime(at, clock.dueAt, exceptions) - workingTime(clock.dueAt, at, exceptions)
}

/** When a running clock comes into its last part, `share` of the whole; ms UTC. */
export const lateAt = (clock: TicketClock, share: number, exceptions: Exceptions): number =>
  Math.max(clock.startedAt, beforeWorking(clock.dueAt, Math.round(clock.totalMs * share), exceptions))
