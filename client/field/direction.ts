/** The compass direction from one place to another. */
import type { LngLat } from '#contract/endpoint.ts'

/** 0 north, 1 north-east … 7 north-west. */
export function directionTo([lng, lat]: LngLat, [toLng, toLat]: LngLat): number {
  // Equirectangular: exact enough to name one of eight directions within a city.
  const east = (toLng - lng) * Math.cos((lat * Math.PI) / 180)
  const degrees = (Math.atan2(east, toLat - lat) * 180) / Math.PI
  return Math.round((degrees + 360) / 45) % 8
}
