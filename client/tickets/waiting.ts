/** How long a case has waited to be dispatched, and when that is too long. */
import type { Ticket } from '#contract/tickets.ts'
import { useCity } from '../session.ts'

/** Past this many ms without a unit a waiting case is late, by priority. */
const lateAfter: Readonly<Record<number, number>> = {
  1: 60_000,
  2: 5 * 60_000,
  3: 15 * 60_000,
  4: 30 * 60_000,
}

/** The city's own thresholds by priority, once they are read. */
function limitOf(priority: number): number {
  const seconds = useCity.getState().thresholds[`waiting.${priority}`]
  return seconds === undefined ? (lateAfter[priority] ?? Number.POSITIVE_INFINITY) : seconds * 1000
}

export type Waiting = 'calm' | 'late' | 'critical'

/** Only a case nobody was sent to can be late; red is kept for P1. */
export function waiting(ticket: Pick<Ticket, 'state' | 'priority' | 'openedAt'>, now: number): Waiting {
  const waits = ticket.state === 'filed' || ticket.state === 'collecting'
  if (!waits || now - ticket.openedAt <= limitOf(ticket.priority)) return 'calm'
  return ticket.priority === 1 ? 'critical' : 'late'
}

/** ms since it was opened, until now or until it was closed. */
export const waited = (ticket: Pick<Ticket, 'openedAt' | 'closedAt'>, now: number): number =>
  (ticket.closedAt ?? now) - ticket.openedAt
