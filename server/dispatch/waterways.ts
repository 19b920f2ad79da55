/** The Huangpu and Suzhou Creek as roads for boats: where a place lies on them, and how far it is along them. */
import type { LngLat } from '#contract/endpoint.ts'
import { readTable } from '../city/tables.ts'
import { metresBetween } from '../zones/plane.ts'
import { nearestStretch } from './stretches.ts'

/** Midstream points from the source to the mouth, with the width there and the metres downstream so far. */
export type Axis = {
  readonly places: readonly LngLat[]
  readonly widths: readonly number[]
  readonly metres: readonly number[]
}
export type Waterways = {
  readonly huangpu: Axis
  readonly suzhou: Axis
  /** Where the creek joins: metres down the Huangpu, and from the creek's end to its axis. */
  readonly confluence: { readonly metres: number; readonly away: number }
}

export type RiverName = 'huangpu' | 'suzhou'

/** A place seen from the water: the nearest point of an axis. */
export type Moored = {
  readonly river: RiverName
  /** Down the river. */
  readonly metres: number
  /** From the axis. */
  readonly away: number
  /** From the axis to either bank. */
  readonly halfWidth: number
  readonly place: LngLat
}

export function readWaterways(): Waterways {
  const rows = readTable('figures/rivers.csv', ['river', 'longitude', 'latitude', 'width_m'])
  const axisOf = (river: RiverName): Axis => {
    const own = rows.filter((row) => row.river === river)
    const places = own.map((row): LngLat => [Number(row.longitude), Number(row.latitude)])
    return { places, widths: own.map((row) => Number(row.width_m)), metres: chainage(places) }
  }
  const [huangpu, suzhou] = [axisOf('huangpu'), axisOf('suzhou')]
  const end = moor('huangpu', huangpu, suzhou.places.at(-1) as LngLat)
  return { huangpu, suzhou, confluence: { metres: end.metres, away: end.away } }
}

/** The nearer of the two rivers, by its bank. */
export function moored({ huangpu, suzhou }: Waterways, place: LngLat): Moored {
  const [river, creek] = [moor('huangpu', huangpu, place), moor('suzhou', suzhou, place)]
  return creek.away - creek.halfWidth < river.away - river.halfWidth ? creek : river
}

export const isOnWater = ({ away, halfWidth }: Moored): boolean => away < halfWidth

/** Metres by water between two places, from axis to axis. */
export function metresAlong({ suzhou, confluence }: Waterways, a: Moored, b: Moored): number {
  if (a.river === b.river) return Math.abs(a.metres - b.metres)
  const [river, creek] = a.river === 'huangpu' ? [a, b] : [b, a]
  const end = suzhou.metres.at(-1) as number
  return end - creek.metres + confluence.away + Math.abs(river.metres - confluence.metres)
}

/** The axis between two places, as a boat goes; without the places themselves. */
export function axisBetween({ huangpu, suzhou, confluence }: Waterways, a: Moored, b: Moored): LngLat[] {
  if (a.river === b.river) return stretch(a.river === 'huangpu' ? huangpu : suzhou, a.metres, b.metres)
  if (a.river === 'huangpu') return axisBetween({ huangpu, suzhou, confluence }, b, a).reverse()
  const down = stretch(suzhou, a.metres, Number.POSITIVE_INFINITY)
  return [...down, ...stretch(huangpu, confluence.metres, b.metres)]
}

function stretch({ places, metres }: Axis, from: number, to: number): LngLat[] {
  const [low, high] = from < to ? [from, to] : [to, from]
  const between = places.filter((_, i) => (metres[i] as number) > low && (metres[i] as number) < high)
  return from < to ? between : between.reverse()
}

function moor(river: RiverName, { places, widths, metres }: Axis, place: LngLat): Moored {
  const { index, share } = nearestStretch(places, place)
  const [from, to] = [places[index - 1] as LngLat, places[index] as LngLat]
  const on: LngLat = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
  return {
    river,
    metres: (metres[index - 1] as number) + metresBetween(from, on),
    away: metresBetween(place, on),
    halfWidth: (widths[share < 0.5 ? index - 1 : index] as number) / 2,
    place: on,
  }
}

function chainage(places: readonly LngLat[]): number[] {
  let metres = 0
  return places.map((place, i) => {
    if (i > 0) metres += metresBetween(places[i - 1] as LngLat, place)
    return metres
  })
}
