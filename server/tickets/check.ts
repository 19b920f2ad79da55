/** How a case ends, and begins again: the independent check, and reopening. */
import type { Words } from '#contract/endpoint.ts'
import type { Account } from '#contract/session.ts'
import type { checkTicket } from '#contract/ticketCommands.ts'
import { type ClosingPart, missingForClosing, type reopenTicket } from '#contract/ticketLoop.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { handlersOfTicket } from '../dispatch/queries.ts'
import { Refused } from '../errors.ts'
import { closeFollowers } from '../problems/commands.ts'
import { categoryByCode } from './categoryQueries.ts'
import { allThresholds } from './clockQueries.ts'
import { changeTicket } from './clocks.ts'
import { held, record } from './commands.ts'
import type { TicketChange } from './queries.ts'

const DAY = 86_400_000

/** Passed closes it, where nothing is missing; failed asks for rework: it is to be dispatched again, on the same clocks. */
export async function check(
  tx: Db,
  { params, body, account, now }: Command<typeof checkTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'check')
  await isIndependent(tx, before, account)
  if (body.passed) await isComplete(tx, before)
  const change: TicketChange = body.passed
    ? { state: 'closed', extension: null, closed: { at: now, by: account.username } }
    : { ...again, reworks: before.reworks + 1 }
  const ticket = await changeTicket(tx, before, change, now)
  const kind = body.passed ? 'ticket.closed' : 'ticket.reworked'
  await record(tx, ticket, kind, { account, now, words: { note: body.note } })
  if (body.passed) await closeFollowers(tx, ticket, { actor: account.username, now, note: body.note })
  return ticket
}

/** Within the term; its clocks have run all the while. */
export async function reopen(
  tx: Db,
  { params, body, account, now }: Command<typeof reopenTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'reopen')
  const days = (await allThresholds(tx))['reopen.days'] ?? 0
  if (now - (before.closedAt ?? 0) > days * DAY) {
    throw new Refused(409, 'term_over', {
      zh: `案件 ${before.code} 已办结超过 ${days} 天，不能重开，请新建案件`,
      en: `Ticket ${before.code} ended more than ${days} ${days === 1 ? 'day' : 'days'} ago and cannot be reopened; open a new one`,
    })
  }
  const ticket = await changeTicket(tx, before, again, now)
  await record(tx, ticket, 'ticket.reopened', { account, now, words: { reason: body.reason } })
  return ticket
}

/** What was found before is in the log; the next report brings its own. */
const again: TicketChange = { state: 'filed', disposition: null, feedback: null, transfer: null }

async function isIndependent(tx: Db, ticket: Ticket, account: Account): Promise<void> {
  const { dispatchers, units } = await handlersOfTicket(tx, ticket.id)
  const handlers = [...dispatchers, ticket.transfer?.answeredBy]
  if (!handlers.includes(account.username) && !units.includes(account.unit ?? 0)) return
  throw new Refused(403, 'not_independent', {
    zh: '派遣或处置过本案的人员不得核查，请由他人核查',
    en: 'Whoever dispatched or handled this ticket cannot check it; somebody else must',
  })
}

async function isComplete(tx: Db, ticket: Ticket): Promise<void> {
  const category = await categoryByCode(tx, ticket.category)
  const missing = missingForClosing(ticket, category?.evidence ?? 'after')
  if (missing) throw new Refused(409, `missing_${missing}`, lacking[missing])
}

const lacking: Record<ClosingPart, Words> = {
  disposition: { zh: '缺处置结果，不能结案', en: 'It lacks a disposition and cannot be closed' },
  feedback: { zh: '缺处理反馈，不能结案', en: 'It lacks the feedback text and cannot be closed' },
  after: {
    zh: '缺处置后照片，不能结案，请退回补拍',
    en: 'It lacks a photo taken after handling and cannot be closed; send it back for one',
  },
  before: {
    zh: '缺处置前照片，不能结案，请退回补交',
    en: 'It lacks a photo taken before handling and cannot be closed; send it back for one',
  },
}
