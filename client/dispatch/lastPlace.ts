/** A place in words: the nearest named one and how far it is, or the degrees where none is near. */
import type { Place } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'

const METRES_PER_DEGREE = 111_320
/** Further away a name says less than the numbers. */
const NEAR_METRES = 3_000

export type Near = { readonly place: Place; readonly metres: number }

export function nearestPlace(places: readonly Place[], [lng, lat]: LngLat): Near | undefined {
  const squeeze = Math.cos((lat * Math.PI) / 180)
  let nearest: Near | undefined
  for (const place of places) {
    const east = (place.place[0] - lng) * squeeze
    const metres = Math.hypot(east, place.place[1] - lat) * METRES_PER_DEGREE
    if (metres <= (nearest?.metres ?? NEAR_METRES)) nearest = { place, metres }
  }
  return nearest
}

/** `31.24430, 121.48670`: latitude first, as people read it to each other. */
export const spellPlace = ([lng, lat]: LngLat): string => `${lat.toFixed(5)}, ${lng.toFixed(5)}`

/** `320 m`, `1.2 km` */
export const spellMetres = (metres: number): string =>
  metres < 995 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`
