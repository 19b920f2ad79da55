/** A ticket's clocks: started once by the rules, and paused by its state. */
import type { ClockName, TicketClock } from '#contract/clocks.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import {
  afterWorking,
  dayOf,
  dueAt,
  type Exceptions,
  type WorkingClock,
  workingTime,
} from '#contract/workingTime.ts'
import type { Db } from '../db.ts'
import type { CategoryRow } from './categoryQueries.ts'
import { type ClockRule, clockRules, holidaysFrom, type PauseRule, pauseRules } from './clockQueries.ts'
import { type TicketChange, updateTicket } from './queries.ts'

/** `operation`: the one that is switched on where the ticket lies, if any. */
type Measured = Pick<Ticket, 'source' | 'nature'> & { readonly operation?: number | null }

/** Answers what starts clocks, none before `from`, by the rules as they stand now: read once, for one ticket or a file of them. */
export async function clockStarter(tx: Db, from: number) {
  const rules = await clockRules(tx)
  const exceptions = await holidaysFrom(tx, dayOf(from))
  const ruleFor = (name: ClockName, ticket: Measured, category: string): ClockRule | undefined => {
    const { source, nature, operation = null } = ticket
    return rules.find(
      (rule) =>
        rule.clock === name &&
        (rule.operation ?? operation) === operation &&
        (rule.source ?? source) === source &&
        (rule.nature ?? nature) === nature &&
        (rule.category ?? category) === category,
    )
  }
  return {
    firstContact(ticket: Measured, category: CategoryRow, start: number): TicketClock[] {
      const rule = ruleFor('first_contact', ticket, category.code)
      return rule ? [clockOf('first_contact', start, rule, rule.most, exceptions)] : []
    },
    /** The sooner of the category's clock and the source's, unless a rule names source and category both. */
    handling(ticket: Measured, category: CategoryRow, start: number): TicketClock {
      const rule = ruleFor('handling', ticket, category.code)
      const ends = (clock: WorkingClock) => dueAt(start, clock, exceptions)
      const ruled = rule && (rule.category !== null || ends(rule) < ends(category)) ? rule : category
      return clockOf('handling', start, ruled, rule?.most ?? null, exceptions, rule)
    },
  }
}

function clockOf(
  name: ClockName,
  startedAt: number,
  clock: WorkingClock,
  most: number | null,
  exceptions: Exceptions,
  rule: WorkingClock = clock,
): TicketClock {
  const end = dueAt(startedAt, clock, exceptions)
  const last = most === null ? null : dueAt(startedAt, { amount: most, unit: rule.unit }, exceptions)
  return {
    name,
    startedAt,
    dueAt: end,
    totalMs: workingTime(startedAt, end, exceptions),
    mostMs: last === null ? null : workingTime(startedAt, last, exceptions),
    pausedAt: null,
    stoppedAt: null,
  }
}

/** Changes a locked ticket, gives it its next version, and lets its clocks follow its state. */
export async function changeTicket(
  tx: Db,
  before: Ticket,
  change: TicketChange,
  now: number,
): Promise<Ticket> {
  const after = { ...before, ...change }
  const pauses = await pauseRules(tx)
  const exceptions = await holidaysOf(tx, after.clocks, now)
  const clocks = after.clocks.map((clock) => follow(clock, after, pauses, exceptions, now))
  return updateTicket(tx, before, { ...change, clocks })
}

/** The holidays from the earliest moment that these clocks know. */
export async function holidaysOf(tx: Db, clocks: readonly TicketClock[], now: number): Promise<Exceptions> {
  return holidaysFrom(tx, dayOf(Math.min(now, ...clocks.map((clock) => clock.startedAt))))
}

/** A clock that is paused stands; when it goes on, its end has moved by the working time it stood. */
export function follow(
  clock: TicketClock,
  ticket: Pick<Ticket, 'state' | 'suspension'>,
  pauses: readonly PauseRule[],
  exceptions: Exceptions,
  now: number,
): TicketClock {
  const stands = isOpen(ticket) && clock.stoppedAt === null && isPaused(clock, ticket, pauses)
  if (stands) return clock.pausedAt === null ? { ...clock, pausedAt: now } : clock
  if (clock.pausedAt === null) return clock
  const stood = workingTime(clock.pausedAt, now, exceptions)
  return { ...clock, pausedAt: null, dueAt: afterWorking(clock.dueAt, stood, exceptions) }
}

const isPaused = (
  { name }: TicketClock,
  { state, suspension }: Pick<Ticket, 'state' | 'suspension'>,
  pauses: readonly PauseRule[],
): boolean =>
  pauses.some(
    (rule) =>
      rule.clock === name &&
      rule.state === state &&
      (rule.cause === null || rule.cause === suspension?.cause),
  )
