/** What is done to tickets beside the loop: prioritise, supervise, cancel, note; and what every command begins and ends with. */
import type { Words } from '#contract/endpoint.ts'
import type { Account } from '#contract/session.ts'
import type { cancelTicket, noteTicket, prioritiseTicket } from '#contract/ticketCommands.ts'
import type { superviseTicket } from '#contract/ticketLoop.ts'
import { isAllowed, type TicketCommand } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import { nameOf } from '../accounts/queries.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { assignmentsOfTickets, handlersOfTicket } from '../dispatch/queries.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { missingPhotos } from '../photos/queries.ts'
import { refuseWhileFusedInto } from '../problems/commands.ts'
import { changeTicket } from './clocks.ts'
import { lastChangeOf, lockTicket } from './queries.ts'

export async function prioritise(
  tx: Db,
  { params, body, account, now }: Command<typeof prioritiseTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'prioritise')
  const ticket = await changeTicket(tx, before, { priority: body.priority }, now)
  await record(tx, ticket, 'ticket.prioritised', {
    account,
    now,
    words: { from: before.priority, reason: body.reason },
  })
  return ticket
}

/** Supervision (督办) changes no state: it is a mark that stays until the ticket is closed. */
export async function supervise(
  tx: Db,
  { params, body, account, now }: Command<typeof superviseTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'supervise')
  const { reason } = body
  const supervised = { by: account.username, at: now, reason }
  const ticket = await changeTicket(tx, before, { supervised }, now)
  await record(tx, ticket, 'ticket.supervised', { account, now, words: { reason } })
  return ticket
}

export async function cancel(
  tx: Db,
  { params, body, account, now }: Command<typeof cancelTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'cancel')
  await refuseWhileFusedInto(tx, before)
  const ticket = await changeTicket(
    tx,
    before,
    { state: 'cancelled', closed: { at: now, by: account.username } },
    now,
  )
  await record(tx, ticket, 'ticket.cancelled', { account, now, words: { reason: body.reason } })
  return ticket
}

/** A note changes nothing else, so it needs no version and is never stale. */
export async function addNote(
  tx: Db,
  { params, body, account, now }: Command<typeof noteTicket>,
): Promise<Ticket> {
  const ticket = await lockTicket(tx, params.id)
  if (!ticket) throw noTicket(params.id)
  await mayTouch(tx, ticket, account)
  // A phone that was offline tells when it was written.
  const happened = Math.min(body.at ?? now, now)
  await record(tx, ticket, 'ticket.noted', { account, now, happened, words: { text: body.text } })
  return ticket
}

/** The ticket, locked, when the sender saw its newest version and the command is allowed in its state. */
export async function held(tx: Db, id: number, version: number, command: TicketCommand): Promise<Ticket> {
  const ticket = await lockTicket(tx, id)
  if (!ticket) throw noTicket(id)
  if (ticket.version !== version) throw await staleTicket(tx, ticket)
  if (!isAllowed(command, ticket.state)) throw notInState(ticket)
  return ticket
}

export const notInState = (ticket: Ticket) =>
  new Refused(409, 'not_now', {
    zh: `案件 ${ticket.code} 当前状态不允许此操作`,
    en: `Ticket ${ticket.code} is ${ticket.state}; this is not possible now`,
  })

export const noTicket = (id: number) =>
  new Refused(
    404,
    'no_ticket',
    { zh: `没有编号为 ${id} 的案件`, en: `There is no ticket ${id}` },
    'params/id',
  )

/** Says who was faster, when, and with what. */
async function staleTicket(tx: Db, ticket: Ticket): Promise<Refused> {
  const last = await lastChangeOf(tx, ticket.id)
  const person = await nameOf(tx, last?.actor ?? '')
  const time = new Date((last?.received ?? 0) + 8 * 3_600_000).toISOString().slice(11, 19)
  const active = (await assignmentsOfTickets(tx, [ticket.id])).filter((each) => each.endedAt === null)
  const words: Words = active.length
    ? { zh: `，已派 ${active.length} 个力量`, en: `; ${active.length} unit(s) are on it` }
    : { zh: '', en: '' }
  return new Refused(409, 'stale', {
    zh: `${person.name} 已于 ${time} 更改案件 ${ticket.code}${words.zh}，请查看最新状态后再操作`,
    en: `${person.nameEn} changed ticket ${ticket.code} at ${time}${words.en}; look at its newest state and try again`,
  })
}

type Deed = {
  readonly account: Account
  readonly now: number
  readonly happened?: number
  readonly words?: Readonly<Record<string, unknown>>
}

/** Appends the command's one event: the ticket as it stands now, and the command's own words. */
export async function record(
  tx: Db,
  ticket: Ticket,
  kind: string,
  { account, now, happened, words }: Deed,
): Promise<void> {
  const units = (await handlersOfTicket(tx, ticket.id)).units
  const body = { ticket, ...words }
  await append(tx, now, [
    { actor: account.username, kind, subject: `ticket/${ticket.id}`, units, happened, body },
  ])
}

async function mayTouch(tx: Db, ticket: Ticket, account: Account): Promise<void> {
  if (account.role !== 'officer') return
  const { units } = await handlersOfTicket(tx, ticket.id)
  if (!units.includes(account.unit ?? 0)) throw noTicket(ticket.id)
}

export async function photosExist(tx: Db, hashes: readonly string[]): Promise<void> {
  const missing = await missingPhotos(tx, hashes)
  if (missing.length === 0) return
  throw new Refused(
    400,
    'photo_missing',
    {
      zh: `有 ${missing.length} 张照片尚未上传，请先上传照片`,
      en: `${missing.length} photo(s) have not been uploaded; upload them first`,
    },
    'body/photos',
  )
}
