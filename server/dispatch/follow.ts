/** A ticket follows its assignments: what they do decides its state, and a report brings its result. */
import { type Assignment, isActive } from '#contract/assignments.ts'
import { isOpen, type TicketState } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Db } from '../db.ts'
import { changeTicket } from '../tickets/clocks.ts'
import type { TicketChange } from '../tickets/queries.ts'
import { hasOutstandingPart } from '../zones/parts.ts'
import { assignmentsOfTickets } from './queries.ts'

/** The locked ticket as it is after one of its assignments moved; its clocks follow its state. */
export async function follow(tx: Db, ticket: Ticket, moved: Assignment, now: number): Promise<Ticket> {
  const reported: TicketChange =
    moved.state === 'reported' && moved.report
      ? {
          disposition: moved.report.disposition,
          feedback: moved.report.text,
          photos: [...new Set([...ticket.photos, ...moved.report.photos])],
          photosBefore: [...new Set([...ticket.photosBefore, ...(moved.report.before ?? [])])],
        }
      : {}
  const assignments = await assignmentsOfTickets(tx, [ticket.id])
  const followed = stateFrom({ ...ticket, ...reported }, assignments)
  // On the water line shore and boats each have a part: the ticket waits for the one that is missing.
  const waits = followed === 'reported' && (await hasOutstandingPart(tx, ticket.id, assignments))
  const state = waits ? 'filed' : followed
  if (state === ticket.state && Object.keys(reported).length === 0) return ticket
  return changeTicket(tx, ticket, { ...reported, state }, now)
}

/** With nobody on it any more, a ticket is reported when somebody reported since it was filed, else it is back in the queue. */
function stateFrom(
  ticket: Pick<Ticket, 'state' | 'disposition'>,
  assignments: readonly Assignment[],
): TicketState {
  if (!isOpen(ticket)) return ticket.state
  const active = assignments.filter(isActive)
  if (active.some((each) => each.state === 'onscene' || each.state === 'reported')) return 'handling'
  if (active.length > 0) return ticket.state === 'handling' ? 'handling' : 'dispatched'
  return ticket.disposition === null ? 'filed' : 'reported'
}
