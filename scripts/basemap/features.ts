/** Turns whatever a file holds into the map's own features: theme, kind, name, zooms; and counts what it leaves out. */
import type { Feature, Geometry } from 'geojson'
import { rankOf } from './ranks.ts'
import { type Dimension, meaningOf, type Theme, themes } from './themes.ts'

/** `from`: the file's name without its ending. */
export type Found = { readonly feature: Feature; readonly from: string }
export type Sorted = {
  readonly byTheme: Readonly<Record<Theme, Feature[]>>
  /** Features that mean nothing to the map, by file. */
  readonly leftOut: ReadonlyMap<string, number>
  readonly twice: number
}

/** Thrown with words for the person who runs the import. */
export class Unusable extends Error {}

/** Sorts features into themes; the same OpenStreetMap object from two files is taken once. */
export async function sortFeatures(found: AsyncIterable<Found>): Promise<Sorted> {
  const byTheme = Object.fromEntries(themes.map((theme) => [theme, [] as Feature[]])) as Record<
    Theme,
    Feature[]
  >
  const leftOut = new Map<string, number>()
  const seen = new Set<string>()
  let twice = 0
  for await (const { feature, from } of found) {
    const drawn = drawable(feature, from)
    if (!drawn) {
      leftOut.set(from, (leftOut.get(from) ?? 0) + 1)
      continue
    }
    const { theme, feature: kept } = drawn
    const key = identity(feature, theme)
    if (key && seen.has(key)) twice++
    else byTheme[theme].push(kept)
    if (key) seen.add(key)
  }
  return { byTheme, leftOut, twice }
}

function drawable(
  { geometry, properties }: Feature,
  from: string,
): { theme: Theme; feature: Feature } | null {
  const dimension = dimensionOf(geometry)
  // A file of labels repeats lines that other files hold.
  if (!dimension || !properties || /label/.test(from)) return null
  const meaning = meaningOf(properties, dimension)
  if (!meaning) return null
  const { theme, kind, minZoom } = meaning
  const kept = {
    kind,
    ...named(properties),
    ...(theme === 'poi' && { rank: rankOf(kind) }),
    ...(isTrue(properties.tunnel) && { tunnel: true }),
    ...(isTrue(properties.bridge) && { bridge: true }),
    ...zooms(minZoom, from),
  }
  return { theme, feature: { type: 'Feature', properties: kept, geometry } }
}

function dimensionOf(geometry: Geometry | null): Dimension | null {
  if (!geometry) return null
  if (geometry.type.endsWith('Point')) return 'point'
  if (geometry.type.endsWith('LineString')) return 'line'
  return geometry.type.endsWith('Polygon') ? 'area' : null
}

function named(properties: Readonly<Record<string, unknown>>) {
  const name = properties['name:zh'] ?? properties.name
  const english = properties['name:en'] ?? properties.name_en
  return {
    // Made-up collective names (其他…, 'other …') are no names of a street.
    ...(typeof name === 'string' && name && !name.startsWith('其他') && { name }),
    ...(typeof english === 'string' && english && { name_en: english }),
  }
}

const isTrue = (value: unknown) => value === true || value === 'yes' || value === 'T' || value === 1

/** A file named `…_z7` was simplified for that zoom: it serves three zooms more, then it would lie beside the truth. */
function zooms(minZoom: number, from: string): { minZoom: number; maxZoom?: number } {
  const simplified = /_z(\d+)$/.exec(from)
  return simplified ? { minZoom: Math.min(minZoom, 6), maxZoom: Number(simplified[1]) + 3 } : { minZoom }
}

function identity({ properties, geometry }: Feature, theme: Theme): string | null {
  const id = properties?.osm_id ?? properties?.['@id']
  // One object may be cut into several features: where it begins tells them apart.
  return id ? `${theme} ${id} ${JSON.stringify(geometry).slice(0, 120)}` : null
}
