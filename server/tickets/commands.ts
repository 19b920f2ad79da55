/** What is done to tickets: open, check, prioritise, cancel, note. */
import type { LngLat, Words } from '#contract/endpoint.ts'
import type { Account } from '#contract/session.ts'
import {
  type cancelTicket,
  type checkTicket,
  type noteTicket,
  type openTicket,
  type prioritiseTicket,
  type Ticket,
  type TicketCommand,
  ticketMoves,
} from '#contract/tickets.ts'
import { nameOf } from '../accounts/queries.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { assignmentsOfTickets, handlersOfTicket } from '../dispatch/queries.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { missingPhotos } from '../photos/queries.ts'
import { dayOf, dueAt } from './clock.ts'
import {
  categoryByCode,
  holidaysFrom,
  insertTicket,
  lastChangeOf,
  lockTicket,
  type TicketChange,
  updateTicket,
} from './queries.ts'

export async function open(tx: Db, { body, account, now }: Command<typeof openTicket>): Promise<Ticket> {
  const source = account.role === 'officer' ? 'patrol' : (body.source ?? 'desk')
  const category = await categoryByCode(tx, body.category)
  if (!category) {
    throw new Refused(
      400,
      'no_category',
      {
        zh: `没有类别 ${body.category}，请从类别表中选择`,
        en: `There is no category ${body.category}; choose one of the list`,
      },
      'body/category',
    )
  }
  if (source !== 'import') insideTheCity(body.place)
  if ((body.happenedAt ?? now) > now + 60_000) {
    throw new Refused(
      400,
      'in_the_future',
      { zh: '发生时间晚于当前时间', en: 'It cannot have happened in the future' },
      'body/happenedAt',
    )
  }
  await photosExist(tx, body.photos ?? [])
  const due = dueAt(now, category, await holidaysFrom(tx, dayOf(now)))
  const ticket = await insertTicket(tx, {
    ...body,
    source,
    priority: body.priority ?? category.priority,
    openedBy: account.username,
    now,
    dueAt: due,
  })
  if (!ticket) {
    throw new Refused(
      409,
      'already_here',
      {
        zh: `来源编号 ${body.externalId} 的诉件已登记，未重复登记`,
        en: `The source's number ${body.externalId} is already filed; it was not filed twice`,
      },
      'body/externalId',
    )
  }
  await record(tx, ticket, 'ticket.opened', { account, now, happened: ticket.happenedAt })
  return ticket
}

export async function check(
  tx: Db,
  { params, body, account, now }: Command<typeof checkTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'check')
  const handlers = await handlersOfTicket(tx, before.id)
  if (handlers.dispatchers.includes(account.username) || handlers.units.includes(account.unit ?? 0)) {
    throw new Refused(403, 'not_independent', {
      zh: '派遣或处置过本案的人员不得核查，请由他人核查',
      en: 'Whoever dispatched or handled this ticket cannot check it; somebody else must',
    })
  }
  const change: TicketChange = body.passed
    ? { state: 'closed', closed: { at: now, by: account.username } }
    : { state: 'filed', disposition: null, feedback: null }
  const ticket = await updateTicket(tx, before, change)
  const kind = body.passed ? 'ticket.closed' : 'ticket.returned'
  await record(tx, ticket, kind, { account, now, words: { note: body.note } })
  return ticket
}

export async function prioritise(
  tx: Db,
  { params, body, account, now }: Command<typeof prioritiseTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'prioritise')
  const ticket = await updateTicket(tx, before, { priority: body.priority })
  await record(tx, ticket, 'ticket.prioritised', {
    account,
    now,
    words: { from: before.priority, reason: body.reason },
  })
  return ticket
}

export async function cancel(
  tx: Db,
  { params, body, account, now }: Command<typeof cancelTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'cancel')
  const ticket = await updateTicket(tx, before, {
    state: 'cancelled',
    closed: { at: now, by: account.username },
  })
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
  if (!ticketMoves[command].includes(ticket.state)) throw notInState(ticket)
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

async function record(
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

/** Shanghai with its islands and the sea before it, with room. */
const CITY = { west: 120.8, south: 30.6, east: 122.3, north: 31.95 }

function insideTheCity([lng, lat]: LngLat): void {
  if (lng >= CITY.west && lng <= CITY.east && lat >= CITY.south && lat <= CITY.north) return
  throw new Refused(
    400,
    'outside_the_city',
    {
      zh: `位置 ${lng}, ${lat} 不在上海市范围内，请在地图上重新选点`,
      en: `The place ${lng}, ${lat} is outside Shanghai; choose it again on the map`,
    },
    'body/place',
  )
}
