/** From a row of an answer to the moment it tells of: what it is about is selected, in sight, and time goes there. */
import type { LngLat } from '#contract/endpoint.ts'
import { useHand } from '../map/tools/store.ts'
import { seek } from '../replay/machine.ts'
import { bringIntoSight } from '../scene.ts'
import { selectMover, selectTicket } from '../selection.ts'

export type Instant = {
  readonly at: number
  readonly mover?: number | null
  readonly ticket?: number
  readonly place?: LngLat | null
}

export function goToInstant({ at, mover, ticket, place }: Instant): void {
  if (mover) selectMover(mover)
  if (ticket !== undefined) selectTicket(ticket)
  const shown = place ?? useHand.getState().points[0]
  if (shown) bringIntoSight(shown)
  seek(at)
}
