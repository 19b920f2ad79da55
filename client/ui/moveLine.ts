/** One line of the log for each move of a case's loop. */
import type { ClockUnit } from '#contract/clocks.ts'
import type { SuspensionCause } from '#contract/tickets.ts'
import type { Words } from './words.ts'

type Said = {
  readonly ticket: string
  readonly address: string
  /** A word of the command by its name; empty where it was not said. */
  readonly said: (key: string) => string
  readonly amount: number
  /** To whom it was transferred, by name. */
  readonly receiver: string
}

/** Undefined: this kind is no such move. */
export function moveLine(kind: string, move: Said, { loop }: Words): string | undefined {
  const { ticket, address, said, amount, receiver } = move
  const { log } = loop
  const time = loop.amountOf(amount, said('unit') as ClockUnit)
  switch (kind) {
    case 'ticket.filed':
      return log.filed(ticket, address)
    case 'ticket.contacted':
      return log.contacted(ticket, said('text'))
    case 'ticket.returned':
      return said('to') === 'source'
        ? log.returnedToSource(ticket, said('reason'))
        : log.returnedToDesk(ticket, said('reason'))
    case 'ticket.suspended':
      return log.suspended(ticket, loop.causes[said('cause') as SuspensionCause] ?? '', said('reason'))
    case 'ticket.resumed':
      return log.resumed(ticket, said('reason'))
    case 'ticket.extension_asked':
      return log.extensionAsked(ticket, time, said('reason'))
    case 'ticket.extension_approved':
      return log.extensionApproved(ticket, time, said('reason'))
    case 'ticket.extension_refused':
      return log.extensionRefused(ticket, said('reason'))
    case 'ticket.transferred':
      return log.transferred(ticket, receiver, said('reason'))
    case 'ticket.accepted':
      return log.accepted(ticket, receiver, said('by'))
    case 'ticket.answered':
      return log.answered(ticket, receiver, said('text'))
    case 'ticket.reopened':
      return log.reopened(ticket, said('reason'))
    default:
      return undefined
  }
}
