/** Ten minutes of 10,000 units as a replay chunk, built from the database: against JSON, GeoJSON, and asking for every shown second. */
import { once } from 'node:events'
import { brotliDecompressSync } from 'node:zlib'
import { from as copyFrom } from 'pg-copy-streams'
import { CHUNK_MS, openChunk } from '#contract/chunk.ts'
import { connect, type Pool, transaction } from '../../server/db.ts'
import { HOUR_MS, hourOf, makePartitions } from '../../server/positions/partitions.ts'
import { addRow, COPY_END, COPY_FIXES, COPY_HEAD, emptyRows, isFull } from '../../server/positions/rows.ts'
import { buildChunk } from '../../server/replay/build.ts'
import { nobody } from '../../server/replay/standing.ts'
import type { Sizes } from '../bench.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { createRandom } from '../simulate/random.ts'
import { type BenchDatabase, benchDatabase } from './database.ts'
import { type Figures, percentile, rounded } from './figures.ts'
import { movement } from './movement.ts'

const SECONDS = CHUNK_MS / 1000
/** Of the units, as rows and line strings: a share of them tells the bytes of each fix. */
const SAMPLED = 200
const SHOWN = 20

export async function benchReplayChunk(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = 10_000 }: Sizes,
): Promise<void> {
  const database = await benchDatabase(parts)
  const db = connect(database.url)
  await parts.add(() => db.end())
  const starts = hourOf(Date.now()) * HOUR_MS
  await makePartitions(db, [hourOf(starts)])
  say(`${SECONDS} s of ${units} units are moved and written down …`)
  await fill(db, units, starts)
  say('A chunk is built of them …')
  print(await built(database, db, units, starts))
  for (const figures of await asText(db, starts)) print(figures)
  print(await asQueries(db, units, starts))
}

async function fill(db: Pool, units: number, starts: number): Promise<void> {
  const move = movement(units)
  const rows = emptyRows()
  for (let second = 0; second < SECONDS; second += 30) {
    await transaction(db, async (tx) => {
      const stream = tx.query(copyFrom(COPY_FIXES))
      const done = once(stream, 'finish')
      stream.write(COPY_HEAD)
      const flush = () => {
        stream.write(Buffer.from(rows.bytes.subarray(0, rows.used)))
        rows.used = 0
        rows.count = 0
      }
      for (let now = second; now < second + 30; now++) {
        move(starts + now * 1000, (fix) => {
          addRow(rows, fix, fix.at + delay())
          if (isFull(rows)) flush()
        })
      }
      flush()
      stream.end(COPY_END)
      await done
    })
  }
  await db.query('vacuum analyze fix')
}

/** On its way for a tenth of a second to three, as over a mobile network; ms. */
const delay = (): number => Math.round(80 + 40 * random.normal() ** 2)
const random = createRandom(1)

async function built(database: BenchDatabase, db: Pool, units: number, starts: number): Promise<Figures> {
  const client = await db.connect()
  const times: {
    cpu: number
    database: number
    seconds: number
    bytes: number
    receipts: number
    fixes: number
  }[] = []
  let bytes: Uint8Array = new Uint8Array()
  for (let run = 0; run < 3; run++) {
    const [cpu, databaseCpu, began] = [process.cpuUsage(), await database.cpu(), performance.now()]
    const chunk = await buildChunk(client, nobody(starts))
    const used = process.cpuUsage(cpu)
    times.push({
      cpu: (used.user + used.system) / 1e6,
      database: (await database.cpu()) - databaseCpu,
      seconds: (performance.now() - began) / 1000,
      bytes: chunk.chunks[1].length,
      receipts: chunk.receipts.length,
      fixes: chunk.fixes,
    })
    bytes = chunk.chunks[1]
  }
  client.release()
  const median = times.toSorted((a, b) => a.cpu - b.cpu)[1] as (typeof times)[number]
  await expectAll(db, bytes, starts)
  return {
    subject: 'console',
    units,
    fixes: median.fixes,
    bytes_per_fix: rounded(median.bytes / median.fixes, 3),
    receipt_bytes_per_fix: rounded(median.receipts / median.fixes, 3),
    cpu_share: rounded(median.cpu / SECONDS, 4),
    database_cpu_share: rounded(median.database / SECONDS, 4),
    build_s: rounded(median.seconds, 2),
    tells: 'time, place, speed, heading, accuracy',
  }
}

