/** How long people waited in the last hour: from opening to the first dispatch, and from dispatch to arrival. */
import type { Assignment } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'

export type Waits = { readonly median: number; readonly p90: number; readonly count: number }

const HOUR = 3_600_000

/** ms from opening to the first dispatch, of the cases first dispatched in the hour before `now`; null where none was. */
export function toDispatch(
  tickets: ReadonlyMap<number, Ticket>,
  assignments: Iterable<Assignment>,
  now: number,
): Waits | null {
  const first = new Map<number, number>()
  for (const { ticket, dispatchedAt } of assignments) {
    first.set(ticket, Math.min(dispatchedAt, first.get(ticket) ?? Number.POSITIVE_INFINITY))
  }
  const waits: number[] = []
  for (const [id, at] of first) {
    const ticket = tickets.get(id)
    if (ticket && at > now - HOUR) waits.push(at - ticket.openedAt)
  }
  return summed(waits)
}

/** ms from dispatch to arrival, of the units that arrived in the hour before `now`; null where none did. */
export function toArrival(assignments: Iterable<Assignment>, now: number): Waits | null {
  const waits: number[] = []
  for (const { arrivedAt, dispatchedAt } of assignments) {
    if (arrivedAt !== null && arrivedAt > now - HOUR) waits.push(arrivedAt - dispatchedAt)
  }
  return summed(waits)
}

function summed(waits: number[]): Waits | null {
  if (waits.length === 0) return null
  waits.sort((one, other) => one - other)
  return { median: percentile(waits, 0.5), p90: percentile(waits, 0.9), count: waits.length }
}

/** Nearest rank, so that every figure shown is one that happened. */
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
