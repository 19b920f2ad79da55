/** Rings on the map: what lies inside one, and whether one crosses itself. Straight lines are straight as drawn. */
import type { LngLat } from '#contract/endpoint.ts'

/**
 * A test for places inside a ring, as Mercator draws it. Whatever a freehand ring goes around is inside, also where it
 * runs around twice: a hand that overlaps its own beginning means no hole.
 */
export function ringHolds(ring: readonly LngLat[]): (lng: number, lat: number) => boolean {
  // Flat numbers: 10,000 places against a ring of 500 corners are five million comparisons.
  const corners = Float64Array.from(ring.flatMap(([lng, lat]) => [lng, northing(lat)]))
  const box = boxOf(ring)
  return (lng, lat) => {
    if (lng < box.west || lng > box.east || lat < box.south || lat > box.north) return false
    return turnsAround(corners, lng, northing(lat)) !== 0
  }
}

/** How often a ring winds around a point (Sunday, 2001): each edge that passes to its right counts by its direction. */
function turnsAround(corners: Float64Array, x: number, y: number): number {
  let turns = 0
  let fromX = corners[corners.length - 2] as number
  let fromY = corners[corners.length - 1] as number
  for (let at = 0; at < corners.length; at += 2) {
    const toX = corners[at] as number
    const toY = corners[at + 1] as number
    if (fromY <= y !== toY <= y) {
      const side = (toX - fromX) * (y - fromY) - (x - fromX) * (toY - fromY)
      if (toY > fromY && side > 0) turns++
      else if (toY < fromY && side < 0) turns--
    }
    fromX = toX
    fromY = toY
  }
  return turns
}

/** True where two sides of a ring cross or touch, or where one side runs back over another. */
export function crossesItself(ring: readonly LngLat[]): boolean {
  const count = ring.length
  for (let one = 0; one < count; one++) {
    for (let other = one + 1; other < count; other++) {
      const [a, b] = [ring[one] as LngLat, ring[(one + 1) % count] as LngLat]
      const [c, d] = [ring[other] as LngLat, ring[(other + 1) % count] as LngLat]
      if (other === one + 1) {
        if (runsBack(a, b, d)) return true
      } else if ((other + 1) % count === one) {
        if (runsBack(c, d, b)) return true
      } else if (meet(a, b, c, d)) return true
    }
  }
  return false
}

/** Metres play no part: only how far north a latitude is drawn. */
const northing = (lat: number): number => Math.asinh(Math.tan((lat * Math.PI) / 180))

function boxOf(ring: readonly LngLat[]) {
  const box = { west: 180, south: 90, east: -180, north: -90 }
  for (const [lng, lat] of ring) {
    box.west = Math.min(box.west, lng)
    box.east = Math.max(box.east, lng)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  return box
}

/** Twice the area of a triangle, positive where it turns left. */
const turn = (a: LngLat, b: LngLat, c: LngLat): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

/** Neighbouring sides share a corner; they meet elsewhere only where the second lies on the first. */
function runsBack(before: LngLat, corner: LngLat, after: LngLat): boolean {
  if (turn(before, corner, after) !== 0) return false
  const along =
    (corner[0] - before[0]) * (after[0] - corner[0]) + (corner[1] - before[1]) * (after[1] - corner[1])
  return along <= 0
}

function meet(a: LngLat, b: LngLat, c: LngLat, d: LngLat): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
  if (((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0)))
    return true
  return (
    (abc === 0 && between(a, b, c)) ||
    (abd === 0 && between(a, b, d)) ||
    (cda === 0 && between(c, d, a)) ||
    (cdb === 0 && between(c, d, b))
  )
}

/** Whether a point on the line through two others lies between them. */
const between = (a: LngLat, b: LngLat, point: LngLat): boolean =>
  Math.min(a[0], b[0]) <= point[0] &&
  point[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= point[1] &&
  point[1] <= Math.max(a[1], b[1])
