/** Choosing zones on the map: a click means the smallest one there. */
import type { LngLat } from '#contract/endpoint.ts'
import { choose, outerRing, toggleOther, useEditor } from './editor.ts'
import { useZones, type Zone } from './store.ts'

/** A click on the map chooses the smallest zone there; while zones are joined, it adds a neighbour or takes it away. */
export function pickZone(place: LngLat): void {
  const { task } = useEditor.getState()
  if (task && task.kind !== 'join') return
  const here = useZones
    .getState()
    .zones.filter((zone) => holds(zone, place))
    .sort((one, other) => extentOf(one) - extentOf(other))
  const [smallest] = here
  if (!task) {
    if (smallest) choose(smallest.properties.id)
    return
  }
  const neighbour = here.find((zone) => isAlike(zone, task.zone))
  if (neighbour) toggleOther(neighbour.properties.id)
}

/** What may be joined: of one kind, river and bank. */
export const isAlike = (one: Zone, other: Zone): boolean =>
  one.properties.id !== other.properties.id &&
  one.properties.kind === other.properties.kind &&
  one.properties.river === other.properties.river &&
  one.properties.bank === other.properties.bank

function holds({ geometry }: Zone, [x, y]: LngLat): boolean {
  const rings =
    geometry.type === 'Polygon'
      ? geometry.coordinates
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : []
  let inside = false
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1] as LngLat, ring[i] as LngLat]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

function extentOf(zone: Zone): number {
  const ring = outerRing(zone)
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)]
  return (Math.max(...lngs) - Math.min(...lngs)) * (Math.max(...lats) - Math.min(...lats))
}
