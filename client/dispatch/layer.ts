/** Who goes where: a line from each unit on its way to its ticket, and from each chosen unit to the selected one. */
import type { Layer } from '@deck.gl/core'
import { LineLayer } from '@deck.gl/layers'
import type { LngLat } from '#contract/endpoint.ts'
import type { Facts } from '../facts.ts'
import { focusColour, type Rgba, rgba, statusColour } from '../map/palette.ts'
import { reckonedPlace } from '../positions/store.ts'
import type { Selection } from '../selection.ts'

export type Way = {
  readonly from: LngLat
  readonly to: LngLat
  /** `candidate`: could go. `chosen`: marked to be sent. `looked-at`: sent, of the selected ticket or unit. */
  readonly kind: 'candidate' | 'chosen' | 'looked-at' | 'other'
}

type Known = Pick<Facts, 'tickets' | 'activeByUnit'>
export type Marked = Pick<Selection, 'ticket' | 'mover' | 'chosen'> & {
  /** Units recommended for the selected ticket, soonest first. */
  readonly candidates: readonly number[]
}

/** The ways at `now`; `placeOf` is where a unit is drawn then. */
export function ways(facts: Known, marked: Marked, placeOf: (unit: number) => LngLat | undefined): Way[] {
  const found: Way[] = []
  const add = (unit: number, ticket: number | null, kind: Way['kind']) => {
    const from = placeOf(unit)
    const to = ticket === null ? undefined : facts.tickets.get(ticket)?.place
    if (from && to) found.push({ from, to, kind })
  }
  for (const { unit, ticket, state } of facts.activeByUnit.values()) {
    const onTheWay = state === 'dispatched' || state === 'accepted' || state === 'enroute'
    const lookedAt = ticket === marked.ticket || unit === marked.mover
    if (onTheWay) add(unit, ticket, lookedAt ? 'looked-at' : 'other')
  }
  for (const unit of marked.candidates) {
    if (!marked.chosen.includes(unit)) add(unit, marked.ticket, 'candidate')
  }
  for (const unit of marked.chosen) add(unit, marked.ticket, 'chosen')
  return found
}

export function wayLayer(facts: Known, marked: Marked, now: number, visible: boolean, scale: number): Layer {
  return new LineLayer<Way>({
    id: 'ways',
    data: ways(facts, marked, (unit) => reckonedPlace(unit, now)),
    visible,
    getSourcePosition: ({ from }) => [from[0], from[1], 0],
    getTargetPosition: ({ to }) => [to[0], to[1], 0],
    getColor: ({ kind }) => colours[kind],
    getWidth: ({ kind }) => (kind === 'other' || kind === 'candidate' ? 1.25 : 2.25) * scale,
  })
}

const colours: Record<Way['kind'], Rgba> = {
  other: rgba(statusColour.enroute, 0.4),
  candidate: rgba(statusColour.idle, 0.45),
  'looked-at': rgba(statusColour.enroute, 0.95),
  chosen: rgba(focusColour),
}
