/** Drawings as GeoJSON (RFC 7946) and back; every fault is told by its feature. */
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { LngLat } from '#contract/endpoint.ts'
import { type Drawing, LONGEST_NAME, type Look, type Shape, type Tone, tones } from './drawing.ts'
import { crossesItself } from './ring.ts'
import { circleRing } from './surveying.ts'

/** More than this the map and the list would not bear. */
export const MOST_FEATURES = 1000
const MOST_POINTS = 50_000

export type Fault = {
  /** Which feature, counted from 1; null: the file as a whole. */
  readonly feature: number | null
  readonly why:
    | 'notJson'
    | 'notGeoJson'
    | 'many'
    | 'noGeometry'
    | 'geometry'
    | 'place'
    | 'few'
    | 'crosses'
    | 'holes'
  /** What stood there. */
  readonly found: string
}

/** What could be read, and what could not. */
export type Read = { readonly drawings: readonly (Look & Shape)[]; readonly faults: readonly Fault[] }

/** A circle goes out as a ring of corners, for programs that know no circles, with its centre and radius beside it. */
export function writeGeoJson(drawings: readonly Drawing[]): string {
  const features = drawings.map((drawing): Feature => {
    const { name, tone, hidden } = drawing
    const circle =
      drawing.shape === 'circle' ? { centre: rounded(drawing.centre), metres: drawing.metres } : {}
    return { type: 'Feature', properties: { name, tone, hidden, ...circle }, geometry: geometryOf(drawing) }
  })
  const collection: FeatureCollection = { type: 'FeatureCollection', features }
  return JSON.stringify(collection)
}

/** Reads a FeatureCollection or one Feature of points, lines and polygons. */
export function readGeoJson(text: string): Read {
  const features = featuresOf(text)
  if ('why' in features) return { drawings: [], faults: [features] }
  const faults: Fault[] = []
  const drawings = features.flatMap((feature, index) => {
    const shape = shapeOf(feature)
    if (!('why' in shape)) return [{ ...lookOf(feature), ...shape }]
    faults.push({ feature: index + 1, ...shape })
    return []
  })
  return { drawings, faults }
}

/** A file of somebody's: all of it or nothing, and no more than the map can bear. */
export function readFile(text: string): Read {
  const { drawings, faults } = readGeoJson(text)
  if (faults.length > 0) return { drawings: [], faults }
  const points = drawings.reduce((sum, each) => sum + (each.shape === 'circle' ? 1 : each.points.length), 0)
  if (drawings.length <= MOST_FEATURES && points <= MOST_POINTS) return { drawings, faults }
  return { drawings: [], faults: [{ feature: null, why: 'many', found: `${drawings.length} / ${points}` }] }
}

type Wrong = Omit<Fault, 'feature'>

function geometryOf(drawing: Drawing): Geometry {
  if (drawing.shape === 'circle') return polygon(circleRing(drawing.centre, drawing.metres))
  const [first] = drawing.points
  if (drawing.shape === 'polygon') return polygon(drawing.points)
  if (drawing.shape === 'line') return { type: 'LineString', coordinates: drawing.points.map(rounded) }
  return { type: 'Point', coordinates: rounded(first as LngLat) }
}

function polygon(ring: readonly LngLat[]): Geometry {
  const corners = ring.map(rounded)
  return { type: 'Polygon', coordinates: [[...corners, corners[0] as Position]] }
}

/** Seven decimals are a centimetre. */
const rounded = ([lng, lat]: LngLat): LngLat => [Number(lng.toFixed(7)), Number(lat.toFixed(7))]

function featuresOf(text: string): readonly Record<string, unknown>[] | Fault {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return { feature: null, why: 'notJson', found: error instanceof Error ? error.message : '' }
  }
  const whole = record(parsed)
  const list = whole.type === 'Feature' ? [whole] : whole.features
  if (!Array.isArray(list) || (whole.type !== 'FeatureCollection' && whole.type !== 'Feature')) {
    return { feature: null, why: 'notGeoJson', found: String(whole.type ?? '') }
  }
  return list.map(record)
}

function shapeOf(feature: Record<string, unknown>): Shape | Wrong {
  const geometry = record(feature.geometry)
  const { centre, metres } = record(feature.properties)
  switch (geometry.type) {
    case undefined:
      return { why: 'noGeometry', found: '' }
    case 'Point':
      return withPoints('point', [geometry.coordinates], 1)
    case 'LineString':
      return withPoints('line', listed(geometry.coordinates), 2)
    case 'Polygon':
      if (isPlace(centre) && typeof metres === 'number' && metres > 0)
        return { shape: 'circle', centre: [centre[0], centre[1]], metres }
      return ringShape(listed(geometry.coordinates))
    default:
      return { why: 'geometry', found: String(geometry.type) }
  }
}

function ringShape(rings: readonly unknown[]): Shape | Wrong {
  if (rings.length > 1) return { why: 'holes', found: String(rings.length - 1) }
  const ring = listed(rings[0])
  const last = ring.at(-1)
  const closed = ring.length > 1 && JSON.stringify(ring[0]) === JSON.stringify(last)
  const shape = withPoints('polygon', closed ? ring.slice(0, -1) : ring, 3)
  if ('why' in shape || shape.shape === 'circle') return shape
  return crossesItself(shape.points) ? { why: 'crosses', found: '' } : shape
}

function withPoints(
  shape: 'point' | 'line' | 'polygon',
  places: readonly unknown[],
  least: number,
): Shape | Wrong {
  const wrong = places.find((each) => !isPlace(each))
  if (wrong !== undefined) return { why: 'place', found: JSON.stringify(wrong).slice(0, 40) }
  if (places.length < least) return { why: 'few', found: String(places.length) }
  return { shape, points: places.filter(isPlace).map(([lng, lat]): LngLat => [lng, lat]) }
}

/** Longitude and latitude; a height beside them is let pass and forgotten. */
const isPlace = (value: unknown): value is [number, number, ...unknown[]] =>
  Array.isArray(value) &&
  Number.isFinite(value[0]) &&
  Number.isFinite(value[1]) &&
  Math.abs(value[0]) <= 180 &&
  Math.abs(value[1]) <= 90

function lookOf(feature: Record<string, unknown>): Look {
  const { name, tone, hidden } = record(feature.properties)
  return {
    name: typeof name === 'string' ? name.slice(0, LONGEST_NAME) : '',
    tone: tones.find((each): each is Tone => each === tone) ?? 'bright',
    hidden: hidden === true,
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
