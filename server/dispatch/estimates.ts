/** How long a unit would take to a place from where it was last, busy or free. */
import type { Estimate } from '#contract/dispatch.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Needs } from '../app.ts'
import type { Network } from '../roads/network.ts'
import { roadWaysTo } from '../roads/ways.ts'
import type { UnitForDispatch } from './queries.ts'
import type { River } from './river.ts'
import type { TravelTable } from './travel.ts'
import { waysTo } from './ways.ts'

type Ask = (unit: Pick<UnitForDispatch, 'id' | 'kind'>) => Estimate | undefined

/** By the same ways as a recommendation. Undefined: it has no place, or no way there; a video desk goes nowhere. */
export function estimatesTo({
  newest,
  now,
  river,
  network,
}: Pick<Needs, 'newest' | 'now'> & { readonly river: River; readonly network: Network | undefined }): (
  table: TravelTable,
  to: LngLat,
) => Ask {
  return (table, to) => {
    const travel = table.at(now())
    const ways = waysTo(to, river, travel, network && roadWaysTo(network, to, travel.speed))
    return ({ id, kind }) => {
      const fix = newest(id)
      if (kind === 'video' || !fix) return undefined
      const way = ways.from(kind, [fix.lng, fix.lat])
      return way && { unit: id, ...way, fixAt: fix.at }
    }
  }
}
