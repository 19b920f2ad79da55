/** Who goes where: from each unit on its way to its ticket, and from those who could go to the selected one. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Facts } from '../facts.ts'
import type { Selection } from '../selection.ts'

export type Way = {
  readonly from: LngLat
  readonly to: LngLat
  /** `candidate`: could go. `chosen`: marked to be sent. `looked-at`: sent, of the selected ticket or unit. */
  readonly kind: 'candidate' | 'chosen' | 'looked-at' | 'other'
}

export type Known = Pick<Facts, 'tickets' | 'activeByUnit'>
export type Marked = Pick<Selection, 'ticket' | 'mover' | 'chosen'> & {
  /** Units recommended for the selected ticket, soonest first. */
  readonly candidates: readonly number[]
  /** The ways of those, from where they were to the ticket; left out: straight. */
  readonly lines?: ReadonlyMap<number, readonly LngLat[]>
}

/** The ways at `now`; `placeOf` is where a unit is drawn then. */
export function ways(facts: Known, marked: Marked, placeOf: (unit: number) => LngLat | undefined): Way[] {
  const found: Way[] = []
  const add = (unit: number, ticket: number | null, kind: Way['kind'], line: readonly LngLat[] = []) => {
    const from = placeOf(unit)
    const to = ticket === null ? undefined : facts.tickets.get(ticket)?.place
    if (!from || !to) return
    let last = from
    for (const next of [...line.slice(1, -1), to]) {
      found.push({ from: last, to: next, kind })
      last = next
    }
  }
  for (const { unit, ticket, state } of facts.activeByUnit.values()) {
    const onTheWay = state === 'dispatched' || state === 'accepted' || state === 'enroute'
    const lookedAt = ticket === marked.ticket || unit === marked.mover
    if (onTheWay) add(unit, ticket, lookedAt ? 'looked-at' : 'other')
  }
  for (const unit of marked.candidates) {
    if (!marked.chosen.includes(unit)) add(unit, marked.ticket, 'candidate', marked.lines?.get(unit))
  }
  for (const unit of marked.chosen) add(unit, marked.ticket, 'chosen', marked.lines?.get(unit))
  return found
}
