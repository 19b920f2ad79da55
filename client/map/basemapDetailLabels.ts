/** The words of the detailed tiles: streets, small waters, parks, stations and places people find their way by. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { labelPaint, nameInLanguage } from './basemapLabels.ts'
import { riverNames } from './basemapNames.ts'
import { byZoom } from './basemapScale.ts'
import { kindIs, tile } from './basemapTile.ts'
import { MAP_FONT } from './font.ts'
import { ground } from './palette.ts'

const words = (size: ExpressionSpecification) => ({
  'text-font': [MAP_FONT],
  'text-size': size,
  'text-field': nameInLanguage,
  'text-max-width': 7,
})
const along = { 'symbol-placement': 'line', 'symbol-spacing': 320, 'text-max-angle': 30 } as const

/** Below the figures' labels: a street gives way to a district. `poi`: a wall shows none. */
export function detailLabels(poi: boolean): LayerSpecification[] {
  return [
    ...(poi ? [poiLabel(1, 14.2), poiLabel(2, 15.2), poiLabel(3, 16.2), poiLabel(4, 17)].toReversed() : []),
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

function poiLabel(rank: number, minzoom: number): LayerSpecification {
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
