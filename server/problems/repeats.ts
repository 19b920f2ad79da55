/** Supervision at the third complaint (督办): about one problem, or about one category at one place, also after closing. */
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Db } from '../db.ts'
import type { NewEvent } from '../events/append.ts'
import { complaintsOf, DAY, earlierComplaints, isComplaint, repeatRule, supervise } from './queries.ts'

export type Raised = { readonly ticket: Ticket; readonly event: NewEvent }
type By = { readonly actor: string; readonly now: number; readonly versions: 0 | 1 }

/** Raises supervision of a locked lead when its complaints have become too many; once, while one of them is open. */
export async function raiseAtRepeat(tx: Db, lead: Ticket, by: By): Promise<Raised | undefined> {
  if (lead.supervised) return undefined
  const rule = await repeatRule(tx)
  const earlier = await earlierComplaints(tx, lead, rule, by.now)
  if (earlier.some((each) => each.supervised && isOpen(each))) return undefined
  const since = by.now - rule.days * DAY
  const own = (await complaintsOf(tx, lead.id)).filter((each) => isComplaint(each) && each.happenedAt > since)
  const repeats = own.length + earlier.length
  if (own.length === 0 || repeats < rule.complaints) return undefined
  const reason = `${rule.days} 天内第 ${repeats} 次投诉`
  const ticket = await supervise(tx, lead.id, { by: by.actor, at: by.now, reason, repeats }, by.versions)
  const before = earlier.map(({ code, disposition, feedback, closedAt }) => ({
    code,
    disposition,
    feedback,
    closedAt,
  }))
  return { ticket, event: supervisedEvent(ticket, by.actor, { repeats, days: rule.days, before }) }
}

/** A supervised ticket that is fused hands its supervision on to whoever leads from then on. */
export async function handOn(tx: Db, lead: Ticket, from: Ticket, actor: string): Promise<Raised> {
  const ticket = await supervise(tx, lead.id, from.supervised, 1)
  return { ticket, event: supervisedEvent(ticket, actor, { from: from.code }) }
}

const supervisedEvent = (
  ticket: Ticket,
  actor: string,
  words: Readonly<Record<string, unknown>>,
): NewEvent => ({
  actor,
  kind: 'ticket.supervised',
  subject: `ticket/${ticket.id}`,
  body: { ticket, reason: ticket.supervised?.reason, ...words },
})
