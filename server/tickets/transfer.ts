/** Transfer (移送): to another organisation, which accepts and works on it, or to a partner department, which accepts and answers. */
import type { acceptTicket, answerTicket, transferTicket } from '#contract/ticketLoop.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { refuseWhileFusedInto } from '../problems/commands.ts'
import { changeTicket } from './clocks.ts'
import { held, record } from './commands.ts'
import { organisationExists } from './queries.ts'

export async function transfer(
  tx: Db,
  { params, body, account, now }: Command<typeof transferTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'transfer')
  await refuseWhileFusedInto(tx, before)
  const { organisation = null, partner = null, reason } = body
  if ((organisation === null) === (partner === null)) {
    throw new Refused(400, 'one_receiver', {
      zh: '请选择一个单位或填写一个协作部门',
      en: 'Choose one organisation, or name one partner department',
    })
  }
  if (organisation !== null) await isAnother(tx, before, organisation)
  const to = { organisation, partner, acceptedAt: null, acceptedBy: null, answeredBy: null }
  const ticket = await changeTicket(
    tx,
    before,
    { state: 'transferred', transfer: { ...to, by: account.username, at: now, reason } },
    now,
  )
  await record(tx, ticket, 'ticket.transferred', { account, now, words: { organisation, partner, reason } })
  return ticket
}

/** An organisation of the bureau takes it from here. A partner works outside: the ticket waits for its answer. */
export async function accept(
  tx: Db,
  { params, body, account, now }: Command<typeof acceptTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'accept')
  const open = transferOf(before)
  if (open.organisation !== null && open.by === account.username) {
    throw new Refused(403, 'own_transfer', {
      zh: '移送人不得代对方签收，请由接收单位签收',
      en: 'Whoever transferred a ticket cannot accept it for the other side',
    })
  }
  if (open.acceptedAt !== null) {
    throw new Refused(409, 'already_accepted', {
      zh: `${open.acceptedBy} 已签收案件 ${before.code}，等待答复`,
      en: `${open.acceptedBy} has accepted ticket ${before.code}; its answer is waited for`,
    })
  }
  const ticket = await changeTicket(
    tx,
    before,
    open.organisation === null
      ? { transfer: { ...open, acceptedAt: now, acceptedBy: body.by } }
      : { state: 'filed', transfer: null, organisation: open.organisation },
    now,
  )
  const { organisation, partner } = open
  await record(tx, ticket, 'ticket.accepted', {
    account,
    now,
    words: { by: body.by, organisation, partner },
  })
  return ticket
}

/** Who enters the answer has handled the ticket, and does not check it. */
export async function answer(
  tx: Db,
  { params, body, account, now }: Command<typeof answerTicket>,
): Promise<Ticket> {
  const before = await held(tx, params.id, body.version, 'answer')
  const open = transferOf(before)
  if (open.acceptedAt === null || open.partner === null) {
    throw new Refused(409, 'not_accepted', {
      zh: `案件 ${before.code} 尚未由协作部门签收`,
      en: `No partner department has accepted ticket ${before.code} yet`,
    })
  }
  const ticket = await changeTicket(
    tx,
    before,
    {
      state: 'reported',
      disposition: 'transfer',
      feedback: body.text,
      transfer: { ...open, answeredBy: account.username },
    },
    now,
  )
  await record(tx, ticket, 'ticket.answered', {
    account,
    now,
    words: { text: body.text, partner: open.partner },
  })
  return ticket
}

/** A transferred ticket always says to whom. */
function transferOf(ticket: Ticket): NonNullable<Ticket['transfer']> {
  if (!ticket.transfer) throw new Error(`ticket ${ticket.id} is transferred to nobody`)
  return ticket.transfer
}

async function isAnother(tx: Db, ticket: Ticket, organisation: number): Promise<void> {
  if (organisation !== ticket.organisation && (await organisationExists(tx, organisation))) return
  throw new Refused(
    400,
    'no_organisation',
    {
      zh: `没有编号为 ${organisation} 的其他单位，请从单位表中选择`,
      en: `There is no other organisation ${organisation}; choose one of the list`,
    },
    'body/organisation',
  )
}
