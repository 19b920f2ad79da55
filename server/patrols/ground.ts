/** How far a place is from a round's way and zones, in metres. */
import type { LngLat } from '#contract/endpoint.ts'
import { type Point, planeAt } from '../zones/plane.ts'

export type Rings = readonly (readonly LngLat[])[]

export type Ground = {
  /** Metres to a place. */
  toPlace(lng: number, lat: number, place: LngLat): number
  /** Metres to the line through the stops; of one stop, to that. */
  toWay(lng: number, lat: number): number
  /** Metres outside a zone, 0 inside; Infinity where the zone has no ground. */
  toZone(lng: number, lat: number, zone: number): number
}

/** `way`: the places it leads through, in order. `zones`: the outlines of the zones it may ask for. */
export function groundOf(way: readonly LngLat[], zones: ReadonlyMap<number, Rings>): Ground {
  const plane = planeAt(way[0]?.[1] ?? 31.2)
  const line = way.map(plane.toMetres)
  const outlines = new Map(
    [...zones].map(([zone, rings]) => [zone, rings.map((ring) => ring.map(plane.toMetres))]),
  )
  return {
    toPlace(lng, lat, place) {
      const [x, y] = plane.toMetres([lng, lat])
      const [px, py] = plane.toMetres(place)
      return Math.hypot(x - px, y - py)
    },
    toWay: (lng, lat) => fromLine(line, plane.toMetres([lng, lat])),
    toZone(lng, lat, zone) {
      const rings = outlines.get(zone)
      if (!rings) return Number.POSITIVE_INFINITY
      const point = plane.toMetres([lng, lat])
      return isInside(rings, point) ? 0 : Math.min(...rings.map((ring) => fromLine(ring, point)))
    },
  }
}

function fromLine(line: readonly Point[], [x, y]: Point): number {
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i < Math.max(1, line.length - 1); i++) {
    const [ax, ay] = line[i] as Point
    const [bx, by] = line[i + 1] ?? (line[i] as Point)
    const [dx, dy] = [bx - ax, by - ay]
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
    nearest = Math.min(nearest, Math.hypot(x - ax - along * dx, y - ay - along * dy))
  }
  return nearest
}

/** Even–odd rule: holes count. */
function isInside(rings: readonly (readonly Point[])[], [x, y]: Point): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i] as Point
      const [bx, by] = ring[j] as Point
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}
