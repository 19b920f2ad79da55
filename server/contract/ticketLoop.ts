/** The commands of a ticket's closed loop: from collecting to reopened, with every way round. */
import Type from 'typebox'
import type { Evidence } from './city.ts'
import { clockUnits } from './clocks.ts'
import { LngLat, OneOf, Version } from './endpoint.ts'
import { reason, ticketCommand } from './ticketCommands.ts'
import { suspensionCauses, Ticket, type TicketSource } from './tickets.ts'

const strict = { additionalProperties: false }
const withReason = () => Type.Object({ version: Version, reason }, strict)

export const fileTicket = ticketCommand(
  'file',
  'Category and place are settled: the case is filed and its handling clock starts',
  Type.Object(
    {
      version: Version,
      category: Type.String({ pattern: '^[0-9]{4}$' }),
      address: Type.String({ minLength: 1, maxLength: 300 }),
      place: LngLat,
    },
    strict,
  ),
  Ticket,
)

export const contactTicket = ticketCommand(
  'contact',
  'Somebody spoke with the complainant: stops the clock of first contact',
  Type.Object({ version: Version, text: Type.String({ minLength: 1, maxLength: 2000 }) }, strict),
  Ticket,
)

export const returnTicket = ticketCommand(
  'return',
  'Return it to its source, or from a transfer to the desk',
  Type.Object({ version: Version, to: OneOf(['source', 'desk']), reason }, strict),
  Ticket,
)

export const suspendTicket = ticketCommand(
  'suspend',
  'Suspend: it cannot go on now. Whether that pauses a clock, the pause rules say by cause',
  Type.Object({ version: Version, cause: OneOf(suspensionCauses), reason }, strict),
  Ticket,
)

export const resumeTicket = ticketCommand('resume', 'Resume a suspended ticket', withReason(), Ticket)

export const extendTicket = ticketCommand(
  'extend',
  'Ask for more time on the handling clock; somebody else decides',
  Type.Object(
    {
      version: Version,
      amount: Type.Integer({ minimum: 1, maximum: 60 }),
      unit: OneOf(clockUnits),
      reason,
    },
    strict,
  ),
  Ticket,
)

export const decideTicket = ticketCommand(
  'decide',
  'Approve or refuse the extension asked for. Never by who asked',
  Type.Object({ version: Version, approved: Type.Boolean(), reason }, strict),
  Ticket,
)

export const transferTicket = ticketCommand(
  'transfer',
  'Transfer to another organisation of the bureau, or to a partner department by name',
  Type.Object(
    {
      version: Version,
      organisation: Type.Optional(Type.Integer({ minimum: 1 })),
      partner: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      reason,
    },
    strict,
  ),
  Ticket,
)

export const acceptTicket = ticketCommand(
  'accept',
  'The other side accepted it: an organisation works on it from here, a partner is waited for',
  Type.Object({ version: Version, by: Type.String({ minLength: 1, maxLength: 100 }) }, strict),
  Ticket,
)

export const answerTicket = ticketCommand(
  'answer',
  'What the partner department did; it is checked like any report',
  Type.Object({ version: Version, text: Type.String({ minLength: 1, maxLength: 4000 }) }, strict),
  Ticket,
)

export const reopenTicket = ticketCommand(
  'reopen',
  'Reopen within the term; every clock goes on as if it had never stopped',
  withReason(),
  Ticket,
)

export const superviseTicket = ticketCommand(
  'supervise',
  'Supervise: it is watched until it is closed',
  withReason(),
  Ticket,
)

/** Sources that can take a ticket back; the bureau's own findings are cancelled instead. */
export const returnableSources: readonly TicketSource[] = [
  'hotline',
  'platform',
  'petition',
  'partner',
  'inspection',
  'open311',
]

export type ClosingPart = 'disposition' | 'feedback' | 'after' | 'before'

/** The one thing a ticket lacks to be closed; null: nothing. Where nothing was found, or a partner did it, no photo is asked. */
export function missingForClosing(
  ticket: Pick<Ticket, 'disposition' | 'feedback' | 'photos' | 'photosBefore'>,
  evidence: Evidence,
): ClosingPart | null {
  if (ticket.disposition === null) return 'disposition'
  if (!ticket.feedback?.trim()) return 'feedback'
  if (evidence === 'none' || ticket.disposition === 'not_found' || ticket.disposition === 'transfer')
    return null
  if (ticket.photos.every((photo) => ticket.photosBefore.includes(photo))) return 'after'
  return evidence === 'both' && ticket.photosBefore.length === 0 ? 'before' : null
}
