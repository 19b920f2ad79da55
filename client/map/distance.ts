/** How far two places are apart. */
import type { LngLat } from '#contract/endpoint.ts'

export const EARTH_METRES = 6_371_008.8

/** Metres along the surface (haversine, mean radius of IUGG). */
export function metresBetween([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const half = (degrees: number) => Math.sin((degrees * Math.PI) / 360) ** 2
  const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180)
  return (
    2 * EARTH_METRES * Math.asin(Math.sqrt(half(lat2 - lat1) + cos(lat1) * cos(lat2) * half(lng2 - lng1)))
  )
}
