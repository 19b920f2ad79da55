/** Which of the drawn objects is nearest, and going from one to the next by a key. */
import type { Map as GroundMap } from 'maplibre-gl'
import { useScene } from '../scene.ts'
import { selectObject, showObjects, useObjects } from './store.ts'

export const OBJECTS = 'objects'
/** Layers in which a click means a single object, or a crowd of them. */
export const SINGLES = ['object-low', 'object-medium', 'object-high'] as const
export const CROWDS = ['object-counts-all'] as const

type Pixel = { readonly x: number; readonly y: number }
type Drawn = ReturnType<GroundMap['queryRenderedFeatures']>

/** What is drawn within reach of a hand that is not quite steady; the nearest first. */
export function objectsAt(map: GroundMap, { x, y }: Pixel, layers: readonly string[]): Drawn {
  const box: [[number, number], [number, number]] = [
    [x - REACH, y - REACH],
    [x + REACH, y + REACH],
  ]
  return nearestFirst(map, { x, y }, map.queryRenderedFeatures(box, { layers: [...layers] }))
}

const REACH = 5

/**
 * From the chosen object to the next nearest to the middle of this screen's map. Objects that were not shown are shown
 * first, and a map that is too far out to tell them apart goes nearer.
 */
export function nextObject(): void {
  const { stage } = useScene.getState()
  const { shown, selected } = useObjects.getState()
  if (!shown) showObjects(true)
  if (!stage) return
  const { map } = stage
  const middle = map.getCenter()
  if (map.getZoom() < NEAR) stage.camera.flyTo([middle.lng, middle.lat], NEAR)
  else if (shown) {
    const drawn = map.queryRenderedFeatures({ layers: [...SINGLES] })
    const order = [...new Set(nearestFirst(map, map.project(middle), drawn).map(({ id }) => Number(id)))]
    const next = order[selected === null ? 0 : (order.indexOf(selected) + 1) % order.length]
    if (next !== undefined) selectObject(next)
  }
}

const NEAR = 15

function nearestFirst(map: GroundMap, { x, y }: Pixel, drawn: Drawn): Drawn {
  const far = ({ geometry }: Drawn[number]) => {
    if (geometry.type !== 'Point') return Number.POSITIVE_INFINITY
    const at = map.project(geometry.coordinates as [number, number])
    return Math.hypot(at.x - x, at.y - y)
  }
  return drawn
    .map((feature) => ({ feature, pixels: far(feature) }))
    .sort((a, b) => a.pixels - b.pixels)
    .map(({ feature }) => feature)
}
