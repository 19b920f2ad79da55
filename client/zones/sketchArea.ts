/** From a sketch to an area as the server takes it, and what would be wrong with it: the server decides, this warns early. */
import { CITY_BOX } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { ZoneArea } from '#contract/zones.ts'
import { areaOf } from '../map/tools/surveying.ts'
import { outerRing, type Sketch } from './editor.ts'
import type { Zone } from './store.ts'

/** Corners to 1e-6°, as zones are told. `of`: the zone reshaped, whose holes and other parts stay. */
export function areaOfSketch({ points }: Sketch, of?: Zone): ZoneArea {
  const corners = points.map(rounded)
  const ring = [...corners, corners[0] as LngLat]
  if (of?.geometry.type === 'Polygon') {
    return { type: 'Polygon', coordinates: [ring, ...(of.geometry.coordinates.slice(1) as LngLat[][])] }
  }
  if (of?.geometry.type === 'MultiPolygon') {
    const replaced = JSON.stringify(outerRing(of)[0])
    const parts = of.geometry.coordinates as LngLat[][][]
    return {
      type: 'MultiPolygon',
      coordinates: parts.map((part) =>
        JSON.stringify(part[0]?.[0]) === replaced ? [ring, ...part.slice(1)] : part,
      ),
    }
  }
  return { type: 'Polygon', coordinates: [ring] }
}

export const rounded = ([lng, lat]: LngLat): LngLat => [
  Math.round(lng * 1e6) / 1e6,
  Math.round(lat * 1e6) / 1e6,
]

export type Warning =
  | { readonly kind: 'crosses' | 'outside'; readonly place: LngLat }
  | { readonly kind: 'empty' }

export function warningOf(points: readonly LngLat[]): Warning | null {
  const outside = points.find((place) => !isInCity(place))
  if (outside) return { kind: 'outside', place: outside }
  const crossing = crossingOf(points)
  if (crossing) return { kind: 'crosses', place: crossing }
  return points.length < 3 || areaOf(points) < 1 ? { kind: 'empty' } : null
}

const isInCity = ([lng, lat]: LngLat): boolean =>
  lng >= CITY_BOX.west && lng <= CITY_BOX.east && lat >= CITY_BOX.south && lat <= CITY_BOX.north

/** Where two sides of a ring cross. */
export function crossingOf(ring: readonly LngLat[]): LngLat | null {
  const count = ring.length
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if ((j + 1) % count === i) continue
      const place = crossing(ring[i], ring[(i + 1) % count], ring[j], ring[(j + 1) % count])
      if (place) return place
    }
  }
  return null
}

function crossing(a?: LngLat, b?: LngLat, c?: LngLat, d?: LngLat): LngLat | null {
  if (!a || !b || !c || !d) return null
  const across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
  if (across === 0) return null
  const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across
  const u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across
  if (t < 0 || t > 1 || u < 0 || u > 1) return null
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
}
