/** A flat plane in metres around one latitude, for geometry over a few kilometres. */
import type { LngLat } from '#contract/endpoint.ts'

export type Point = readonly [x: number, y: number]

export type Plane = {
  readonly toMetres: (place: LngLat) => Point
  readonly toPlace: (point: Point) => LngLat
}

const METRES_PER_DEGREE = 111_320

/** East and north of [0°, `latitude`°] in metres. 0.2° away from that latitude a metre east is wrong by 2 mm. */
export function planeAt(latitude: number): Plane {
  const east = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)
  return {
    toMetres: ([lng, lat]) => [lng * east, (lat - latitude) * METRES_PER_DEGREE],
    toPlace: ([x, y]) => [x / east, y / METRES_PER_DEGREE + latitude],
  }
}

/** Metres between two places of the same city. */
export function metresBetween([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const east = Math.cos((((lat1 + lat2) / 2) * Math.PI) / 180)
  return Math.hypot((lng2 - lng1) * east, lat2 - lat1) * METRES_PER_DEGREE
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
