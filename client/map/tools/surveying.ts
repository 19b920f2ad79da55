/** Lengths, areas and circles on the ground: on the sphere of `metresBetween`, so that all of them agree. */
import type { LngLat } from '#contract/endpoint.ts'
import { EARTH_METRES, metresBetween } from '../distance.ts'

/** The lengths to each point of a path, in metres: 0 at the first. */
export function runningLengths(path: readonly LngLat[]): number[] {
  let sum = 0
  return path.map((place, index) => {
    const before = path[index - 1]
    if (before) sum += metresBetween(before, place)
    return sum
  })
}

/** Metres along a path; `closed`: and back to where it began. */
export function lengthOf(path: readonly LngLat[], closed = false): number {
  const [first, last] = [path[0], path.at(-1)]
  const back = closed && first && last ? metresBetween(last, first) : 0
  return (runningLengths(path).at(-1) ?? 0) + back
}

/** Square metres inside a ring, wherever it begins and whichever way it runs (Chamberlain & Duquette, JPL 07-03). */
export function areaOf(ring: readonly LngLat[]): number {
  let twice = 0
  ring.forEach(([lng, lat], index) => {
    const [nextLng, nextLat] = ring[(index + 1) % ring.length] as LngLat
    twice += radians(nextLng - lng) * (2 + Math.sin(radians(lat)) + Math.sin(radians(nextLat)))
  })
  return Math.abs(twice / 2) * EARTH_METRES ** 2
}

/** As round as the eye sees at any zoom, and cheap enough to make anew every second. */
const CORNERS = 96

/** Places exactly `metres` from the centre, all around, clockwise from north. */
export function circleRing([lng, lat]: LngLat, metres: number): LngLat[] {
  const away = metres / EARTH_METRES
  const [sin, cos] = [Math.sin(radians(lat)), Math.cos(radians(lat))]
  return Array.from({ length: CORNERS }, (_, corner) => {
    const bearing = (corner / CORNERS) * 2 * Math.PI
    const sinLat = sin * Math.cos(away) + cos * Math.sin(away) * Math.cos(bearing)
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(away) * cos,
      Math.cos(away) - sin * Math.min(1, Math.max(-1, sinLat)),
    )
    return [lng + degrees(east), degrees(Math.asin(Math.min(1, Math.max(-1, sinLat))))]
  })
}

/** The middle of the box around some places, where a name may stand. */
export function middleOf(places: readonly LngLat[]): LngLat {
  const [lngs, lats] = [places.map(([lng]) => lng), places.map(([, lat]) => lat)]
  return [(Math.min(...lngs) + Math.max(...lngs)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
}

/** `132 m`, `1.24 km`: the same in both languages. */
export function writtenLength(metres: number): string {
  if (metres < 999.5) return `${Math.round(metres)} m`
  const km = metres / 1000
  return `${km.toFixed(km < 99.95 ? 2 : 0)} km`
}

/** `850 m²`, `1.20 ha`, `3.40 km²`. */
export function writtenArea(squareMetres: number): string {
  if (squareMetres < 9_999.5) return `${Math.round(squareMetres)} m²`
  if (squareMetres < 999_950) return `${(squareMetres / 10_000).toFixed(2)} ha`
  return `${(squareMetres / 1_000_000).toFixed(2)} km²`
}

const radians = (value: number): number => (value * Math.PI) / 180
const degrees = (value: number): number => (value * 180) / Math.PI
