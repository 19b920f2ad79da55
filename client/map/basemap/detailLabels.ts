/** The words of the detailed tiles: streets, small waters, parks, stations and places people find their way by. */
import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { MAP_FONT } from '../font.ts'
import { ground } from '../palette.ts'
import { inLanguage, labelPaint } from './labels.ts'
import { type EnglishNames, namesForTiles, riverNames } from './names.ts'
import { byZoom } from './scale.ts'
import { kindIs, tile } from './tile.ts'

const along = { 'symbol-placement': 'line', 'symbol-spacing': 320, 'text-max-angle': 30 } as const

const poiZooms = [17, 16.2, 15.2, 14.2]

type Words = (size: ExpressionSpecification) => SymbolLayerSpecification['layout']

/** Below the figures' labels: a street gives way to a district. `poi`: a wall shows none. */
export function detailLabels(poi: boolean, names: EnglishNames): LayerSpecification[] {
  const name = inLanguage(englishOr(names))
  const words: Words = (size) => ({
    'text-font': [MAP_FONT],
    'text-size': size,
    'text-field': name,
    'text-max-width': 7,
  })
  return [
    ...(poi ? poiZooms.map((minzoom, index) => poiLabel(poiZooms.length - index, minzoom, words)) : []),
    {
      ...tile,
      id: 'detail-label-green',
      type: 'symbol',
      'source-layer': 'green',
      minzoom: 13,
      layout: { ...words(byZoom([13, 11], [17, 14])), 'text-padding': 10 },
      paint: labelPaint(ground.labelPark),
    },
    {
      ...tile,
      id: 'detail-label-waterway',
      type: 'symbol',
      'source-layer': 'waterway',
      minzoom: 12.5,
      // The figures name the two big ones along their whole axis.
      filter: ['!', ['in', ['get', 'name'], ['literal', riverNames]]],
      layout: { ...words(byZoom([12, 11], [16, 14])), ...along, 'text-letter-spacing': 0.2 },
      paint: labelPaint(ground.labelRiver),
    },
    {
      ...tile,
      id: 'detail-label-road',
      type: 'symbol',
      'source-layer': 'road',
      minzoom: 11.5,
      layout: { ...words(byZoom([11, 10.5], [14, 12], [17, 15])), ...along },
      paint: labelPaint(ground.labelRoad),
    },
    {
      ...tile,
      id: 'detail-label-station',
      type: 'symbol',
      'source-layer': 'station',
      minzoom: 13.5,
      filter: ['!', kindIs('metro', 'station', 'subway_entrance')],
      layout: { ...words(byZoom([13, 11], [17, 14])), 'text-padding': 10 },
      paint: labelPaint(ground.labelPoi),
    },
  ]
}

/** What the tiles say, else what our own table says, else the Chinese name. */
const englishOr = (names: EnglishNames): ExpressionSpecification => [
  'coalesce',
  ['get', 'name_en'],
  ['get', ['to-string', ['get', 'name']], ['literal', namesForTiles(names)]],
  ['get', 'name'],
]

function poiLabel(rank: number, minzoom: number, words: Words): LayerSpecification {
  return {
    ...tile,
    id: `detail-label-poi-${rank}`,
    type: 'symbol',
    'source-layer': 'poi',
    minzoom,
    filter: ['==', ['get', 'rank'], rank],
    layout: { ...words(byZoom([14, 10.5], [18, 13])), 'text-padding': 14 },
    paint: labelPaint(ground.labelPoi),
  }
}
