/** Tiles of 200,000 objects over the real city: ours warm and cold, against the same window as GeoJSON out of PostGIS. */
import { Registry } from 'prom-client'
import type { LngLat } from '#contract/endpoint.ts'
import { type App, createApp } from '../../server/app.ts'
import { hashToken, newToken, SESSION_COOKIE } from '../../server/auth.ts'
import { connect, type Pool } from '../../server/db.ts'
import { readEnv } from '../../server/env.ts'
import { createGrid } from '../../server/positions/grid.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { generateObjects } from '../seed/objects.ts'
import { seed } from '../seed.ts'
import { createRandom } from '../simulate/random.ts'
import { benchDatabase } from './database.ts'
import { type Figures, type Latency, percentile, rounded } from './figures.ts'

const OBJECTS = 200_000
const ZOOMS = [9, 10, 11, 12, 13, 14, 15, 16, 17] as const
/** Tiles asked for at each zoom, where objects are. */
const ASKED = 20

type Tile = { readonly z: number; readonly x: number; readonly y: number }
type Told = { readonly times: Latency[]; kilobytes: number }

export async function benchTiles(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const { url, dataDir } = await benchDatabase(parts)
  const db = connect(url)
  await parts.add(() => db.end())
  await seed(db, { demo: true })
  const began = performance.now()
  const client = await db.connect()
  await generateObjects(client, OBJECTS).finally(() => client.release())
  const seconds = (performance.now() - began) / 1000
  await db.query('vacuum analyze object')
  say(`${OBJECTS} objects made in ${seconds.toFixed(1)} s; tiles of ${ZOOMS[0]} to ${ZOOMS.at(-1)} …`)
  const tiles = await someTiles(db)
  const ask = await consoleFor(parts, db, dataDir)
  // The compiler, the plans and the database's pages, by tiles of elsewhere.
  for (const { z, x, y } of tiles.filter((_, i) => i % ASKED === 0)) await ask({ z, x: x + 1, y })
  const cold = await measured(tiles, ask)
  const warm = await measured(tiles, ask)
  const peer = await measured(tiles, (tile) => geojson(db, tile))
  print({ ...figuresOf('console', warm), cold_p95_ms: p95(cold), generated_s: rounded(seconds) })
  print(figuresOf('geojson-by-bbox', peer))
}

const p95 = ({ times }: Told): number => rounded(percentile(times, 0.95), 2)

const figuresOf = (subject: string, told: Told): Figures => ({
  subject,
  objects: OBJECTS,
  tiles: told.times.length,
  p50_ms: rounded(percentile(told.times, 0.5), 2),
  p95_ms: p95(told),
  max_kb: rounded(told.kilobytes),
})

async function measured(tiles: readonly Tile[], ask: (tile: Tile) => Promise<number>): Promise<Told> {
  const told: Told = { times: [], kilobytes: 0 }
  for (const tile of tiles) {
    const began = performance.now()
    const bytes = await ask(tile)
    told.times.push({ ms: performance.now() - began, count: 1 })
    told.kilobytes = Math.max(told.kilobytes, bytes / 1000)
  }
  return told
}

/** The whole request: session, changes, tile. Answers its bytes. */
async function consoleFor(parts: Parts, db: Pool, dataDir: string): Promise<(tile: Tile) => Promise<number>> {
  const token = newToken()
  await db.query(
    `insert into session (token_hash, account, created, expires)
     select $1, id, now(), now() + interval '1 day' from account where username = 'dispatcher'`,
    [hashToken(token)],
  )
  const app: App = await createApp({
    db,
    env: readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
    metrics: new Registry(),
    now: Date.now,
    newest: () => undefined,
    grid: createGrid(),
    nudge: () => {},
    sessionEnded: () => {},
    unready: async () => [],
  })
  await parts.add(() => app.close())
  await app.ready()
  const headers = { cookie: `${SESSION_COOKIE}=${token}` }
  return async ({ z, x, y }) => {
    const answer = await app.inject({ url: `/api/objects/tiles/${z}/${x}/${y}.mvt`, headers })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.rawPayload.length
  }
}

/** What a plain console would send: each object of the window with what the map needs of it. */
async function geojson(db: Pool, { z, x, y }: Tile): Promise<number> {
  const { rows } = await db.query<{ body: string | null }>({
    name: 'objects as geojson',
    text: `select json_build_object('type', 'FeatureCollection', 'features', json_agg(json_build_object('type', 'Feature',
        'id', id, 'geometry', st_asgeojson(point, 6)::json, 'properties', json_build_object('grade', grade, 'kind', kind))))::text
        as body
      from object where point && st_transform(st_tileenvelope($1, $2, $3), 4326)`,
    values: [z, x, y],
  })
  return Buffer.byteLength(rows[0]?.body ?? '')
}

/** Around objects picked by chance, each tile once at most. */
async function someTiles(db: Pool): Promise<Tile[]> {
  const { rows } = await db.query<{ place: LngLat }>(
    `select array[st_x(point), st_y(point)] as place from object order by md5(id::text) limit 400`,
  )
  const random = createRandom(OBJECTS)
  return ZOOMS.flatMap((z) => {
    const tiles = new Map<string, Tile>()
    for (let tries = 0; tiles.size < ASKED && tries < 200; tries++) {
      const tile = tileAt(z, random.pick(rows).place)
      tiles.set(`${tile.x} ${tile.y}`, tile)
    }
    return [...tiles.values()]
  })
}

function tileAt(z: number, [lng, lat]: LngLat): Tile {
  const y = (1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) / 2
  return { z, x: Math.floor(((lng + 180) / 360) * 2 ** z), y: Math.floor(y * 2 ** z) }
}
