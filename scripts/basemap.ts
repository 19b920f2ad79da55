/** Builds local detailed map tiles from a folder, GeoJSON, a shapefile or an OpenStreetMap extract: `npm run basemap -- <path>`. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Feature, Position } from 'geojson'
import { encodeRoads, ROADS_FILE } from '../server/roads/graph.ts'
import { type Sorted, sortFeatures, Unusable } from './basemap/features.ts'
import { type Bounds, pmtilesArchive, type Tile } from './basemap/pmtiles.ts'
import { readInput } from './basemap/read.ts'
import { keepRoads, roadGraph } from './basemap/roads.ts'
import { themes } from './basemap/themes.ts'
import { cutTiles, FIRST_ZOOM, LAST_ZOOM } from './basemap/tiles.ts'

const CREDIT = '© OpenStreetMap contributors, ODbL · © OpenMapTiles'
const say = (words: string) => process.stderr.write(`${words}\n`)

try {
  await build(process.argv[2], resolve(process.env.DATA_DIR || 'data/local', 'basemap'))
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  say(error.message)
  process.exitCode = 1
}

async function build(input: string | undefined, folder: string): Promise<void> {
  if (!input) throw new Unusable('Say what to read: npm run basemap -- <folder or .geojson/.shp/.pbf>')
  const started = performance.now()
  say(`Reading ${input} …`)
  const roads: Parameters<typeof roadGraph>[0][number][] = []
  const sorted = await sortFeatures(keepRoads(readInput(input, say), roads))
  const features = themes.flatMap((theme) => sorted.byTheme[theme])
  if (features.length === 0)
    throw new Unusable(`${input} holds nothing this map draws (water, roads, railways, green, places …).`)
  report(sorted)
  say(`Cutting zooms ${FIRST_ZOOM} to ${LAST_ZOOM} …`)
  const tiles = counted(cutTiles(sorted.byTheme))
  const bytes = write(folder, tiles, sorted, boundsOf(features))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(
    `${tiles.length} tiles, ${(bytes / 1e6).toFixed(1)} MB in ${seconds} s: ${join(folder, 'shanghai.pmtiles')}`,
  )
  const graph = roadGraph(roads)
  put(folder, ROADS_FILE, encodeRoads(graph))
  say(
    `${graph.from.length} stretches of road between ${graph.nodes.length / 2} crossings: ${join(folder, ROADS_FILE)}`,
  )
  say(
    'A running console uses the tiles after it is loaded anew, and the roads after its server is started again.',
  )
}

function report({ byTheme, leftOut, twice }: Sorted): void {
  for (const theme of themes)
    if (byTheme[theme].length > 0) say(`  ${theme.padEnd(10)} ${byTheme[theme].length}`)
  for (const [file, count] of leftOut) say(`  left out   ${count} of ${file}: nothing the map draws`)
  if (twice > 0) say(`  left out   ${twice} that another file had already`)
}

function counted(tiles: Iterable<Tile>): Tile[] {
  const all: Tile[] = []
  for (const tile of tiles) {
    all.push(tile)
    if (all.length % 1000 === 0) say(`  ${all.length} tiles`)
  }
  return all
}

/** Writes beside and renames, so that a console never reads half an archive. */
function write(folder: string, tiles: Tile[], { byTheme }: Sorted, bounds: Bounds): number {
  mkdirSync(folder, { recursive: true })
  const counts = Object.fromEntries(themes.map((theme) => [theme, byTheme[theme].length]))
  const archive = pmtilesArchive(tiles, {
    minZoom: FIRST_ZOOM,
    maxZoom: LAST_ZOOM,
    bounds,
    metadata: {
      name: 'shanghai',
      attribution: CREDIT,
      vector_layers: themes
        .filter((theme) => counts[theme])
        .map((id) => ({ id, fields: { kind: 'String', name: 'String' } })),
    },
  })
  const summary = {
    tiles: 'shanghai.pmtiles',
    builtAt: Date.now(),
    minZoom: FIRST_ZOOM,
    maxZoom: LAST_ZOOM,
    bounds,
    attribution: CREDIT,
    counts,
  }
  put(folder, 'shanghai.pmtiles', archive)
  put(folder, 'shanghai.json', JSON.stringify(summary))
  return archive.length
}

function put(folder: string, name: string, content: Buffer | string): void {
  writeFileSync(join(folder, `${name}.new`), content)
  renameSync(join(folder, `${name}.new`), join(folder, name))
}

function boundsOf(features: readonly Feature[]): Bounds {
  let [west, south, east, north] = [180, 90, -180, -90]
  const widen = (part: unknown): void => {
    if (!Array.isArray(part)) return
    if (typeof part[0] !== 'number') {
      for (const each of part) widen(each)
      return
    }
    const [lng = 0, lat = 0] = part as Position
    ;[west, south, east, north] = [
      Math.min(west, lng),
      Math.min(south, lat),
      Math.max(east, lng),
      Math.max(north, lat),
    ]
  }
  for (const { geometry } of features) if (geometry && 'coordinates' in geometry) widen(geometry.coordinates)
  return [west, south, east, north]
}
