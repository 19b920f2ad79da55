/** The ways of a road network to one place, for the units that are near its roads. */
import type { LngLat } from '#contract/endpoint.ts'

export type RoadKind = 'foot' | 'ebike' | 'car'

export type RoadWays = {
  /** Undefined: the network does not lead from there to the place. */
  from(
    kind: RoadKind,
    place: LngLat,
  ): { readonly metres: number; readonly etaSeconds: number; readonly crossing: null } | undefined
  /** Metres of straight line in a second at the most. */
  fastest(kind: RoadKind): number
  line(kind: RoadKind, place: LngLat): LngLat[] | undefined
}
