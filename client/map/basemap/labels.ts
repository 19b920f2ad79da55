/** The words of the ground: districts, towns, rivers, expressways, stations, crossings; lowest priority first. */
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { MAP_FONT } from '../font.ts'
import { ground } from '../palette.ts'
import { byZoom } from './scale.ts'

const english: ExpressionSpecification = ['==', ['global-state', 'language'], 'en']
const chineseName: ExpressionSpecification = ['get', 'name']
const englishName: ExpressionSpecification = ['coalesce', ['get', 'name_en'], ['get', 'name']]

/** The name in the language of the screen; the language is a state of the style, so switching re-lays the labels only. */
export const inLanguage = (inEnglish: ExpressionSpecification): ExpressionSpecification => [
  'case',
  english,
  inEnglish,
  chineseName,
]

/** Both names, the screen's language large and the other one small under it. */
const bothNames = (small: number): ExpressionSpecification => {
  const pair = (first: ExpressionSpecification, second: ExpressionSpecification): ExpressionSpecification => [
    'format',
    first,
    {},
    '\n',
    {},
    second,
    { 'font-scale': small },
  ]
  return ['case', english, pair(englishName, chineseName), pair(chineseName, englishName)]
}

export const labelPaint = (colour: string, halo = 1.4): SymbolLayerSpecification['paint'] => ({
  'text-color': colour,
  'text-halo-color': ground.halo,
  'text-halo-width': halo,
  'text-halo-blur': 0.4,
})

const kindIs = (...kinds: string[]): FilterSpecification => ['in', ['get', 'kind'], ['literal', kinds]]

/** `until` is the zoom from which detailed tiles name the streets and places themselves. */
export function labelLayers(until: { roads: number }): LayerSpecification[] {
  return [
    ...smallPlaceLayers(),
    lineLabel,
    crossingLayer,
    roadLabel(until.roads),
    ...stationLayers(),
    placeLabel('town', ['town', 'suburb', 'island'], 11.2, byZoom([11, 11], [14, 13], [16, 15])),
    ...riverLabels(),
    districtLabel,
  ]
}

const text = (size: ExpressionSpecification | number): SymbolLayerSpecification['layout'] => ({
  'text-font': [MAP_FONT],
  'text-size': size,
  'text-field': inLanguage(englishName),
  'text-max-width': 8,
})

function placeLabel(
  id: string,
  kinds: string[],
  minzoom: number,
  size: ExpressionSpecification,
): LayerSpecification {
  return {
    id: `label-${id}`,
    type: 'symbol',
    source: 'points',
    filter: kindIs(...kinds),
    minzoom,
    layout: { ...text(size), 'text-padding': 12 },
    paint: labelPaint(ground.labelPoi),
  }
}

const smallPlaceLayers = () => [
  placeLabel('hamlet', ['hamlet', 'locality'], 14, byZoom([14, 11], [17, 13])),
  placeLabel('village', ['village'], 13, byZoom([13, 11], [17, 14])),
]

const districtLabel: LayerSpecification = {
  id: 'label-district',
  type: 'symbol',
  source: 'points',
  filter: kindIs('district'),
  maxzoom: 14.5,
  layout: {
    ...text(byZoom([8, 12], [10, 14], [11, 16], [12, 18], [14, 22])),
    'text-field': bothNames(0.68),
    'text-line-height': 1.15,
    'text-letter-spacing': 0.04,
    'text-padding': 2,
    // Seats of government lie close together: a name may step aside for its neighbour.
    'text-variable-anchor': ['center', 'left', 'right', 'bottom', 'top'],
    'text-radial-offset': 0.6,
    'text-justify': 'auto',
  },
  paint: labelPaint(ground.labelPlace, 1.6),
}

/** Two layers: along the straightened course from afar, along the true one nearby. */
function riverLabels(): LayerSpecification[] {
  const near = 13.5
  const layer = {
    type: 'symbol',
    source: 'axes',
    layout: {
      ...text(byZoom([9, 12], [12, 15], [16, 20])),
      'symbol-placement': 'line',
      'symbol-spacing': byZoom([10, 180], [13, 320], [16, 600]),
      // Two or three characters stretch along a river; an English name is long enough.
      'text-letter-spacing': ['case', english, 0.08, 0.35],
      'text-max-angle': 45,
    },
    paint: labelPaint(ground.labelRiver),
  } satisfies Partial<SymbolLayerSpecification>
  return [
    { ...layer, id: 'label-river-far', minzoom: 9.5, maxzoom: near, filter: kindIs('name') },
    { ...layer, id: 'label-river', minzoom: near, filter: ['!=', ['get', 'kind'], 'name'] },
  ]
}

const roadLabel = (maxzoom: number): LayerSpecification => ({
  id: 'label-road',
  type: 'symbol',
  source: 'roads',
  minzoom: 10.5,
  maxzoom,
  layout: {
    ...text(byZoom([10, 10.5], [13, 12], [16, 14])),
    'symbol-placement': 'line',
    'symbol-spacing': 360,
    'text-max-angle': 28,
    'text-letter-spacing': 0.06,
  },
  paint: labelPaint(ground.labelRoad),
})

function stationLayers(): LayerSpecification[] {
  return [
    {
      id: 'station-dot',
      type: 'circle',
      source: 'points',
      filter: kindIs('station'),
      minzoom: 11.5,
      paint: {
        'circle-color': ground.land,
        'circle-radius': byZoom([11.5, 1.4], [13, 2.4], [16, 5], [18, 8]),
        'circle-stroke-color': ground.metroExit,
        'circle-stroke-width': byZoom([11.5, 0.7], [14, 1.2], [17, 2]),
        'circle-stroke-opacity': byZoom([11.5, 0.4], [13, 0.9]),
      },
    },
    {
      id: 'label-station',
      type: 'symbol',
      source: 'points',
      filter: kindIs('station'),
      minzoom: 13,
      layout: {
        ...text(byZoom([13, 11], [16, 13], [18, 15])),
        // Interchanges first when there is no room for all.
        'symbol-sort-key': ['get', 'rank'],
        'text-anchor': 'top',
        'text-offset': [0, 0.6],
        'text-padding': 6,
      },
      paint: labelPaint(ground.labelPoi),
    },
  ]
}

/** Numbers and names of metro lines, along them. */
const lineLabel: LayerSpecification = {
  id: 'label-line',
  type: 'symbol',
  source: 'metro',
  minzoom: 12.5,
  layout: {
    ...text(byZoom([12, 10], [16, 12.5])),
    'symbol-placement': 'line',
    'symbol-spacing': 380,
    'text-max-angle': 30,
  },
  paint: labelPaint(ground.labelPoi),
}

const crossingLayer: LayerSpecification = {
  id: 'label-crossing',
  type: 'symbol',
  source: 'points',
  filter: kindIs('bridge_or_tunnel', 'ferry_terminal'),
  minzoom: 13.5,
  layout: { ...text(byZoom([13, 11], [17, 13])), 'text-padding': 8 },
  paint: labelPaint(ground.labelRiver),
}
