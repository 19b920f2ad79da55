/** Fusing tickets that are about one thing, and splitting them again. No clock is touched by either. */
import type { Static } from 'typebox'
import { isLead, type mergeTicket, type splitTicket } from '#contract/problems.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append, type NewEvent } from '../events/append.ts'
import { held, noTicket } from '../tickets/commands.ts'
import { ticketById } from '../tickets/queries.ts'
import {
  closeWithLead,
  complaintsOf,
  isFusedInto,
  lockFusing,
  lockTickets,
  putUnder,
  takeOut,
} from './queries.ts'
import { handOn, raiseAtRepeat } from './repeats.ts'

type Fused = Static<(typeof mergeTicket)['schema']['response'][200]>

/**
 * Fuses a ticket and whatever follows it into another. Membership is looked at before any ticket is locked: a lead is
 * locked before its followers when it closes, so a follower must never be held here while its lead is waited for.
 */
export async function merge(
  tx: Db,
  { params, body, account, now }: Command<typeof mergeTicket>,
): Promise<Fused> {
  await lockFusing(tx)
  const seen = await canBeFused(tx, params.id, body.into)
  await lockTickets(tx, [seen.from.id, seen.into.id])
  const from = await held(tx, params.id, body.version, 'merge')
  const { into } = await canBeFused(tx, from.id, body.into)
  const moved = (await complaintsOf(tx, from.id)).map(({ id }) => id)
  await lockTickets(tx, moved)
  const fused = await putUnder(tx, into.id, moved)

  const actor = account.username
  const words = { into: into.code, ...(body.reason ? { reason: body.reason } : {}) }
  const events: NewEvent[] = fused.map((ticket) => told('ticket.merged', ticket, actor, words))
  const supervised = fused.find((ticket) => ticket.supervised)
  const raised =
    supervised && !into.supervised
      ? await handOn(tx, into, supervised, actor)
      : await raiseAtRepeat(tx, into, { actor, now, versions: 1 })
  if (raised) events.push(raised.event)
  await append(tx, now, events)
  return { tickets: [...fused, raised?.ticket ?? into] }
}

export async function split(
  tx: Db,
  { params, body, account, now }: Command<typeof splitTicket>,
): Promise<Fused> {
  await lockFusing(tx)
  const before = await ticketById(tx, params.id)
  if (before && isOpen(before) && before.state !== 'merged') {
    throw new Refused(409, 'not_merged', {
      zh: `案件 ${before.code} 未并入其他案件，无需拆分`,
      en: `Ticket ${before.code} is not fused into another; there is nothing to split`,
    })
  }
  const { lead } = await held(tx, params.id, body.version, 'split')
  const from = await ticketById(tx, lead ?? 0)
  const ticket = await takeOut(tx, params.id)
  const words = { from: from?.code ?? '', ...(body.reason ? { reason: body.reason } : {}) }
  await append(tx, now, [told('ticket.split', ticket, account.username, words)])
  return { tickets: [ticket] }
}

/** What is fused into a lead closes with it, each with an event of its own. `note`: the check's own words. */
export async function closeFollowers(
  tx: Db,
  lead: Ticket,
  { actor, now, note }: { readonly actor: string; readonly now: number; readonly note: string },
): Promise<void> {
  const closed = await closeWithLead(tx, lead)
  if (closed.length === 0) return
  await append(
    tx,
    now,
    closed.map((ticket) => told('ticket.closed', ticket, actor, { note, with: lead.code })),
  )
}

/** A lead cannot end while others wait on its result. */
export async function refuseWhileFusedInto(tx: Db, ticket: Ticket): Promise<void> {
  if (!(await isFusedInto(tx, ticket.id))) return
  throw new Refused(409, 'has_followers', {
    zh: `案件 ${ticket.code} 并有其他投诉，请先拆分或并入其他案件`,
    en: `Other complaints are fused into ticket ${ticket.code}; split them or fuse it into another first`,
  })
}

/** Both tickets as they are, or the one reason why they cannot be fused. */
async function canBeFused(tx: Db, id: number, intoId: number): Promise<{ from: Ticket; into: Ticket }> {
  const from = await ticketById(tx, id)
  const into = await ticketById(tx, intoId)
  if (!from) throw noTicket(id)
  if (!into) {
    throw new Refused(
      404,
      'no_ticket',
      { zh: `没有编号为 ${intoId} 的案件`, en: `There is no ticket ${intoId}` },
      'body/into',
    )
  }
  if (from.id === into.id) {
    throw new Refused(
      409,
      'into_itself',
      { zh: `案件 ${from.code} 不能并入自身`, en: `Ticket ${from.code} cannot be fused into itself` },
      'body/into',
    )
  }
  if (from.state === 'merged') throw await alreadyMerged(tx, from, 'params/id')
  if (into.state === 'merged') throw await alreadyMerged(tx, into, 'body/into')
  if (!isLead(from) || !isLead(into)) {
    const { code } = isLead(from) ? into : from
    throw new Refused(409, 'ended', {
      zh: `案件 ${code} 已办结，不能并案`,
      en: `Ticket ${code} has ended; it cannot be fused any more`,
    })
  }
  if (['dispatched', 'handling'].includes(from.state)) {
    throw new Refused(409, 'units_sent', {
      zh: `案件 ${from.code} 已派力量，请先撤回，或将另一案件并入此案`,
      en: `Units were sent to ticket ${from.code}; recall them first, or fuse the other one into it`,
    })
  }
  return { from, into }
}

async function alreadyMerged(tx: Db, ticket: Ticket, where: string): Promise<Refused> {
  const lead = await ticketById(tx, ticket.lead ?? 0)
  return new Refused(
    409,
    'already_merged',
    {
      zh: `案件 ${ticket.code} 已并入 ${lead?.code ?? ''}，请对该案操作或先拆分`,
      en: `Ticket ${ticket.code} is already fused into ${lead?.code ?? ''}; use that one, or split it first`,
    },
    where,
  )
}

const told = (
  kind: string,
  ticket: Ticket,
  actor: string,
  words: Readonly<Record<string, unknown>>,
): NewEvent => ({ actor, kind, subject: `ticket/${ticket.id}`, body: { ticket, ...words } })
