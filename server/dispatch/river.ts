/** The Huangpu as an obstacle: which side a place is on, and where one can cross. */
import type { LngLat } from '#contract/endpoint.ts'
import type { UnitKind } from '#contract/units.ts'
import { readTable } from '../city/tables.ts'
import { nearestStretch } from './stretches.ts'
import { readWaterways, type Waterways } from './waterways.ts'

/** Midstream points from the source to the mouth. */
type RiverAxis = readonly LngLat[]

/** What stands between two banks, the ways across, and the water as a way of its own. */
export type River = {
  readonly axis: RiverAxis
  readonly crossings: readonly Crossing[]
  readonly water: Waterways
}

export type Crossing = {
  readonly name: string
  readonly place: LngLat
  readonly ferry: boolean
  readonly open: readonly UnitKind[]
}

/** The Huangpu of `data/figures/` (axis every 100 m, bridges, ferries) and `data/seed/tunnels.csv`. */
export function readHuangpu(): River {
  const crossings = readTable('figures/crossings.csv', ['river', 'name', 'kind', 'longitude', 'latitude'])
  const tunnels = readTable('seed/tunnels.csv', ['name', 'longitude', 'latitude'])
  const water = readWaterways()
  return {
    axis: water.huangpu.places,
    water,
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
export const sideOf = (axis: RiverAxis, place: LngLat): 1 | -1 => nearestStretch(axis, place).side

type Located = { readonly longitude: string; readonly latitude: string }

/** Ferries take people on foot and on bicycles, bridges and tunnels take cars. */
const crossing = (row: Located & { readonly name: string }, ferry: boolean): Crossing => ({
  name: row.name,
  place: [Number(row.longitude), Number(row.latitude)],
  ferry,
  open: ferry ? ['foot', 'ebike'] : ['car'],
})
