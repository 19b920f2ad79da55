/** Chunks are kept once, anew when something was told late, never half, and no longer than tracks are. */
import { readdir, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync } from 'node:zlib'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHUNK_MS, openChunk } from '#contract/chunk.ts'
import type { ChunkListing } from '#contract/replay.ts'
import { makePartitions } from '../positions/partitions.ts'
import { type LivingConsole, livingConsole } from '../testing.live.ts'
import { type Person, person, smallCity } from '../testing.ts'
import { startBuilder } from './builder.ts'
import { chunkAt } from './chunkQueries.ts'
import { keepChunks } from './keeper.ts'
import { replayMetrics } from './replayMetrics.ts'

const T0 = Date.UTC(2026, 10, 5, 1)
let clock = T0 + CHUNK_MS + 60_000
let running: LivingConsole
let desk: Person
beforeAll(async () => {
  running = await livingConsole({ now: () => clock })
  await smallCity(running.db, ['foot', 'car'])
  desk = await person(running, 'dispatcher')
  await makePartitions(running.db, [T0 / 3_600_000])
  await running.db.query(
    `insert into fix (mover, at, received, lng, lat, speed, heading, accuracy, source, skew)
     select m, $1::bigint + s * 1000, $1::bigint + s * 1000 + 80, 1214000000 + s * 1000 + m * 7000, 312000000 + s * 700, 100, 9000, 500, 0, 0
     from generate_series(0, 599) s, generate_series(1, 100) m`,
    [T0],
  )
  await running.replay.keeper.run()
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

const get = (url: string, headers: object = {}) =>
  running.app.inject({ url, headers: { cookie: desk.cookie, ...headers } })
const listing = async (): Promise<ChunkListing[]> =>
  ((await get(`/api/replay?from=${T0}&to=${clock}`)).json() as { chunks: ChunkListing[] }).chunks
const folder = () => join(running.needs.env.dataDir, 'chunks')
const fixesOf = (bytes: Uint8Array): number => {
  const chunk = openChunk(bytes)
  let fixes = 0
  for (let block = 0; block < chunk.blocks; block++) fixes += chunk.rowsOf(block).ends.at(-1) ?? 0
  return fixes
}

test('the oldest moment is that of the first board: before it nothing can be shown', async () => {
  const { first } = (await get(`/api/replay?from=${T0}&to=${clock}`)).json()
  expect(first).toBe(T0 + CHUNK_MS + 60_000)
})

test('ten minutes that are over are kept and fetched once; the chunk under way grows', async () => {
  const [kept, begun] = await listing()
  expect(kept).toMatchObject({ starts: T0, complete: true, fixes: 60_000 })
  expect(begun).toMatchObject({ starts: T0 + CHUNK_MS, complete: false })
  const url = `/api/replay/${T0}?version=${kept?.version}`
  const packed = await get(url, { 'accept-encoding': 'gzip, br' })
  expect(packed.headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'private, max-age=31536000, immutable',
  })
  expect(packed.rawPayload.length).toBe(kept?.bytes)
  const plain = await get(url, { 'accept-encoding': 'identity' })
  expect(plain.rawPayload.equals(brotliDecompressSync(packed.rawPayload))).toBe(true)
  expect(fixesOf(plain.rawPayload)).toBe(60_000)
  // Compressed or not they are other bytes, and each is asked about by its own tag.
  expect(plain.headers.etag).not.toBe(packed.headers.etag)
  const status = async (form: string, tag: unknown) =>
    (await get(url, { 'accept-encoding': form, 'if-none-match': tag })).statusCode
  expect(await status('br', packed.headers.etag)).toBe(304)
  expect(await status('identity', plain.headers.etag)).toBe(304)
  expect(await status('identity', packed.headers.etag)).toBe(200)
  expect(await status('br', plain.headers.etag)).toBe(200)
  expect(fixesOf((await get(`/api/replay/${T0}?level=10`)).rawPayload)).toBe(6_000)
  expect(fixesOf((await get(`/api/replay/${T0}?level=60`)).rawPayload)).toBe(1_000)
  const now = await get(`/api/replay/${T0 + CHUNK_MS}`)
  expect(now.headers['cache-control']).toBe('private, no-cache')
  expect(openChunk(now.rawPayload).movers.length).toBe(100)
})

test('what is told late makes a new version, and the old address says which one to ask for', async () => {
  const before = (await listing())[0] as ChunkListing
  await running.db.query(
    `insert into fix (mover, at, received, lng, lat, speed, heading, accuracy, source, skew)
     values (1, $1, $2, 1214000000, 312000000, null, null, null, 0, 0)`,
    [T0 + 500, clock],
  )
  clock += 15_000
  await running.replay.keeper.run()
  const after = (await listing())[0] as ChunkListing
  expect(after).toMatchObject({
    version: before.version + 1,
    fixes: 60_001,
    factsVersion: before.factsVersion,
  })
  const gone = await get(`/api/replay/${T0}?version=${before.version}`)
  expect(gone.statusCode).toBe(404)
  expect(gone.json()).toMatchObject({
    code: 'version_gone',
    message: { en: expect.stringContaining(`${after.version}`) },
  })
  // Looked for once more, it is nothing new.
  clock += 15_000
  await running.replay.keeper.run()
  expect((await listing())[0]).toEqual(after)
})

test('a file that is damaged or missing is built anew as what it was', async () => {
  const [kept] = await listing()
  const file = join(folder(), `${T0}-${kept?.version}.1.br`)
  await truncate(file, 1000)
  expect(fixesOf((await get(`/api/replay/${T0}`)).rawPayload)).toBe(60_001)
  expect((await listing())[0]).toEqual(kept)
  expect((await readFile(file)).length).toBe(kept?.bytes)
})

test('a building that is killed at any moment leaves no half file that could be served', async () => {
  const starts = T0
  const next = { folder: folder(), starts, before: undefined, next: undefined, kept: undefined }
  for (let attempt = 0; attempt < 8; attempt++) {
    const builder = startBuilder(running.url)
    const building = builder.build({ ...next, version: 100 + attempt }).catch(() => undefined)
    await sleep(150 * attempt)
    await builder.stop()
    await building
    for (const name of (await readdir(folder())).filter((each) => !each.endsWith('.part'))) {
      const bytes = brotliDecompressSync(await readFile(join(folder(), name)))
      if (!name.includes('receipts')) expect(openChunk(bytes).starts % CHUNK_MS).toBe(0)
    }
  }
  expect(fixesOf((await get(`/api/replay/${T0}`)).rawPayload)).toBe(60_001)
})

test('who sees no positions replays the facts alone', async () => {
  const auditor = await person(running, 'auditor')
  const asked = (url: string) => running.app.inject({ url, headers: { cookie: auditor.cookie } })
  expect((await asked(`/api/replay/${T0}`)).statusCode).toBe(403)
  expect((await asked(`/api/replay/${T0}/receipts`)).statusCode).toBe(403)
  expect((await asked(`/api/replay/${T0 + CHUNK_MS}/facts`)).statusCode).toBe(200)
})

test('a chunk goes when tracks of its age do', async () => {
  const [kept] = await listing()
  const { db, replay } = running
  const metrics = replayMetrics(new Registry(), { lag: () => 0 })
  const keeper = keepChunks({
    db,
    chunks: replay.chunks,
    metrics,
    folder: folder(),
    days: 0,
    now: () => clock,
    say: () => {},
  })
  await keeper.run()
  await keeper.stop()
  expect(await chunkAt(db, T0)).toBeUndefined()
  expect((await readdir(folder())).filter((name) => name.startsWith(`${T0}-${kept?.version}.`))).toEqual([])
})
