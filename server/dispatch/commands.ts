/** Sending units to a ticket, and one unit instead of another. */
import { type Assignment, assignmentMoves } from '#contract/assignments.ts'
import type { reassign } from '#contract/dispatch.ts'
import type { dispatchTicket } from '#contract/ticketCommands.ts'
import { isAllowed } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { append, type NewEvent } from '../events/append.ts'
import { held, notInState } from '../tickets/commands.ts'
import { notHeldByOther } from './holds.ts'
import { checkOverride, keepDecision, keptDecision } from './override.ts'
import { lockTicketsOf, ticketOfAssignment, updateAssignment } from './queries.ts'
import { noAssignment, notNow } from './refusals.ts'
import { type Estimator, send } from './sending.ts'
import { lockBoth } from './steps.ts'

type Dispatched = { ticket: Ticket; assignments: Assignment[] }

/** Sends units to a ticket: all of them, or none and the reason. */
export async function dispatch(
  tx: Db,
  { params, body, account, now }: Command<typeof dispatchTicket>,
  estimate: Estimator,
): Promise<Dispatched> {
  const { units, preempt = [] } = body
  if (preempt.length > 0) await lockTicketsOf(tx, params.id, preempt)
  const before = await held(tx, params.id, body.version, 'dispatch')
  await notHeldByOther(tx, before, account, now)
  checkOverride(body)
  const { note, recommended, override, shown } = body
  const kept = shown && keptDecision(shown)
  const { ticket, assignments, events } = await send(tx, {
    ticket: before,
    units,
    preempt,
    account,
    now,
    estimate,
    // JSON leaves out what was not said.
    words: { note, recommended, override, decision: kept?.hash },
  })
  await keepDecision(tx, assignments, body, kept)
  await append(tx, now, events)
  return { ticket, assignments: [...assignments] }
}

/** Recalls one unit and sends another in its place, in one transaction. */
export async function reassignUnit(
  tx: Db,
  command: Command<typeof reassign>,
  estimate: Estimator,
): Promise<Dispatched> {
  const { params, body, account, now } = command
  const ticketId = await ticketOfAssignment(tx, params.id)
  if (ticketId === undefined) throw noAssignment(params.id)
  await lockTicketsOf(tx, ticketId, body.preempt ?? [])
  const { before, ticket } = await lockBoth(tx, command)
  if (!assignmentMoves.recall.from.includes(before.state)) throw notNow(before)
  if (!isAllowed('dispatch', ticket.state)) throw notInState(ticket)
  await notHeldByOther(tx, ticket, account, now)

  const old = await updateAssignment(tx, before, { state: 'recalled', endedAt: now, endReason: body.reason })
  const words = { reason: body.reason, ...(body.note ? { note: body.note } : {}) }
  const { recommended, shown } = body
  const kept = shown && keptDecision(shown)
  const sent = await send(tx, {
    ticket,
    units: [body.unit],
    preempt: body.preempt ?? [],
    account,
    now,
    estimate,
    words: { ...words, instead: old.unit, recommended, decision: kept?.hash },
  })
  // Why it is not the first was not asked: the sums of overrides leave it out.
  await keepDecision(tx, sent.assignments, {}, kept)
  const recalled: NewEvent = {
    actor: account.username,
    kind: 'assignment.recalled',
    subject: `assignment/${old.id}`,
    units: [old.unit],
    body: { ticket: sent.ticket, assignments: [old], ...words },
  }
  await append(tx, now, [recalled, ...sent.events])
  return { ticket: sent.ticket, assignments: [old, ...sent.assignments] }
}
