/** The Huangpu as an obstacle: which side a place is on, and where one can cross. */
import type { LngLat } from '#contract/endpoint.ts'
import type { UnitKind } from '#contract/units.ts'
import { readTable } from '../city/tables.ts'

/** Midstream points from the source to the mouth. */
type RiverAxis = readonly LngLat[]

/** What stands between two banks, and the ways across. */
export type River = { readonly axis: RiverAxis; readonly crossings: readonly Crossing[] }

export type Crossing = {
  readonly name: string
  readonly place: LngLat
  readonly ferry: boolean
  readonly open: readonly UnitKind[]
}

/** The Huangpu of `data/figures/` (axis every 100 m, bridges, ferries) and `data/seed/tunnels.csv`. */
export function readHuangpu(): River {
  const axis = readTable('figures/rivers.csv', ['river', 'longitude', 'latitude'])
  const crossings = readTable('figures/crossings.csv', ['river', 'name', 'kind', 'longitude', 'latitude'])
  const tunnels = readTable('seed/tunnels.csv', ['name', 'longitude', 'latitude'])
  return {
    axis: axis.filter((row) => row.river === 'huangpu').map(placeOf),
    crossings: [
      ...crossings
        // The cruise terminal is listed among the ferry terminals; nobody crosses there.
        .filter((row) => row.river === 'huangpu' && !row.name.endsWith('客运中心'))
        .map((row) => crossing(row, row.kind === 'ferry_terminal')),
      ...tunnels.map((row) => crossing(row, false)),
    ],
  }
}

/** 1: left of the axis looking downstream (Puxi), -1: right (Pudong), by the nearest stretch of the axis. */
export function sideOf(axis: RiverAxis, [lng, lat]: LngLat): 1 | -1 {
  const squeeze = Math.cos((lat * Math.PI) / 180)
  let nearest = Number.POSITIVE_INFINITY
  let side: 1 | -1 = 1
  for (let i = 1; i < axis.length; i++) {
    const from = axis[i - 1] as LngLat
    const to = axis[i] as LngLat
    const dx = (to[0] - from[0]) * squeeze
    const dy = to[1] - from[1]
    const px = (lng - from[0]) * squeeze
    const py = lat - from[1]
    const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)))
    const away = (px - along * dx) ** 2 + (py - along * dy) ** 2
    if (away >= nearest) continue
    nearest = away
    side = dx * py - dy * px >= 0 ? 1 : -1
  }
  return side
}

type Located = { readonly longitude: string; readonly latitude: string }

const placeOf = (row: Located): LngLat => [Number(row.longitude), Number(row.latitude)]

/** Ferries take people on foot and on bicycles, bridges and tunnels take cars. */
const crossing = (row: Located & { readonly name: string }, ferry: boolean): Crossing => ({
  name: row.name,
  place: placeOf(row),
  ferry,
  open: ferry ? ['foot', 'ebike'] : ['car'],
})
