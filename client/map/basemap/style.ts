/** The ground style: what is drawn under everything, in which order and by which zoom. */
import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl'
import { fontFaces } from '../font.ts'
import { type Detail, detailGround, detailLines, detailSource } from './detail.ts'
import { detailLabels } from './detailLabels.ts'
import { type Figures, figureSources } from './figures.ts'
import { GRATICULE, graticuleLabels, graticuleLines, noLines } from './graticule.ts'
import { landLayer, lineGround, waterGround } from './ground.ts'
import { labelLayers } from './labels.ts'
import type { EnglishNames } from './names.ts'
import { DETAIL_FROM } from './tile.ts'

export type Language = 'zh' | 'en'

export type Ground = {
  readonly figures: Figures
  readonly names: EnglishNames
  /** Built tiles, where there are any: they take over what they hold. */
  readonly detail: Detail | null
  readonly language: Language
  /** Shops and schools by name; a wall shows none. */
  readonly poi: boolean
}

const NEVER = 24

/** No glyphs from elsewhere: every label is drawn from our own font files. */
export function baseStyle({ figures, names, detail, language, poi }: Ground): StyleSpecification {
  const until = (theme: string) => (detail?.counts[theme] ? DETAIL_FROM : NEVER)
  const limits = { water: until('water'), roads: until('road'), rail: until('rail') }
  return {
    version: 8,
    state: { language: { default: language } },
    'font-faces': fontFaces(),
    sources: {
      ...Object.fromEntries(figureSources.map((name) => [name, sourceOf(figures, name)])),
      ...(detail && { detail: detailSource(detail) }),
      [GRATICULE]: { type: 'geojson', data: noLines, tolerance: 0 },
    },
    layers: [
      landLayer,
      graticuleLines,
      ...(detail ? detailGround : []),
      ...waterGround(limits),
      ...(detail ? detailLines() : []),
      ...lineGround(limits),
      graticuleLabels,
      ...(detail ? detailLabels(poi, names) : []),
      ...labelLayers(limits),
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
