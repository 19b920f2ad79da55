/** Reads a folder or a single file of any kind the importer knows, feature by feature. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Feature, GeoJSON, Position } from 'geojson'
import { readExtract } from './extract.ts'
import { type Found, Unusable } from './features.ts'
import { readShapefile } from './shapefile.ts'

type Say = (words: string) => void
type Reader = (path: string) => AsyncIterable<Feature> | Iterable<Feature>

const readers: Readonly<Record<string, Reader>> = {
  '.geojson': readGeoJson,
  '.json': readGeoJson,
  '.shp': readShapefile,
  '.pbf': readExtract,
}

/** Every feature of `path`; throws `Unusable` with the file, the reason and what to do. */
export async function* readInput(path: string, say: Say): AsyncIterable<Found> {
  for (const file of filesOf(path)) {
    const from = basename(file).replace(/\.(osm\.)?[^.]+$/, '')
    const read = readers[extname(file)]
    if (!read) continue
    let count = 0
    for await (const feature of read(file)) {
      checkPlace(feature, file)
      count++
      yield { feature, from }
    }
    say(`  ${basename(file)}: ${count} features`)
  }
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) throw new Unusable(`${path} does not exist.`)
  if (!statSync(path).isDirectory()) {
    if (!readers[extname(path)])
      throw new Unusable(
        `${path} is none of the kinds this reads: ${Object.keys(readers).join(' ')} or a folder of them.`,
      )
    return [path]
  }
  const files = readdirSync(path)
    .filter((name) => readers[extname(name)])
    .sort()
  if (files.length === 0)
    throw new Unusable(`${path} holds none of the files this reads: ${Object.keys(readers).join(' ')}`)
  return files.map((name) => join(path, name))
}

function* readGeoJson(path: string): Iterable<Feature> {
  const parsed = parse(path)
  const declared = JSON.stringify((parsed as { crs?: unknown }).crs ?? '')
  if (declared !== '""' && !/CRS84|4326/.test(declared))
    throw new Unusable(
      `${path} declares the coordinate system ${declared}. Convert it to WGS 84 longitude and latitude first.`,
    )
  if (parsed.type === 'FeatureCollection') yield* parsed.features
  else if (parsed.type === 'Feature') yield parsed
  else throw new Unusable(`${path} is no GeoJSON feature collection: its type is "${parsed.type}".`)
}

function parse(path: string): GeoJSON {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as GeoJSON
  } catch (error) {
    throw new Unusable(`${path} is no readable JSON: ${(error as Error).message}`)
  }
}

/** One look at the first position is enough: nobody mixes datums inside a feature. */
function checkPlace({ geometry }: Feature, file: string): void {
  if (!geometry || geometry.type === 'GeometryCollection') return
  let place: unknown = geometry.coordinates
  while (Array.isArray(place) && Array.isArray(place[0])) place = place[0]
  const [lng = 0, lat = 0] = (place ?? []) as Position
  if (Math.abs(lng) <= 180 && Math.abs(lat) <= 90) return
  throw new Unusable(
    `${file} holds the position ${lng}, ${lat}, which is no longitude and latitude. Convert it to WGS 84 first.`,
  )
}
