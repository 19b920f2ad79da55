/** The ground without words: sea, rivers with their quays, expressways and metro, drawn from the figures. */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import { ground } from '../palette.ts'
import { byZoom, groundWidth } from './scale.ts'

/** For each theme the zoom from which detailed tiles take over. */
export type Until = { readonly water: number; readonly roads: number; readonly rail: number }

/** Quays, sea and rivers. */
export const waterGround = (until: Until): LayerSpecification[] => waterLayers(until.water)

/** Metro and expressways, above all water. */
export const lineGround = (until: Until): LayerSpecification[] => [
  ...metroLayers(until.rail),
  ...roadLayers(until.roads),
]

export const landLayer: LayerSpecification = {
  id: 'land',
  type: 'background',
  paint: { 'background-color': ground.land },
}

const isRiver: FilterSpecification = ['!=', ['get', 'kind'], 'sea']
const isSea: FilterSpecification = ['==', ['get', 'kind'], 'sea']

function waterLayers(until: number): LayerSpecification[] {
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const
  return [
    {
      id: 'quay-edge',
      type: 'line',
      source: 'banks',
      minzoom: 13.5,
      layout: round,
      paint: {
        'line-color': ground.quayEdge,
        'line-width': groundWidth(124, 11.5, 3),
        'line-opacity': byZoom([13.5, 0], [14.5, 1]),
      },
    },
    // Drawn under the water, so that only the landward half shows: the strip along the river is what this city watches.
    {
      id: 'quay',
      type: 'line',
      source: 'banks',
      minzoom: 11.5,
      layout: round,
      paint: { 'line-color': ground.quay, 'line-width': groundWidth(120, 11.5, 3) },
    },
    { id: 'sea', type: 'fill', source: 'water', filter: isSea, paint: { 'fill-color': ground.water } },
    {
      id: 'coast',
      type: 'line',
      source: 'water',
      filter: isSea,
      layout: round,
      paint: { 'line-color': ground.bank, 'line-width': byZoom([8, 0.8], [12, 1.4], [16, 2]) },
    },
    {
      id: 'river',
      type: 'fill',
      source: 'water',
      filter: isRiver,
      maxzoom: until,
      paint: { 'fill-color': ground.water },
    },
    // A creek of fifty metres is under a pixel wide over the whole city, and still the line everyone looks for.
    ...threadLayers('suzhou', 12),
    ...threadLayers('huangpu', 9),
    {
      id: 'bank',
      type: 'line',
      source: 'banks',
      minzoom: 9.5,
      maxzoom: until,
      layout: round,
      paint: { 'line-color': ground.bank, 'line-width': byZoom([9.5, 0.5], [12, 1], [16, 2]) },
    },
    {
      id: 'bank-foot',
      type: 'line',
      source: 'banks',
      minzoom: 14,
      maxzoom: until,
      layout: round,
      paint: {
        'line-color': ground.bankFoot,
        'line-width': 1,
        'line-gap-width': groundWidth(14, 14, 3),
        'line-opacity': byZoom([14, 0], [15, 0.9]),
      },
    },
  ]
}

function threadLayers(river: string, maxzoom: number): LayerSpecification[] {
  const filter: FilterSpecification = ['==', ['get', 'kind'], river]
  const common = {
    type: 'line',
    source: 'axes',
    filter,
    maxzoom,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
  } as const
  return [
    {
      ...common,
      id: `thread-bank-${river}`,
      paint: { 'line-color': ground.bank, 'line-width': byZoom([8, 2.6], [10, 3.6], [12, 5]) },
    },
    {
      ...common,
      id: `thread-${river}`,
      paint: { 'line-color': ground.water, 'line-width': byZoom([8, 1.6], [10, 2.2], [12, 3]) },
    },
  ]
}

const tunnel: ExpressionSpecification = ['to-boolean', ['get', 'tunnel']]

function roadLayers(until: number): LayerSpecification[] {
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const
  const width = byZoom([8, 0.7], [10, 1.4], [12, 2.8], [14, 6.5], [16, 17], [18, 52])
  const casing = byZoom([8, 1.6], [10, 3], [12, 5.2], [14, 10], [16, 22], [18, 60])
  const common = { type: 'line', source: 'roads', maxzoom: until, layout: round } as const
  return [
    {
      ...common,
      id: 'road-tunnel',
      filter: tunnel,
      paint: {
        'line-color': ground.roadMiddle,
        'line-width': width,
        'line-opacity': 0.45,
        'line-dasharray': [1.6, 1.8],
      },
    },
    {
      ...common,
      id: 'road-casing',
      filter: ['!', tunnel],
      paint: { 'line-color': ground.roadCasing, 'line-width': casing },
    },
    {
      ...common,
      id: 'road',
      filter: ['!', tunnel],
      paint: {
        'line-color': ['case', ['to-boolean', ['get', 'ring']], ground.roadMajor, ground.roadMiddle],
        'line-width': width,
      },
    },
    {
      ...common,
      id: 'road-middle',
      filter: ['!', tunnel],
      minzoom: 14.5,
      paint: {
        'line-color': ground.roadCasing,
        'line-width': byZoom([14.5, 0.6], [18, 2]),
        'line-opacity': 0.7,
      },
    },
  ]
}

function metroLayers(until: number): LayerSpecification[] {
  const common = { type: 'line', source: 'metro', minzoom: 10, maxzoom: until } as const
  return [
    {
      ...common,
      id: 'metro',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ground.rail,
        'line-width': byZoom([10, 0.6], [12, 1.1], [14, 2], [16, 4], [18, 8]),
        'line-opacity': byZoom([10, 0.5], [11.5, 1]),
      },
    },
    {
      ...common,
      id: 'metro-sleepers',
      minzoom: 13.5,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ground.land,
        'line-width': byZoom([13.5, 0.8], [16, 2], [18, 5]),
        'line-dasharray': [4, 4],
      },
    },
  ]
}
