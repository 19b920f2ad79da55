/** How long a unit would take to a place from where it was last, busy or free. */
import type { Estimate } from '#contract/dispatch.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Needs } from '../app.ts'
import type { UnitForDispatch } from './queries.ts'
import type { River } from './river.ts'
import { waysTo } from './ways.ts'

type Ask = (unit: Pick<UnitForDispatch, 'id' | 'kind'>, to: LngLat) => Estimate | undefined

/** Undefined: it has no place, or no way there; a video desk goes nowhere. */
export function estimatesTo({ newest, river }: Pick<Needs, 'newest'> & { readonly river: River }): Ask {
  return ({ id, kind }, to) => {
    const fix = newest(id)
    if (kind === 'video' || !fix) return undefined
    const way = waysTo(to, river).from(kind, [fix.lng, fix.lat])
    return way && { unit: id, ...way, fixAt: fix.at }
  }
}
