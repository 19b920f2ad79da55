/** Keeps the graticule under the view, and tells when the view leaves or enters what the map knows. */
import type { GeoJSONSource, Map as GroundMap } from 'maplibre-gl'
import { type Bounds, type Box, boxesAt, holds } from './basemap/bounds.ts'
import { GRATICULE, graticule, type Mesh, meshAt } from './basemap/graticule.ts'

export type Reach = {
  /** Calls back with whether the middle of the view is known ground, at once and with each change. */
  onChange(listener: (known: boolean) => void): void
  /** Begins to draw, once the style is there. `ahead`: zooms that a wall is ahead of a desk. */
  begin(bounds: Bounds, ahead: number): void
}

export function createReach(map: GroundMap): Reach {
  const listeners: ((known: boolean) => void)[] = []
  let isKnown = true
  const tell = (now: boolean) => {
    if (now === isKnown) return
    isKnown = now
    for (const listener of listeners) listener(now)
  }
  return {
    onChange(listener) {
      listeners.push(listener)
      listener(isKnown)
    },
    begin(bounds, ahead) {
      const draw = drawing(map)
      const look = () => {
        const zoom = map.getZoom() - ahead
        const known = boxesAt(bounds, zoom)
        const { lng, lat } = map.getCenter().wrap()
        tell(holds(known, [lng, lat]))
        draw(meshAt(zoom), known)
      }
      map.on('move', look)
      map.on('resize', look)
      look()
    },
  }
}

/** Draws as far again as is seen to every side, and anew only once the view comes out of that or its look changes. */
function drawing(map: GroundMap): (mesh: Mesh, known: readonly Box[]) => void {
  let drawn: { readonly box: Box; readonly look: string } | undefined
  return (mesh, known) => {
    const look = JSON.stringify([mesh, known])
    const view = viewOf(map)
    if (drawn?.look === look && contains(drawn.box, view)) return
    const box = widened(view)
    drawn = { box, look }
    map.getSource<GeoJSONSource>(GRATICULE)?.setData(graticule(box, mesh, known))
  }
}

function viewOf(map: GroundMap): Box {
  const bounds = map.getBounds()
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
}

const contains = (outer: Box, inner: Box): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]

/** Just beyond where Mercator ends, so that no view comes out of what is drawn there. */
const END = 86

function widened([west, south, east, north]: Box): Box {
  const [wide, high] = [east - west, north - south]
  return [west - wide, Math.max(-END, south - high), east + wide, Math.min(END, north + high)]
}
