/** The nearest stretch of a river's axis: asked for every unit that is looked at, so that most stretches are not. */
import type { LngLat } from '#contract/endpoint.ts'

/** The stretch that ends at the point `index`, how far along it the nearest point is, and on which side a place lies. */
export type Stretch = {
  readonly index: number
  readonly share: number
  /** 1: left, looking along the axis, -1: right. */
  readonly side: 1 | -1
}

/** Stretches side by side in flat arrays, so many to a box. */
type Boxed = { readonly lngs: Float64Array; readonly lats: Float64Array; readonly boxes: Float64Array }

const IN_A_BOX = 24
/** Of a box: west, south, east, north. */
const EDGES = 4

const boxed = new WeakMap<readonly LngLat[], Boxed>()

/** By distance on a plane squeezed to the place's latitude; of equally near stretches the first. */
export function nearestStretch(axis: readonly LngLat[], [lng, lat]: LngLat): Stretch {
  let found = boxed.get(axis)
  if (!found) {
    found = box(axis)
    boxed.set(axis, found)
  }
  const { lngs, lats, boxes } = found
  const squeeze = Math.cos((lat * Math.PI) / 180)
  // No farther than the points themselves: what is in a box beyond that need not be looked at. A little more for rounding.
  let nearest = nearestPoint(found, lng, lat, squeeze) * (1 + 1e-9) + 1e-18
  let [index, share, side]: [number, number, 1 | -1] = [1, 0, 1]
  for (let b = 0; b * EDGES < boxes.length; b++) {
    if (awayFromBox(boxes, b * EDGES, lng, lat, squeeze) > nearest) continue
    const last = Math.min(lngs.length - 1, (b + 1) * IN_A_BOX)
    for (let i = b * IN_A_BOX + 1; i <= last; i++) {
      const dx = ((lngs[i] as number) - (lngs[i - 1] as number)) * squeeze
      const dy = (lats[i] as number) - (lats[i - 1] as number)
      const px = (lng - (lngs[i - 1] as number)) * squeeze
      const py = lat - (lats[i - 1] as number)
      const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)))
      const away = (px - along * dx) ** 2 + (py - along * dy) ** 2
      if (away >= nearest) continue
      nearest = away
      index = i
      share = along
      side = dx * py - dy * px >= 0 ? 1 : -1
    }
  }
  return { index, share, side }
}

function box(axis: readonly LngLat[]): Boxed {
  const boxes: number[] = []
  for (let first = 0; first < axis.length - 1; first += IN_A_BOX) {
    const part = axis.slice(first, first + IN_A_BOX + 1)
    const [lngs, lats] = [part.map(([lng]) => lng), part.map(([, lat]) => lat)]
    boxes.push(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats))
  }
  return {
    lngs: Float64Array.from(axis, ([lng]) => lng),
    lats: Float64Array.from(axis, ([, lat]) => lat),
    boxes: Float64Array.from(boxes),
  }
}

/** The square of the distance to the nearest of the points where a box begins, and to the last. */
function nearestPoint({ lngs, lats }: Boxed, lng: number, lat: number, squeeze: number): number {
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i < lngs.length; i += IN_A_BOX) {
    const away = (((lngs[i] as number) - lng) * squeeze) ** 2 + ((lats[i] as number) - lat) ** 2
    if (away < nearest) nearest = away
  }
  return nearest
}

function awayFromBox(boxes: Float64Array, at: number, lng: number, lat: number, squeeze: number): number {
  const east = Math.max((boxes[at] as number) - lng, 0, lng - (boxes[at + 2] as number)) * squeeze
  const north = Math.max((boxes[at + 1] as number) - lat, 0, lat - (boxes[at + 3] as number))
  return east * east + north * north
}