/** Every fix is in it, at its time and within 1.1 m. */
async function expectAll(db: Pool, bytes: Uint8Array, starts: number): Promise<void> {
  const chunk = openChunk(brotliDecompressSync(bytes))
  const { rows } = await db.query<{ count: number; at: number; lng: number; lat: number }>(
    `select count(*) as count, sum(at - $1) as at, max(lng) as lng, max(lat) as lat from fix where at >= $1 and at < $2`,
    [starts, starts + CHUNK_MS],
  )
  const found = { count: 0, at: 0, lng: -Infinity, lat: -Infinity }
  for (let block = 0; block < chunk.blocks; block++) {
    const { ends, rows: of } = chunk.rowsOf(block)
    for (let row = 0; row < (ends.at(-1) ?? 0); row++) {
      found.count++
      found.at += of.at[row] as number
      found.lng = Math.max(found.lng, of.lng[row] as number)
      found.lat = Math.max(found.lat, of.lat[row] as number)
    }
  }
  const [was] = rows
  if (!was || found.count !== Number(was.count) || found.at !== Number(was.at))
    throw new Error(`the chunk holds ${JSON.stringify(found)}, the database ${JSON.stringify(was)}`)
  if (Math.abs(found.lng - was.lng / 100) > 0.5 || Math.abs(found.lat - was.lat / 100) > 0.5)
    throw new Error('the chunk lies elsewhere')
}

/** What an API that tells rows, or a map's line strings with their times, sends for the same fixes. */
async function asText(db: Pool, starts: number): Promise<Figures[]> {
  const { rows } = await db.query(
    `select mover, at, received, lng / 1e7::float8 as lng, lat / 1e7::float8 as lat, speed / 1e2::float8 as speed, heading / 1e2::float8 as heading
     from fix where at >= $1 and at < $2 and mover <= $3 order by mover, at`,
    [starts, starts + CHUNK_MS, SAMPLED],
  )
  const lines = new Map<number, [number, number][]>()
  for (const { mover, lng, lat } of rows) lines.set(mover, [...(lines.get(mover) ?? []), [lng, lat]])
  const geojson = [...lines].map(([mover, coordinates]) => ({
    type: 'Feature',
    properties: { mover },
    geometry: {
      type: 'LineString',
      coordinates: coordinates.map(([lng, lat]) => [Number(lng.toFixed(6)), Number(lat.toFixed(6))]),
    },
  }))
  const per = (text: string) => rounded(text.length / rows.length, 1)
  return [
    { subject: 'rows-json', fixes: rows.length, bytes_per_fix: per(JSON.stringify(rows)) },
    {
      subject: 'linestring-geojson',
      fixes: rows.length,
      bytes_per_fix: per(JSON.stringify(geojson)),
      tells: 'no times',
    },
  ]
}

/** A console that asks where everybody was, once a shown second. */
async function asQueries(db: Pool, units: number, starts: number): Promise<Figures> {
  const times = []
  let bytes = 0
  for (let i = 1; i <= SHOWN; i++) {
    const at = starts + Math.round((i / (SHOWN + 1)) * CHUNK_MS)
    const began = performance.now()
    const { rows } = await db.query(
      `select distinct on (mover) mover, at, lng, lat, speed, heading from fix
       where at > $1::bigint - 60000 and at <= $1 order by mover, at desc`,
      [at],
    )
    times.push({ ms: performance.now() - began, count: 1 })
    bytes += JSON.stringify(rows).length / rows.length
  }
  return {
    subject: 'sql-per-second',
    units,
    asked: SHOWN,
    p50_ms: rounded(percentile(times, 0.5), 1),
    bytes_per_fix: rounded(bytes / SHOWN, 1),
  }
}
