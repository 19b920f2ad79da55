/** How far a place is from the reaches of the river that each district watches. */
import type { LngLat } from '#contract/endpoint.ts'
import { metresFromTo } from '../zones/plane.ts'
import type { ReachRow } from './travelQueries.ts'
import type { RiverName, Waterways } from './waterways.ts'

/** Answers metres from the place to the nearest bank of a district's own reaches; undefined: it has none. */
export type ReachDistance = (district: string) => number | undefined

export function reachDistances(place: LngLat, reaches: readonly ReachRow[], water: Waterways): ReachDistance {
  const away = { huangpu: alongAxis(place, water, 'huangpu'), suzhou: alongAxis(place, water, 'suzhou') }
  const found = new Map<string, number | undefined>()
  return (district) => {
    if (!found.has(district)) {
      const own = reaches.filter((reach) => reach.owner === district)
      const metres = own.map(({ river, from, to }) => {
        const { first, last } = pointsBetween(water[river].metres, from, to)
        return Math.min(...away[river].subarray(first, last))
      })
      found.set(district, own.length === 0 ? undefined : Math.min(...metres))
    }
    return found.get(district)
  }
}

/** From the place to the bank at every point of an axis. */
const alongAxis = ([lng, lat]: LngLat, water: Waterways, river: RiverName): Float64Array => {
  const { places, widths } = water[river]
  return Float64Array.from(places, (on, i) =>
    Math.max(0, metresFromTo(lng, lat, on[0], on[1]) - (widths[i] as number) / 2),
  )
}

/** The points of an axis within a reach, of which even the shortest has one. */
function pointsBetween(metres: readonly number[], from: number, to: number) {
  const at = metres.findIndex((each) => each >= from)
  const first = at < 0 ? metres.length - 1 : at
  const end = metres.findIndex((each) => each > to)
  return { first, last: Math.max(first + 1, end < 0 ? metres.length : end) }
}
