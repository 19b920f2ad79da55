/** Draws a style for a wall that is read from far away: all sizes larger, all zooms moved, so it looks as on a desk. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'

/** How many zooms a wall of this scale is ahead of a desk that shows the same ground. */
export const zoomAhead = (scale: number): number => Math.log2(scale)

/** The same style at `scale` times the size. */
export function enlarged(style: StyleSpecification, scale: number): StyleSpecification {
  return scale === 1 ? style : { ...style, layers: style.layers.map((layer) => larger(layer, scale)) }
}

const pixelProperties: ReadonlySet<string> = new Set([
  'circle-radius',
  'circle-stroke-width',
  'line-gap-width',
  'line-width',
  'symbol-spacing',
  'text-halo-width',
  'text-padding',
  'text-size',
])

type Values = Readonly<Record<string, unknown>>

function larger(layer: LayerSpecification, scale: number): LayerSpecification {
  const ahead = zoomAhead(scale)
  const { minzoom, maxzoom } = layer
  const grown = (values: Values | undefined): Values =>
    Object.fromEntries(
      Object.entries(values ?? {}).map(([name, value]) => [
        name,
        moved(value, pixelProperties.has(name) ? scale : 1, ahead),
      ]),
    )
  return {
    ...layer,
    ...(minzoom !== undefined && { minzoom: Math.min(24, minzoom + ahead) }),
    ...(maxzoom !== undefined && { maxzoom: Math.min(24, maxzoom + ahead) }),
    paint: grown(layer.paint),
    layout: grown(layer.layout),
  } as LayerSpecification
}

/** Plain numbers grow; stops by zoom grow and move; anything else stays. */
function moved(value: unknown, factor: number, ahead: number): unknown {
  if (typeof value === 'number') return value * factor
  if (!Array.isArray(value) || value[0] !== 'interpolate') return value
  const [name, curve, input, ...stops] = value as [string, unknown, unknown, ...number[]]
  return [name, curve, input, ...stops.map((stop, index) => (index % 2 === 0 ? stop + ahead : stop * factor))]
}
