/** More time on the handling clock: asked for by one person, decided by another. */
import type { decideTicket, extendTicket } from '#contract/ticketLoop.ts'
import type { Ticket } from '#contract/tickets.ts'
import { afterWorking, workingMs } from '#contract/workingTime.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { changeTicket, holidaysOf } from './clocks.ts'
import { held, record } from './commands.ts'

export async function extend(
  tx: Db,
  { params, body, account, now }: Command<typeof extendTicket>,
): Promise<Ticket> {
  const { version, ...asked } = body
  const before = await held(tx, params.id, version, 'extend')
  if (before.extension) {
    throw new Refused(409, 'already_asked', {
      zh: `案件 ${before.code} 已有待审批的延期申请`,
      en: `An extension of ticket ${before.code} is already asked for; wait for the decision`,
    })
  }
  canGrow(before, workingMs(asked))
  const extension = { ...asked, by: account.username, at: now }
  const ticket = await changeTicket(tx, before, { extension }, now)
  await record(tx, ticket, 'ticket.extension_asked', { account, now, words: asked })
  return ticket
}

/** Approved, the clock's end moves by the working time asked for; a clock that is paused stays so. */
export async function decide(
  tx: Db,
  { params, body, account, now }: Command<typeof decideTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'decide')
  const { extension } = before
  if (!extension) {
    throw new Refused(409, 'nothing_asked', {
      zh: `案件 ${before.code} 没有待审批的延期申请`,
      en: `No extension of ticket ${before.code} is asked for`,
    })
  }
  if (extension.by === account.username) {
    throw new Refused(403, 'own_request', {
      zh: '不得审批自己提出的延期，请由他人审批',
      en: 'Whoever asked for an extension cannot decide on it; somebody else must',
    })
  }
  const { approved, reason } = body
  const clocks = approved ? await grown(tx, before, workingMs(extension), now) : before.clocks
  const ticket = await changeTicket(tx, before, { extension: null, clocks }, now)
  const kind = approved ? 'ticket.extension_approved' : 'ticket.extension_refused'
  const { amount, unit } = extension
  await record(tx, ticket, kind, { account, now, words: { reason, amount, unit } })
  return ticket
}

function canGrow(ticket: Ticket, ms: number): void {
  const handling = ticket.clocks.find(({ name }) => name === 'handling')
  if (!handling) {
    throw new Refused(409, 'no_clock', {
      zh: `案件 ${ticket.code} 尚未立案，没有处置时限`,
      en: `Ticket ${ticket.code} is not filed yet and has no handling clock`,
    })
  }
  if (handling.mostMs !== null && handling.totalMs + ms > handling.mostMs) {
    const hours = Math.max(0, Math.floor((handling.mostMs - handling.totalMs) / HOUR))
    throw new Refused(
      409,
      'too_long',
      {
        zh: `本案最多还可延期 ${hours} 个工作小时`,
        en: `This ticket can be extended by ${hours} more working hours at most`,
      },
      'body/amount',
    )
  }
}

const HOUR = 3_600_000

/** The clocks with so much more working time on the handling clock; what was asked for before another was approved may not fit any more. */
async function grown(tx: Db, ticket: Ticket, ms: number, now: number): Promise<Ticket['clocks']> {
  canGrow(ticket, ms)
  const exceptions = await holidaysOf(tx, ticket.clocks, now)
  return ticket.clocks.map((clock) =>
    clock.name === 'handling'
      ? { ...clock, totalMs: clock.totalMs + ms, dueAt: afterWorking(clock.dueAt, ms, exceptions) }
      : clock,
  )
}
