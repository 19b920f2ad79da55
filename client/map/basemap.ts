/** The ground style: what is drawn under everything, in which order and by which zoom. */
import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl'
import { type Figures, figureSources } from './basemapFigures.ts'
import { groundLayers, landLayer } from './basemapGround.ts'
import { labelLayers } from './basemapLabels.ts'
import { fontFaces } from './font.ts'

export type Language = 'zh' | 'en'

/** No glyphs from elsewhere: every label is drawn from our own font files. */
export function baseStyle(figures: Figures, language: Language): StyleSpecification {
  const NEVER = 24
  return {
    version: 8,
    state: { language: { default: language } },
    'font-faces': fontFaces(),
    sources: Object.fromEntries(figureSources.map((name) => [name, sourceOf(figures, name)])),
    layers: [
      landLayer,
      ...groundLayers({ water: NEVER, roads: NEVER, rail: NEVER }),
      ...labelLayers({ roads: NEVER }),
    ],
  }
}

/** The lowest layer with words: areas are drawn just under it. */
export const firstLabel = (style: StyleSpecification): string | undefined =>
  style.layers.find(({ type }) => type === 'symbol')?.id

function sourceOf(figures: Figures, name: keyof Figures): GeoJSONSourceSpecification {
  return {
    type: 'geojson',
    data: figures[name],
    maxzoom: 16,
    ...(name === 'water' && { attribution: '© OpenStreetMap contributors, ODbL · © OpenMapTiles' }),
  }
}
