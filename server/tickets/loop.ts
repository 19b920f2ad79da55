/** The ways round: contact, return, suspend and resume. None of them restarts a clock. */
import {
  type contactTicket,
  type resumeTicket,
  returnableSources,
  type returnTicket,
  type suspendTicket,
} from '#contract/ticketLoop.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { refuseWhileFusedInto } from '../problems/commands.ts'
import { changeTicket } from './clocks.ts'
import { held, record } from './commands.ts'

/** The first contact stops its clock; a later one is only told. */
export async function contact(
  tx: Db,
  { params, body, account, now }: Command<typeof contactTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'contact')
  const clocks = before.clocks.map((clock) =>
    clock.name === 'first_contact' ? { ...clock, stoppedAt: clock.stoppedAt ?? now } : clock,
  )
  const ticket = await changeTicket(tx, before, { clocks }, now)
  await record(tx, ticket, 'ticket.contacted', { account, now, words: { text: body.text } })
  return ticket
}

export async function giveBack(
  tx: Db,
  { params, body, account, now }: Command<typeof returnTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'return')
  const { to, reason } = body
  if (to === 'source') hasSource(before)
  else hasLeftTheDesk(before)
  if (to === 'source') await refuseWhileFusedInto(tx, before)
  const ticket = await changeTicket(
    tx,
    before,
    to === 'source'
      ? { state: 'returned', extension: null, closed: { at: now, by: account.username } }
      : { state: 'filed', transfer: null, organisation: null },
    now,
  )
  await record(tx, ticket, 'ticket.returned', { account, now, words: { to, reason } })
  return ticket
}

export async function suspend(
  tx: Db,
  { params, body, account, now }: Command<typeof suspendTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'suspend')
  await refuseWhileFusedInto(tx, before)
  const { cause, reason } = body
  const suspension = { cause, reason, by: account.username, at: now }
  const ticket = await changeTicket(tx, before, { state: 'suspended', suspension }, now)
  await record(tx, ticket, 'ticket.suspended', { account, now, words: { cause, reason } })
  return ticket
}

/** What was reported before it was suspended waits for its check again; all else waits to be dispatched. */
export async function resume(
  tx: Db,
  { params, body, account, now }: Command<typeof resumeTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'resume')
  const state = before.disposition === null ? 'filed' : 'reported'
  const ticket = await changeTicket(tx, before, { state, suspension: null }, now)
  await record(tx, ticket, 'ticket.resumed', { account, now, words: { reason: body.reason } })
  return ticket
}

function hasSource({ state, source, code }: Ticket): void {
  if (state === 'transferred') {
    throw new Refused(
      409,
      'transferred',
      {
        zh: `案件 ${code} 正在移送，请先退回席位`,
        en: `Ticket ${code} is being transferred; take it back to the desk first`,
      },
      'body/to',
    )
  }
  if (returnableSources.includes(source)) return
  throw new Refused(
    409,
    'no_source',
    {
      zh: `案件 ${code} 由本部门发现，没有可退回的来源，可作废`,
      en: `Ticket ${code} is the bureau’s own finding and has no source to return to; it can be cancelled`,
    },
    'body/to',
  )
}

function hasLeftTheDesk({ state, organisation, code }: Ticket): void {
  if (state === 'transferred' || organisation !== null) return
  throw new Refused(
    409,
    'at_the_desk',
    { zh: `案件 ${code} 已在席位`, en: `Ticket ${code} is at the desk already` },
    'body/to',
  )
}
