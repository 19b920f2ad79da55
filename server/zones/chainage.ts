/** Where along its river a reach begins and ends. */
import type { LngLat } from '#contract/endpoint.ts'
import type { ZoneArea } from '#contract/zones.ts'
import { readTable } from '../city/tables.ts'
import { nearestStretch } from '../dispatch/stretches.ts'

export type Chainage = { readonly from: number; readonly to: number }

/** Metres downstream of the first and the last corner of an area, by the nearest point of the river's axis. */
export function chainageOf(river: string, area: ZoneArea): Chainage {
  const { places, metres } = axisOf(river)
  const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
  const along = rings.flat().map((place) => {
    const { index, share } = nearestStretch(places, place)
    const [from, to] = [metres[index - 1] ?? 0, metres[index] ?? 0]
    return Math.round(from + (to - from) * share)
  })
  return { from: Math.min(...along), to: Math.max(...along) }
}

type Axis = { readonly places: readonly LngLat[]; readonly metres: readonly number[] }
const axes = new Map<string, Axis>()

/** Read once: the table does not change while the server runs. */
function axisOf(river: string): Axis {
  const known = axes.get(river)
  if (known) return known
  const rows = readTable('figures/rivers.csv', ['river', 'chainage_m', 'longitude', 'latitude']).filter(
    (row) => row.river === river,
  )
  const axis = {
    places: rows.map((row): LngLat => [Number(row.longitude), Number(row.latitude)]),
    metres: rows.map((row) => Number(row.chainage_m)),
  }
  axes.set(river, axis)
  return axis
}
