/** How objects are drawn: counts as circles in circles while they are many, each by its own mark from near by. */
import type { CircleLayerSpecification, ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { SINGLE_FROM_ZOOM } from '#contract/objects.ts'
import { byZoom } from '../map/basemap/scale.ts'
import { MAP_FONT } from '../map/font.ts'
import { focusColour, gradeColour, ground, surface } from '../map/palette.ts'
import { OBJECTS } from './nearest.ts'

type Layer = CircleLayerSpecification | SymbolLayerSpecification

export const objectLayers = (): Layer[] => [
  ...counts(),
  {
    ...single,
    id: 'object-low',
    type: 'circle',
    filter: ['==', ['get', 'grade'], 'low'],
    paint: {
      'circle-color': gradeColour.low,
      'circle-radius': byZoom([14, 1.5], [15, 2.1], [16, 3], [18, 4.5]),
      'circle-opacity': byZoom([14, 0.75], [15.5, 1]),
      'circle-stroke-color': ground.halo,
      'circle-stroke-width': byZoom([14, 0], [15.5, 0.8]),
    },
  },
  marked('medium', 0.42, 0.9),
  marked('high', 0.46, 0.95),
  name,
  {
    ...single,
    id: 'object-selected',
    type: 'circle',
    filter: nobody,
    paint: {
      'circle-color': 'transparent',
      'circle-radius': 11,
      'circle-stroke-color': focusColour,
      'circle-stroke-width': 2.5,
    },
  },
]

/** The chosen one, by its id. */
export const onlyObject = (id: number | null): ExpressionSpecification =>
  id === null ? nobody : ['==', ['id'], id]

const nobody: ExpressionSpecification = ['==', ['id'], -1]

const single = { source: OBJECTS, 'source-layer': 'objects', minzoom: SINGLE_FROM_ZOOM } as const
// Where more lie than can be told apart a tile holds counts beyond that zoom too.
const crowd = { source: OBJECTS, 'source-layer': 'counts', minzoom: 7 } as const

/** All, those of medium or high risk, and those of high: areas in proportion to their numbers. */
const counts = (): Layer[] => [
  nested('all', ['get', 'all'], gradeColour.low, 0.42),
  nested('medium', ['+', ['get', 'medium'], ['get', 'high']], gradeColour.medium, 0.75),
  nested('high', ['get', 'high'], gradeColour.high, 0.95),
  {
    ...crowd,
    id: 'object-counts-number',
    type: 'symbol',
    minzoom: 12,
    filter: ['>=', ['get', 'all'], 40],
    layout: {
      'text-field': ['to-string', ['get', 'all']],
      'text-font': [MAP_FONT],
      'text-size': 10.5,
      'text-offset': [0, 1.3],
      'text-padding': 8,
    },
    paint: { 'text-color': surface.dark.middle, 'text-halo-color': ground.halo, 'text-halo-width': 1.4 },
  },
]

function nested(
  name: string,
  number: ExpressionSpecification,
  colour: string,
  opacity: number,
): CircleLayerSpecification {
  const radius = (share: number): ExpressionSpecification => ['min', 18, ['*', share, ['sqrt', number]]]
  return {
    ...crowd,
    id: `object-counts-${name}`,
    type: 'circle',
    filter: ['>', number, 0],
    paint: {
      'circle-color': colour,
      'circle-opacity': opacity,
      // A cell holds a quarter as many one zoom further in: the same crowd keeps about its size.
      'circle-radius': [
        'interpolate',
        ['exponential', 1.5],
        ['zoom'],
        ...[7, radius(0.09)],
        ...[9, radius(0.24)],
        ...[10, radius(0.36)],
        ...[11, radius(0.52)],
        ...[12, radius(0.78)],
        ...[13, radius(1.1)],
        ...[14, radius(1.6)],
      ] as unknown as ExpressionSpecification,
    },
  }
}

const marked = (grade: 'medium' | 'high', far: number, near: number): SymbolLayerSpecification => ({
  ...single,
  id: `object-${grade}`,
  type: 'symbol',
  filter: ['==', ['get', 'grade'], grade],
  layout: {
    'icon-image': `object-${grade}`,
    'icon-size': byZoom([14, far], [17, near]),
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
  },
})

const name: SymbolLayerSpecification = {
  ...single,
  id: 'object-name',
  type: 'symbol',
  minzoom: 16.5,
  layout: {
    'text-field': ['get', 'name'],
    'text-font': [MAP_FONT],
    'text-size': 11,
    'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
    'text-radial-offset': 0.8,
    'text-max-width': 12,
    'text-padding': 4,
    // The riskier is named first.
    'symbol-sort-key': ['match', ['get', 'grade'], 'high', 0, 'medium', 1, 2],
  },
  paint: {
    'text-color': ['match', ['get', 'grade'], 'low', surface.dark.low, surface.dark.middle],
    'text-halo-color': ground.halo,
    'text-halo-width': 1.4,
  },
}
