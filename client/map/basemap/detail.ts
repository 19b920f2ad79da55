/** Detailed tiles, where someone has built them: found by their summary, drawn in place of the figures from zoom 10. */
import {
  addProtocol,
  type FilterSpecification,
  type LayerSpecification,
  type VectorSourceSpecification,
} from 'maplibre-gl'
import { Protocol } from 'pmtiles'
import { ground } from '../palette.ts'
import type { Box } from './bounds.ts'
import { roadLayers } from './detailRoads.ts'
import { byZoom, groundWidth } from './scale.ts'
import { has, kindIs, round, tile } from './tile.ts'

/** What `npm run basemap` wrote beside the tiles. */
export type Detail = {
  readonly tiles: string
  readonly builtAt: number
  readonly attribution: string
  readonly bounds: Box
  /** Features of each theme. */
  readonly counts: Readonly<Record<string, number>>
}

const FOLDER = '/basemap/'

/** The summary of the built tiles, or null where none were built. */
export async function findDetail(): Promise<Detail | null> {
  const response = await fetch(`${FOLDER}shanghai.json`, { cache: 'no-cache' })
  // A server without the file may answer with its start page.
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return null
  return (await response.json()) as Detail
}

let protocol: Protocol | undefined

/** Reads the tiles out of one file by ranges; a newly built file has a new address, so nothing stale is cached. */
export function detailSource({ tiles, builtAt, attribution }: Detail): VectorSourceSpecification {
  if (!protocol) {
    protocol = new Protocol()
    addProtocol('pmtiles', protocol.tile)
  }
  return { type: 'vector', url: `pmtiles://${location.origin}${FOLDER}${tiles}?${builtAt}`, attribution }
}

/** Under the figures' rivers: what covers ground. */
export const detailGround: LayerSpecification[] = [
  {
    ...tile,
    id: 'detail-green',
    type: 'fill',
    'source-layer': 'green',
    paint: { 'fill-color': ground.green, 'fill-opacity': byZoom([10, 0.6], [13, 1]) },
  },
  {
    ...tile,
    id: 'detail-airport',
    type: 'fill',
    'source-layer': 'airport',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': ground.built },
  },
  {
    ...tile,
    id: 'detail-runway',
    type: 'line',
    'source-layer': 'airport',
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': ground.roadMinor, 'line-width': groundWidth(45, 11, 1) },
  },
]

/** Above the figures' rivers and below their roads. */
export const detailLines = (): LayerSpecification[] => [
  {
    ...tile,
    id: 'detail-waterway',
    type: 'line',
    'source-layer': 'waterway',
    minzoom: 11,
    layout: round,
    paint: { 'line-color': ground.water, 'line-width': byZoom([11, 0.6], [14, 2], [16, 5], [18, 12]) },
  },
  // Under the water: only the landward half is seen, and no line runs across a river where two polygons meet.
  {
    ...tile,
    id: 'detail-bank',
    type: 'line',
    'source-layer': 'water',
    layout: round,
    paint: { 'line-color': ground.bank, 'line-width': byZoom([10, 0.8], [12, 1.6], [16, 4]) },
  },
  {
    ...tile,
    id: 'detail-water',
    type: 'fill',
    'source-layer': 'water',
    paint: { 'fill-color': ground.water },
  },
  {
    ...tile,
    id: 'detail-building',
    type: 'fill',
    'source-layer': 'built',
    minzoom: 13,
    paint: {
      'fill-color': ground.built,
      'fill-outline-color': ground.quayEdge,
      'fill-opacity': byZoom([13, 0], [14.5, 1]),
    },
  },
  {
    ...tile,
    id: 'detail-boundary',
    type: 'line',
    'source-layer': 'boundary',
    minzoom: 11,
    paint: {
      'line-color': ground.boundary,
      'line-width': byZoom([11, 0.6], [14, 1.2]),
      'line-dasharray': [5, 3],
      'line-opacity': 0.5,
    },
  },
  ...railLayers(),
  ...roadLayers(),
]

function railLayers(): LayerSpecification[] {
  const common = { ...tile, type: 'line', 'source-layer': 'rail', layout: { 'line-join': 'round' } } as const
  const under: FilterSpecification = ['any', has('tunnel'), kindIs('subway', 'light_rail')]
  return [
    {
      ...common,
      id: 'detail-metro',
      filter: under,
      paint: {
        'line-color': ground.rail,
        'line-width': byZoom([10, 0.5], [12, 0.9], [14, 1.4], [16, 2.6], [18, 5]),
        'line-opacity': byZoom([10, 0.5], [11.5, 1]),
      },
    },
    {
      ...common,
      id: 'detail-rail',
      filter: ['!', under],
      paint: { 'line-color': ground.rail, 'line-width': byZoom([10, 0.7], [13, 1.2], [16, 3], [18, 5]) },
    },
    {
      ...common,
      id: 'detail-sleepers',
      filter: ['!', under],
      minzoom: 13.5,
      paint: {
        'line-color': ground.land,
        'line-width': byZoom([13.5, 0.6], [16, 1.6], [18, 3]),
        'line-dasharray': [4, 4],
      },
    },
  ]
}
