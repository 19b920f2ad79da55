/** What of ours is drawn at a point of the map: a unit, a vessel, a case or a cluster. */
import type { PickingInfo } from '@deck.gl/core'
import type { Ticket } from '#contract/tickets.ts'
import { CLUSTERS, cellDrawn } from '../positions/clusterLayer.ts'
import { MOVERS, MOVERS_ON_TOP } from '../positions/layer.ts'
import { positions } from '../positions/store.ts'
import { TICKETS } from '../tickets/layer.ts'
import type { Stage } from './stage.ts'

/** A cluster goes by the number of its cell. */
export type Picked = { readonly kind: 'mover' | 'ticket' | 'cluster'; readonly id: number }

/** The thing drawn at a point of the map. Movers are found where they are drawn, not where they last reported. */
export function pickedAt(stage: Stage, point: { x: number; y: number }, radius?: number): Picked | null {
  const info = stage.pick(point, radius)
  return info ? named(info) : null
}

function named({ layer, index, object }: PickingInfo): Picked | null {
  switch (layer?.id) {
    case TICKETS:
      return { kind: 'ticket', id: (object as Ticket).id }
    case CLUSTERS:
      return { kind: 'cluster', id: cellDrawn(layer, index) }
    case MOVERS:
      return { kind: 'mover', id: positions.movers[index] as number }
    case MOVERS_ON_TOP:
      return { kind: 'mover', id: positions.movers[object as number] as number }
    default:
      return null
  }
}
