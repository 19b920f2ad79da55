/** How many complaints each open problem has, counted from the facts once for each change of them. */
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'

/** Complaints of the problem a ticket leads: 1 for a ticket alone. */
export const useComplaintCount = (lead: number): number =>
  useFacts(({ tickets }) => complaintsByLead(tickets).get(lead) ?? 1)

const counted = new WeakMap<ReadonlyMap<number, Ticket>, ReadonlyMap<number, number>>()

/** Of every lead that others are fused into. The map of facts is replaced when it changes, so a count is kept by it. */
export function complaintsByLead(tickets: ReadonlyMap<number, Ticket>): ReadonlyMap<number, number> {
  const known = counted.get(tickets)
  if (known) return known
  const counts = new Map<number, number>()
  for (const { lead } of tickets.values()) if (lead !== null) counts.set(lead, (counts.get(lead) ?? 1) + 1)
  counted.set(tickets, counts)
  return counts
}
