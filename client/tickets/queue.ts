/** Which cases a list shows, and in which order: by priority, then whoever waits longest. */
import type { Assignment } from '#contract/assignments.ts'
import { isLead } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'

export const filters = ['waiting', 'all', 'check', 'mine'] as const
export type Filter = (typeof filters)[number]

export function queue(
  tickets: Iterable<Ticket>,
  filter: Filter,
  mine: ReadonlySet<number> = new Set(),
): readonly Ticket[] {
  const shown: Ticket[] = []
  for (const ticket of tickets) if (shows(filter, ticket, mine)) shown.push(ticket)
  return shown.sort(before)
}

/** The cases that `username` opened or sent somebody to. */
export function casesOf(
  username: string,
  tickets: Iterable<Ticket>,
  assignments: Iterable<Assignment>,
): ReadonlySet<number> {
  const mine = new Set<number>()
  for (const { id, openedBy } of tickets) if (openedBy === username) mine.add(id)
  for (const { ticket, dispatchedBy } of assignments) if (dispatchedBy === username) mine.add(ticket)
  return mine
}

/** P1 first; of the same priority the oldest; of the same moment the lower number, so that rows never swap. */
const before = (one: Ticket, other: Ticket): number =>
  one.priority - other.priority || one.openedAt - other.openedAt || one.id - other.id

function shows(filter: Filter, ticket: Ticket, mine: ReadonlySet<number>): boolean {
  switch (filter) {
    case 'waiting':
      return ticket.state === 'filed' || ticket.state === 'collecting'
    case 'check':
      return ticket.state === 'reported' || Boolean(ticket.extension)
    case 'mine':
      return isLead(ticket) && mine.has(ticket.id)
    case 'all':
      return isLead(ticket)
  }
}
