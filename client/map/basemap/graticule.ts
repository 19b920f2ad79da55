/** Meridians and parallels where the map has no data, so that a vessel far away stands on something. */
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { MAP_FONT } from '../font.ts'
import { ground } from '../palette.ts'
import type { Box } from './bounds.ts'

export const GRATICULE = 'graticule'
export const noLines: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** How dense the graticule is, in degrees. */
export type Mesh = {
  /** Lines follow each other every 10^power degrees. */
  readonly power: number
  /** Along a line its label comes again every so many degrees. */
  readonly every: number
}

/** Lines closer than this are a pattern, not a measure. */
const LEAST_PIXELS = 70
const LABEL_PIXELS = 300
/** MapLibre's world is 512 px wide at zoom 0. */
const PIXELS_PER_DEGREE = 512 / 360
/** Powers of ten: from 10° down to 0.001°, some 100 m. */
const [COARSEST, FINEST] = [1, -3]

/** The mesh for a zoom; it stays the same over a stretch of zooms. */
export function meshAt(zoom: number): Mesh {
  const pixels = PIXELS_PER_DEGREE * 2 ** zoom
  const least = Math.ceil(Math.log10(LEAST_PIXELS / pixels))
  // Plus 0: a power of minus nought is another number to some.
  const power = Math.max(FINEST, Math.min(COARSEST, least)) + 0
  // Halved or doubled from the step, so that no label comes where two lines cross.
  const times = 2 ** Math.round(Math.log2(LABEL_PIXELS / (pixels * 10 ** power)))
  return { power, every: 10 ** power * times }
}

/** The lines and labels of the mesh through `view`, without what lies inside the known boxes. */
export function graticule(view: Box, mesh: Mesh, known: readonly Box[]): FeatureCollection {
  // The world is seen more than once side by side: so are the boxes.
  const boxes = known.flatMap((box) => [-360, 0, 360].map((turn) => shifted(box, turn)))
  const [west, south, east, north] = view
  const upright: Box = [west, south, Math.min(east, west + 359.999), north]
  const meridians = linesOf(upright, mesh, boxes).map(({ at, parts, labels }) => ({
    name: degrees(at - 360 * Math.round(at / 360), 'EW', mesh.power),
    parts: parts.map((part) => part.map((lat) => [at, lat])),
    labels: labels.map((lat) => [at, lat]),
  }))
  const parallels = linesOf(turned(view), mesh, boxes.map(turned)).map(({ at, parts, labels }) => ({
    name: degrees(at, 'NS', mesh.power),
    parts: parts.map((part) => part.map((lng) => [lng, at])),
    labels: labels.map((lng) => [lng, at]),
  }))
  const features = [...meridians, ...parallels].flatMap(({ name, parts, labels }) => [
    ...parts.map((coordinates) => feature(name, { type: 'LineString', coordinates })),
    ...labels.map((coordinates) => feature(name, { type: 'Point', coordinates })),
  ])
  return { type: 'FeatureCollection', features }
}

export const graticuleLines: LayerSpecification = {
  id: 'graticule',
  type: 'line',
  source: GRATICULE,
  filter: ['==', ['geometry-type'], 'LineString'],
  paint: { 'line-color': ground.roadMinor, 'line-width': 1 },
}

export const graticuleLabels: LayerSpecification = {
  id: 'label-graticule',
  type: 'symbol',
  source: GRATICULE,
  filter: ['==', ['geometry-type'], 'Point'],
  layout: {
    'text-font': [MAP_FONT],
    'text-size': 11,
    'text-field': ['get', 'name'],
  },
  paint: {
    'text-color': ground.labelPoi,
    'text-opacity': 0.75,
    'text-halo-color': ground.land,
    'text-halo-width': 3,
  },
}

/** The lines of constant x through a view, each with its parts and the places of its labels along it. */
function linesOf([west, south, east, north]: Box, { power, every }: Mesh, boxes: readonly Box[]) {
  const step = 10 ** power
  return multiples(west, east, power).map((at) => {
    const parts = outside(
      [south, north],
      boxes.filter((box) => at > box[0] && at < box[2]).map((box) => [box[1], box[3]]),
    )
    const labels = parts.flatMap(([from, to]) => between(from, to, every, Math.min(every, step) / 2))
    return { at, parts, labels }
  })
}

type Span = readonly [from: number, to: number]

/** What is left of a span without the cuts, in order. */
const outside = (span: Span, cuts: readonly Span[]): readonly Span[] =>
  cuts.reduce<readonly Span[]>((spans, cut) => spans.flatMap((each) => without(each, cut)), [span])

const without = ([from, to]: Span, [cutFrom, cutTo]: Span): Span[] =>
  [[from, Math.min(to, cutFrom)] as const, [Math.max(from, cutTo), to] as const].filter(
    ([start, end]) => start < end,
  )

/** Counted in whole steps: adding 0.1 again and again drifts. */
function multiples(from: number, to: number, power: number): number[] {
  const step = (count: number) => (power < 0 ? count / 10 ** -power : count * 10 ** power)
  const [first, last] = [Math.ceil(from / step(1)), Math.floor(to / step(1))]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => step(first + index))
}

/** All `n * every + shift` from one number to another. */
function between(from: number, to: number, every: number, shift: number): number[] {
  const first = Math.ceil((from - shift) / every)
  const count = Math.floor((to - shift) / every) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * every + shift)
}

/** `12.1°E`; the equator and both ends of the world's meridians are on no side. */
function degrees(value: number, [positive = '', negative = '']: string, power: number): string {
  const size = Math.abs(value)
  const side = size === 0 || (size === 180 && positive === 'E') ? '' : value > 0 ? positive : negative
  return `${size.toFixed(Math.max(0, -power))}°${side}`
}

const shifted = ([west, south, east, north]: Box, turn: number): Box => [
  west + turn,
  south,
  east + turn,
  north,
]

/** East becomes north and north east: what holds of meridians then holds of parallels. */
const turned = ([west, south, east, north]: Box): Box => [south, west, north, east]

const feature = (name: string, geometry: Geometry): Feature => ({
  type: 'Feature',
  properties: { name },
  geometry,
})
