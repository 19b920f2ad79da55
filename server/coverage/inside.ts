/** Whether a place lies inside closed rings, outer ones and holes alike: even–odd rule. */
import type { LngLat } from '#contract/endpoint.ts'

export type Rings = readonly (readonly LngLat[])[]

export function isInside(rings: Rings, [x, y]: LngLat): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] as LngLat
      const [bx, by] = ring[i] as LngLat
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}
