/** The zones a place lies in now, the most specific first. */
import type { Position } from 'geojson'
import { useEffect, useMemo } from 'react'
import type { LngLat } from '#contract/endpoint.ts'
import { insideRings } from '../map/inside.ts'
import { useZones, wantZones, type Zone } from '../zones/store.ts'

export function useZonesAt(place: LngLat | null): readonly Zone[] {
  useEffect(wantZones, [])
  const zones = useZones((state) => state.zones)
  return useMemo(
    () =>
      place === null
        ? []
        : zones
            .filter((zone) => insideRings(ringsOf(zone))(place))
            .sort((one, other) => extent(one) - extent(other)),
    [zones, place],
  )
}

function ringsOf({ geometry }: Zone): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** Of the box around it, in square degrees: enough to tell a reach from its district. */
function extent(zone: Zone): number {
  const places = ringsOf(zone).flat()
  const wide = (axis: 0 | 1) => {
    const values = places.map((place) => place[axis] ?? 0)
    return (
      values.reduce((most, each) => Math.max(most, each), -180) -
      values.reduce((least, each) => Math.min(least, each), 180)
    )
  }
  return wide(0) * wide(1)
}
