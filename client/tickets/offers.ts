/** What a person may do with a case now: drawn from the contract's moves, the table of roles, and what is known of the case. */
import type { Evidence } from '#contract/city.ts'
import { may } from '#contract/roles.ts'
import type { Account } from '#contract/session.ts'
import { type ClosingPart, missingForClosing, returnableSources } from '#contract/ticketLoop.ts'
import { isAllowed, type TicketCommand } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'

/** What a button does; a command that decides between two things has two. In the order of the buttons. */
export const acts = [
  'file',
  'contact',
  'pass',
  'back',
  'approve',
  'refuse',
  'resume',
  'accept',
  'answer',
  'note',
  'prioritise',
  'extend',
  'suspend',
  'transfer',
  'returnDesk',
  'returnSource',
  'supervise',
  'reopen',
  'cancel',
] as const
export type Act = (typeof acts)[number]

export type Why = ClosingPart | 'checkOther' | 'decideOther' | 'acceptOther'

/** `why`: what stands in the way of what would else be allowed; the button is there and disabled. */
export type Offer = { readonly act: Act; readonly why: Why | null }

export type Known = {
  readonly account: Pick<Account, 'role' | 'username'>
  readonly now: number
  readonly evidence: Evidence
  readonly reopenDays: number
  readonly dispatchedByMe: boolean
}

export function offersOf(ticket: Ticket, known: Known): readonly Offer[] {
  return acts.flatMap((act) => {
    const command = commandOf[act]
    const allowed = may(known.account.role, `ticket.${command}`) && isAllowed(command, ticket.state)
    return allowed && applies(act, ticket, known) ? [{ act, why: whyNot(act, ticket, known) }] : []
  })
}

const commandOf: Record<Act, TicketCommand> = {
  file: 'file',
  contact: 'contact',
  pass: 'check',
  back: 'check',
  approve: 'decide',
  refuse: 'decide',
  resume: 'resume',
  accept: 'accept',
  answer: 'answer',
  note: 'note',
  prioritise: 'prioritise',
  extend: 'extend',
  suspend: 'suspend',
  transfer: 'transfer',
  returnDesk: 'return',
  returnSource: 'return',
  supervise: 'supervise',
  reopen: 'reopen',
  cancel: 'cancel',
}

const DAY = 86_400_000

/** Whether there is anything to do it to. */
function applies(act: Act, ticket: Ticket, { now, reopenDays }: Known): boolean {
  switch (act) {
    case 'contact':
      return ticket.clocks.some(({ name, stoppedAt }) => name === 'first_contact' && stoppedAt === null)
    case 'approve':
    case 'refuse':
      return ticket.extension !== null
    case 'extend':
      return ticket.extension === null && ticket.clocks.some(({ name }) => name === 'handling')
    case 'accept':
      return ticket.transfer?.acceptedAt === null
    case 'answer':
      return ticket.transfer !== null && ticket.transfer.acceptedAt !== null
    case 'returnDesk':
      return ticket.state === 'transferred' || ticket.organisation !== null
    case 'returnSource':
      return ticket.state !== 'transferred' && returnableSources.includes(ticket.source)
    case 'supervise':
      return ticket.supervised === null
    case 'reopen':
      return now - (ticket.closedAt ?? 0) <= reopenDays * DAY
    default:
      return true
  }
}

/** The same reasons for which the server would refuse. */
function whyNot(act: Act, ticket: Ticket, { account, evidence, dispatchedByMe }: Known): Why | null {
  switch (act) {
    case 'pass':
    case 'back':
      if (dispatchedByMe || ticket.transfer?.answeredBy === account.username) return 'checkOther'
      return act === 'pass' ? missingForClosing(ticket, evidence) : null
    case 'approve':
    case 'refuse':
      return ticket.extension?.by === account.username ? 'decideOther' : null
    case 'accept':
      return ticket.transfer?.organisation != null && ticket.transfer.by === account.username
        ? 'acceptOther'
        : null
    default:
      return null
  }
}
