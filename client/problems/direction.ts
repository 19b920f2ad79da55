/** Which of two cases is fused into which. */
import { isAllowed } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'

/** One that units were sent to leads; of two that wait, the one that was opened first. */
export function direction(one: Ticket, other: Ticket): { readonly from: Ticket; readonly into: Ticket } {
  const [earlier, later] =
    one.openedAt < other.openedAt || (one.openedAt === other.openedAt && one.id < other.id)
      ? [one, other]
      : [other, one]
  const laterLeads = !canFollow(later) && canFollow(earlier)
  return laterLeads ? { from: earlier, into: later } : { from: later, into: earlier }
}

const canFollow = ({ state }: Ticket): boolean => isAllowed('merge', state)
