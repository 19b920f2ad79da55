/** A flat plane in metres around one latitude, for geometry over a few kilometres. */
import type { LngLat } from '#contract/endpoint.ts'

export type Point = readonly [x: number, y: number]

export type Plane = {
  readonly toMetres: (place: LngLat) => Point
  readonly toPlace: (point: Point) => LngLat
}

export const METRES_PER_DEGREE = 111_320

/** East and north of [0°, `latitude`°] in metres. 0.2° away from that latitude a metre east is wrong by 2 mm. */
export function planeAt(latitude: number): Plane {
  const east = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)
  return {
    toMetres: ([lng, lat]) => [lng * east, (lat - latitude) * METRES_PER_DEGREE],
    toPlace: ([x, y]) => [x / east, y / METRES_PER_DEGREE + latitude],
  }
}

/** Metres between two places: exact to a few per mille over the size of a city. */
export const metresBetween = ([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number =>
  metresFromTo(lng1, lat1, lng2, lat2)

/** The same of bare numbers: asked for every fix, where a pair for each place would be garbage. */
export function metresFromTo(lng1: number, lat1: number, lng2: number, lat2: number): number {
  const around = Math.abs(lng2 - lng1)
  // The shorter way, so that a vessel at the antimeridian has not crossed the world.
  const east = Math.min(around, 360 - around) * Math.cos((((lat1 + lat2) / 2) * Math.PI) / 180)
  return Math.hypot(east, lat2 - lat1) * METRES_PER_DEGREE
}

/** A closed ring of `corners` corners around a place. */
export function ringAround(place: LngLat, metres: number, corners = 64): LngLat[] {
  const plane = planeAt(place[1])
  const [x, y] = plane.toMetres(place)
  const ring = Array.from({ length: corners }, (_, i) => {
    const angle = (i / corners) * 2 * Math.PI
    return plane.toPlace([x + metres * Math.cos(angle), y + metres * Math.sin(angle)])
  })
  return [...ring, ring[0] as LngLat]
}
