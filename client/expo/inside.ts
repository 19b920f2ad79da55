/** Which places lie in a zone, by the boundary this console has drawn. */
import type { LngLat } from '#contract/endpoint.ts'
import { insideRings } from '../map/inside.ts'
import { useZones, type Zone } from '../zones/store.ts'

type Test = (place: LngLat) => boolean

// A zone is replaced, never changed: its rows of edges are made once.
const known = new WeakMap<Zone, Test>()

export function isInZone(zone: number, place: LngLat): boolean {
  const found = useZones.getState().zones.find(({ properties }) => properties.id === zone)
  if (!found) return false
  const test = known.get(found) ?? testOf(found)
  known.set(found, test)
  return test(place)
}

export const isInAny = (zones: readonly number[], place: LngLat): boolean =>
  zones.some((zone) => isInZone(zone, place))

function testOf({ geometry }: Zone): Test {
  if (geometry.type === 'Polygon') return insideRings(geometry.coordinates)
  return geometry.type === 'MultiPolygon' ? insideRings(geometry.coordinates.flat()) : () => false
}
