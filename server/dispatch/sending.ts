/** Puts units on a locked ticket: drops the less urgent work that a person confirmed, then sends all of them or none. */
import { type Assignment, assignmentMoves } from '#contract/assignments.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Account } from '#contract/session.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Db } from '../db.ts'
import type { NewEvent } from '../events/append.ts'
import { changeTicket } from '../tickets/clocks.ts'
import { lockTicket } from '../tickets/queries.ts'
import { follow } from './follow.ts'
import {
  assignmentsOfTickets,
  insertAssignments,
  ticketOfAssignment,
  type UnitForDispatch,
  unitsForDispatch,
  updateAssignment,
} from './queries.ts'
import { canGo, cannotDrop, justTaken } from './refusals.ts'

/** How long each unit would take to a place, in seconds; null where it has no place or no way. */
export type Estimator = (units: readonly UnitForDispatch[], to: LngLat) => readonly (number | null)[]

export type Sending = {
  readonly ticket: Ticket
  readonly units: readonly number[]
  /** Assignments that end for it; their tickets are locked, see `lockTicketsOf`. */
  readonly preempt: readonly number[]
  readonly account: Account
  readonly now: number
  readonly estimate: Estimator
  /** More words for the log. */
  readonly words?: Readonly<Record<string, unknown>>
}

type Sent = {
  readonly ticket: Ticket
  readonly assignments: readonly Assignment[]
  /** Of what was dropped and sent, for the log. */
  readonly events: readonly NewEvent[]
}

export async function send(tx: Db, sending: Sending): Promise<Sent> {
  const { account, words } = sending
  const dropped: NewEvent[] = []
  for (const id of sending.preempt) dropped.push(await drop(tx, id, sending))
  const assignments = await insertAll(tx, sending)
  const state = sending.ticket.state === 'filed' ? 'dispatched' : sending.ticket.state
  const ticket = await changeTicket(tx, sending.ticket, { state }, sending.now)
  const sent = assignments.map((assignment) => ({
    actor: account.username,
    kind: 'assignment.dispatched',
    subject: `assignment/${assignment.id}`,
    units: [assignment.unit],
    body: { ticket, assignments: [assignment], ...words },
  }))
  return { ticket, assignments, events: [...dropped, ...sent] }
}

/** Ends an assignment to a less urgent ticket: that one is back in the queue with its first clock. */
async function drop(tx: Db, id: number, { ticket, units, account, now }: Sending): Promise<NewEvent> {
  const other = await ticketOfAssignment(tx, id)
  const from = other === undefined ? undefined : await lockTicket(tx, other)
  const before = from && (await assignmentsOfTickets(tx, [from.id])).find((each) => each.id === id)
  const canLeave = before && assignmentMoves.recall.from.includes(before.state) && units.includes(before.unit)
  if (!canLeave || from.priority <= ticket.priority) throw cannotDrop(from, ticket)
  const after = await updateAssignment(tx, before, {
    state: 'recalled',
    endedAt: now,
    endReason: 'preempted',
  })
  return {
    actor: account.username,
    kind: 'assignment.recalled',
    subject: `assignment/${id}`,
    units: [after.unit],
    body: {
      ticket: await follow(tx, from, after, now),
      assignments: [after],
      reason: 'preempted',
      by: ticket.code,
    },
  }
}

async function insertAll(
  tx: Db,
  { ticket, units, account, now, estimate }: Sending,
): Promise<readonly Assignment[]> {
  const known = await unitsForDispatch(tx, units)
  const going = units.map((id) => canGo(id, known))
  const seconds = estimate(going, ticket.place)
  const assignments = await insertAssignments(tx, {
    ticket: ticket.id,
    units: going.map((unit, i) => ({ unit: unit.id, etaSeconds: seconds[i] ?? null })),
    by: account.username,
    now,
  })
  if (assignments.length === units.length) return assignments
  // Whoever was faster committed between the look above and the insert: look again to say who it was.
  const taken = await unitsForDispatch(tx, units)
  for (const id of units) if (!assignments.some((each) => each.unit === id)) canGo(id, taken)
  throw justTaken()
}
