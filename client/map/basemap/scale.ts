/** Widths on the map: by zoom, or true to the ground. */
import type { ExpressionSpecification } from 'maplibre-gl'

/** Metres a pixel at zoom 0 in the latitude of Shanghai, with MapLibre's tiles of 512 px. */
const METRES_PER_PIXEL = 78_271.517 * Math.cos((31.23 * Math.PI) / 180)

/** A value that changes smoothly through the given zooms: `[zoom, value]`, ascending. */
export function byZoom(
  ...stops: readonly (readonly [zoom: number, value: number])[]
): ExpressionSpecification {
  return [
    'interpolate',
    ['exponential', 1.6],
    ['zoom'],
    ...stops.flat(),
  ] as unknown as ExpressionSpecification
}

/** A street's width: true to the ground from zoom 15 on, a hair over the whole city; `more` pixels for its casing. */
export function streetWidth(metres: number, more: number): ExpressionSpecification {
  const hair = (share: number) => metres * share + more
  return byZoom(
    [8, hair(0.03)],
    [10, hair(0.065)],
    [12, hair(0.14)],
    [15, pixelsOf(metres, 15) + more],
    [18, pixelsOf(metres, 18) + more],
  )
}

/** A width that covers so many metres of ground, but never less than `least` pixels before `from`. */
export function groundWidth(metres: number, from: number, least: number): ExpressionSpecification {
  return [
    'interpolate',
    ['exponential', 2],
    ['zoom'],
    from,
    Math.max(least, pixelsOf(metres, from)),
    20,
    pixelsOf(metres, 20),
  ] as unknown as ExpressionSpecification
}

const pixelsOf = (metres: number, zoom: number) => (metres * 2 ** zoom) / METRES_PER_PIXEL
