/** Who works on a ticket: taken when a case is opened, renewed while it stays open, ended by leaving or by time. */
import type { Hold, HoldChange } from '#contract/dispatch.ts'
import { may } from '#contract/roles.ts'
import type { Account } from '#contract/session.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import { nameOf } from '../accounts/queries.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append, type NewEvent } from '../events/append.ts'
import { noTicket, notInState } from '../tickets/commands.ts'
import { lockTicket } from '../tickets/queries.ts'
import { deleteHold, deleteHoldsOver, holdOf, insertHold, renewHold } from './holdQueries.ts'

export type Holding = {
  readonly ticket: number
  readonly takeOver?: string | undefined
  readonly account: Account
  readonly now: number
}

/** Takes or renews it. Only a change of holder is told: renewals are too many for the log. */
export async function take(tx: Db, { ticket: id, takeOver, account, now }: Holding): Promise<Hold> {
  const renewed = await renewHold(tx, id, account.username, now)
  if (renewed) return renewed
  const ticket = await lockTicket(tx, id)
  if (!ticket) throw noTicket(id)
  if (!isOpen(ticket)) throw notInState(ticket)
  const other = await holdOf(tx, id, now)
  if (other && (!takeOver || !may(account.role, 'hold.take_over'))) throw await heldBy(tx, ticket, other)
  const hold = await insertHold(tx, id, account.username, now)
  const events = [changed(account.username, { ticket: id, hold })]
  if (other && takeOver) events.push(takenOver(ticket, other, account.username, takeOver))
  await append(tx, now, events)
  return hold
}

export async function release(tx: Db, { ticket, account, now }: Holding): Promise<{ released: boolean }> {
  const released = await deleteHold(tx, ticket, account.username)
  if (released) await append(tx, now, [changed(account.username, { ticket, hold: null })])
  return { released }
}

/** Throws the holder's name where somebody else works on the ticket, which is locked. */
export async function notHeldByOther(tx: Db, ticket: Ticket, account: Account, now: number): Promise<void> {
  const hold = await holdOf(tx, ticket.id, now)
  if (hold && hold.holder !== account.username) throw await heldBy(tx, ticket, hold)
}

const SWEEP_EVERY_MS = 5_000

/** Tells every few seconds which holds have run out, on whichever server sees it first; answers how to stop. */
export function endHolds(needs: {
  readonly db: Pool
  readonly now: () => number
  readonly nudge: () => void
  readonly say: (line: string) => void
}): () => void {
  const sweep = async () => {
    const ended = await transaction(needs.db, (tx) => endHoldsOver(tx, needs.now()))
    if (ended > 0) needs.nudge()
  }
  const timer = setInterval(
    () => sweep().catch((error: Error) => needs.say(`holds that are over stay listed: ${error.message}`)),
    SWEEP_EVERY_MS,
  )
  return () => clearInterval(timer)
}

/** Answers how many ended. */
export async function endHoldsOver(tx: Db, now: number): Promise<number> {
  const over = await deleteHoldsOver(tx, now)
  const events = over.map(({ ticket, holder }) => changed(holder, { ticket, hold: null }))
  if (events.length > 0) await append(tx, now, events)
  return over.length
}

const changed = (actor: string, hold: HoldChange): NewEvent => ({
  actor,
  kind: hold.hold ? 'ticket.held' : 'ticket.released',
  // A hold is not part of what was done about the ticket.
  subject: `hold/${hold.ticket}`,
  body: { hold },
})

const takenOver = (ticket: Ticket, from: Hold, actor: string, reason: string): NewEvent => ({
  actor,
  kind: 'ticket.taken_over',
  subject: `ticket/${ticket.id}`,
  body: { ticket, from: from.holder, reason },
})

async function heldBy(tx: Db, ticket: Ticket, hold: Hold): Promise<Refused> {
  const person = await nameOf(tx, hold.holder)
  const time = new Date(hold.since + 8 * 3_600_000).toISOString().slice(11, 19)
  return new Refused(409, 'held', {
    zh: `${person.name} 自 ${time} 起正在处理案件 ${ticket.code}，请与其联系，或由值班长接管`,
    en: `${person.nameEn} has been working on ticket ${ticket.code} since ${time}; talk to them, or the duty officer takes over`,
  })
}
