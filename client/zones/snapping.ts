/** Snapping: a corner put near a neighbour's corner or side, or near the bank line, lies on it. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Zone } from './store.ts'

type Pixels = { readonly x: number; readonly y: number }
type Project = (lng: number, lat: number) => Pixels

/** Pixels: nearer than this is meant to be on it; a corner wins over a side. */
const REACH = 10

/**
 * The place on a boundary that is meant by one near it; undefined where none is near. Bank lines are the boundaries between
 * the strips of the reaches and their water. `except`: the zone that is reshaped, which does not hold itself.
 */
export function snapped(
  place: LngLat,
  zones: readonly Zone[],
  project: Project,
  except: number | null,
): LngLat | undefined {
  const at = project(...place)
  let corner: LngLat | undefined
  let cornerAway = REACH
  let side: LngLat | undefined
  let sideAway = REACH
  for (const ring of ringsNear(place, zones, except)) {
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [ring[i - 1] as LngLat, ring[i] as LngLat]
      const [a, b] = [project(...from), project(...to)]
      const away = Math.hypot(b.x - at.x, b.y - at.y)
      if (away < cornerAway) [corner, cornerAway] = [to, away]
      const share = shareAlong(a, b, at)
      const off = Math.hypot(a.x + share * (b.x - a.x) - at.x, a.y + share * (b.y - a.y) - at.y)
      if (off >= sideAway) continue
      sideAway = off
      side = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
    }
  }
  return corner ?? side
}

function shareAlong(a: Pixels, b: Pixels, at: Pixels): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = dx * dx + dy * dy
  return length === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / length))
}

/** Degrees around a place beyond which no boundary is looked at: a street's zoom shows no more. */
const AROUND = 0.05

function* ringsNear([lng, lat]: LngLat, zones: readonly Zone[], except: number | null): Generator<LngLat[]> {
  for (const { geometry, properties } of zones) {
    if (properties.id === except) continue
    const polygons =
      geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : []
    for (const ring of polygons.flat() as LngLat[][]) {
      if (ring.some(([x, y]) => Math.abs(x - lng) < AROUND && Math.abs(y - lat) < AROUND)) yield ring
    }
  }
}
