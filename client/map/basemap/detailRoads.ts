/** The streets of the detailed tiles, from footways up to expressways. */
import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import { ground } from '../palette.ts'
import { byZoom, streetWidth } from './scale.ts'
import { has, kindIs, round, tile } from './tile.ts'

const roadWidths: readonly (readonly [
  kinds: readonly string[],
  colour: string,
  minzoom: number,
  metres: number,
])[] = [
  [['service', 'pedestrian', 'footway', 'path', 'steps', 'cycleway', 'track'], ground.roadMinor, 14, 4],
  [['residential', 'unclassified', 'living_street'], ground.roadMinor, 13, 7],
  [['tertiary'], ground.roadMinor, 12, 10],
  [['secondary'], ground.roadMiddle, 11, 13],
  [['primary'], ground.roadMiddle, 10, 14],
  [['motorway', 'trunk'], ground.roadMajor, 10, 16],
]

/** All casings below all fills, so that streets meet instead of cutting each other. */
export function roadLayers(): LayerSpecification[] {
  const common = { ...tile, type: 'line', 'source-layer': 'road', layout: round } as const
  const open = (kinds: readonly string[]): FilterSpecification => [
    'all',
    kindIs(...kinds),
    ['!', has('tunnel')],
  ]
  const casings = roadWidths.map(([kinds, , minzoom, metres]) => ({
    ...common,
    id: `detail-casing-${kinds[0]}`,
    minzoom: Math.max(12, minzoom),
    filter: open(kinds),
    paint: {
      'line-color': ground.roadCasing,
      'line-width': streetWidth(metres * 1.5, 1.6),
    },
  }))
  const fills = roadWidths.map(([kinds, colour, minzoom, metres]) => ({
    ...common,
    id: `detail-road-${kinds[0]}`,
    minzoom,
    filter: open(kinds),
    paint: { 'line-color': colour, 'line-width': streetWidth(metres, 0) },
  }))
  const tunnels: LayerSpecification = {
    ...common,
    id: 'detail-road-tunnel',
    layout: { 'line-join': 'round' },
    minzoom: 12,
    filter: has('tunnel'),
    paint: {
      'line-color': ground.roadMiddle,
      'line-width': byZoom([12, 1], [16, 8]),
      'line-opacity': 0.45,
      'line-dasharray': [1.6, 1.8],
    },
  }
  return [tunnels, ...casings, ...fills]
}
