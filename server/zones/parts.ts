/** Shore and water part of a ticket on the water line, from its place, its category and its assignments. */
import { type Assignment, isActive } from '#contract/assignments.ts'
import {
  type dropTicketPart,
  isOutstanding,
  type PartName,
  type PartState,
  partNames,
  type TicketPart,
} from '#contract/parts.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { notHeldByOther } from '../dispatch/holds.ts'
import { assignmentsOfTickets } from '../dispatch/queries.ts'
import { Refused } from '../errors.ts'
import { changeTicket } from '../tickets/clocks.ts'
import { held, record } from '../tickets/commands.ts'
import { boatsAmong, type Drop, dropsOf, insertDrop, shoreOf } from './partQueries.ts'

/** None where the ticket is not on the water line. */
export async function partsOf(
  db: Db,
  ticket: number,
  assignments: readonly Assignment[],
): Promise<TicketPart[]> {
  const shore = await shoreOf(db, ticket)
  if (!shore) return []
  const drops = await dropsOf(db, ticket)
  const boats = await boatsAmong(
    db,
    assignments.map(({ unit }) => unit),
  )
  return partNames.map((part) => {
    const own = assignments.filter(({ unit }) => boats.has(unit) === (part === 'water'))
    const drop = drops.find((each) => each.part === part)
    // A slip that was withdrawn asked for nothing.
    const sent = own.some(({ endReason }) => endReason !== 'withdrawn')
    return {
      part,
      zone: shore[part],
      asked: shore.both || sent,
      state: stateOf(own, drop),
      units: own.filter(isActive).map(({ unit }) => unit),
      dropped: drop ? { by: drop.by, at: drop.at, reason: drop.reason } : null,
    }
  })
}

/** A unit that goes on after all is worth more than the word that none would. */
function stateOf(own: readonly Assignment[], drop: Drop | undefined): PartState {
  const active = own.filter(isActive)
  if (active.some(({ acceptedAt }) => acceptedAt !== null)) return 'accepted'
  if (active.length > 0) return 'sent'
  if (own.some(({ state, report }) => state === 'finished' && report !== null)) return 'done'
  return drop ? 'dropped' : 'open'
}

/** A part of the ticket that was asked for still waits: it is not handled yet. */
export async function hasOutstandingPart(
  db: Db,
  ticket: number,
  assignments: readonly Assignment[],
): Promise<boolean> {
  return (await partsOf(db, ticket, assignments)).some(isOutstanding)
}

/** The dispatcher decides that nobody is needed there; what was done on the other part then counts as the whole. */
export async function dropPart(tx: Db, command: Command<typeof dropTicketPart>): Promise<Ticket> {
  const { params, body, account, now } = command
  const ticket = await held(tx, params.id, body.version, 'dispatch')
  await notHeldByOther(tx, ticket, account, now)
  const assignments = await assignmentsOfTickets(tx, [ticket.id])
  const part = (await partsOf(tx, ticket.id, assignments)).find((each) => each.part === body.part)
  if (!part) throw noPart(ticket)
  if (!isOutstanding(part) || part.units.length > 0) throw notOutstanding(body.part)
  await insertDrop(tx, ticket.id, { part: body.part, by: account.username, at: now, reason: body.reason })
  const isHandled =
    ticket.disposition !== null &&
    ticket.state === 'filed' &&
    !assignments.some(isActive) &&
    !(await hasOutstandingPart(tx, ticket.id, assignments))
  const after = await changeTicket(tx, ticket, isHandled ? { state: 'reported' } : {}, now)
  const words = { part: body.part, reason: body.reason }
  await record(tx, after, 'ticket.part_dropped', { account, now, words })
  return after
}

const noPart = (ticket: Ticket): Refused =>
  new Refused(409, 'no_part', {
    zh: `案件 ${ticket.code} 不在水陆交界处，没有岸上与水上两部分`,
    en: `Ticket ${ticket.code} is not on the water line and has no parts`,
  })

const called: Readonly<Record<PartName, { zh: string; en: string }>> = {
  shore: { zh: '岸上', en: 'shore' },
  water: { zh: '水上', en: 'water' },
}

const notOutstanding = (part: PartName): Refused =>
  new Refused(409, 'part_not_open', {
    zh: `${called[part].zh}部分没有待办，或已有力量在处理，不能取消`,
    en: `The ${called[part].en} part does not wait, or a unit is on it: it cannot be dropped`,
  })
