/** Writing history: the recorder, the newest places in their slices beside it, against plain COPY of the very same rows. */
import { once } from 'node:events'
import { from as copyFrom } from 'pg-copy-streams'
import type { Fix } from '#contract/positions.ts'
import { connect, one, type Pool, transaction } from '../../server/db.ts'
import { createBook } from '../../server/positions/book.ts'
import { HOUR_MS, hourOf, hoursAround, makePartitions } from '../../server/positions/partitions.ts'
import { startRecorder } from '../../server/positions/recorder.ts'
import { addRow, COPY_END, COPY_HEAD, columns, emptyRows, isFull } from '../../server/positions/rows.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { benchDatabase } from './database.ts'
import { type Figures, rounded } from './figures.ts'

const MOVERS = 10_000
/** Two rounds of the slices, at a report a second. */
const BATCHES = 60
const ROWS = MOVERS * BATCHES

export async function benchIngest(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const { url } = await benchDatabase(parts)
  const db = connect(url)
  await parts.add(() => db.end())
  // In the middle of an hour, so that all rows of a run fall into one partition.
  const start = hourOf(Date.now()) * HOUR_MS + HOUR_MS / 2
  await makePartitions(db, hoursAround(start))
  for (const table of ['copied', 'copied_text']) await makePlainHistory(db, table, hourOf(start))

  const recorder = recording(db, start)
  const copy = { ms: 0 }
  const copyText = { ms: 0 }
  say(`${BATCHES} batches of ${MOVERS} fixes, each written in three ways …`)
  // In turn, batch by batch: what else the machine does falls on all of them alike.
  for (let number = 0; number < BATCHES; number++) {
    const now = start + number * 1_000
    const fixes = Array.from({ length: MOVERS }, (_, mover) => fixOf(mover, now))
    await recorder.write(fixes, now)
    const encoded = encodeBinary(fixes, now)
    copy.ms += await timed(() => copyInto(db, 'copied', 'binary', encoded))
    const text = [Buffer.from(encodeText(fixes, now))]
    copyText.ms += await timed(() => copyInto(db, 'copied_text', 'text', text))
  }
  await verify(db, ['fix', 'copied', 'copied_text'])

  const { taken, flushed, newest } = recorder
  print({
    subject: 'console',
    rows: ROWS,
    rows_per_s: perSecond(taken.ms + flushed.ms),
    take_ns_per_row: rounded((taken.ms * 1e6) / ROWS, 0),
    newest_upserts: await newest(),
    newest_upserted: 'in slices of half a minute',
  })
  print({ subject: 'copy', rows: ROWS, rows_per_s: perSecond(copy.ms), newest_upserted: 'no' })
  print({ subject: 'copy-text', rows: ROWS, rows_per_s: perSecond(copyText.ms), newest_upserted: 'no' })
}

const perSecond = (ms: number): number => rounded((ROWS * 1_000) / ms, 0)

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The same columns, partitions and index as the history's. */
async function makePlainHistory(db: Pool, table: string, hour: number): Promise<void> {
  await db.query(`create table ${table} (like fix including defaults) partition by range (at)`)
  await db.query(`create index on ${table} using brin (at, received) with (pages_per_range = 32)`)
  await db.query(
    `create table ${table}_hour partition of ${table} for values from (${hour * HOUR_MS}) to (${(hour + 1) * HOUR_MS})`,
  )
}

/** The recorder at work, its clock running with the fixes'. Entering the book is not its work and not timed. */
function recording(db: Pool, start: number) {
  let now = start
  const book = createBook()
  const recorder = startRecorder({ db, book, now: () => now, say, every: 1e9 })
  const taken = { ms: 0 }
  const flushed = { ms: 0 }
  return {
    taken,
    flushed,
    async write(fixes: readonly Fix[], at: number): Promise<void> {
      now = at
      for (const fix of fixes) book.enter(fix, at)
      taken.ms += await timed(async () => {
        for (const fix of fixes) recorder.take(fix, at, true)
      })
      flushed.ms += await timed(async () => {
        if (!(await recorder.flush())) throw new Error('The recorder could not write')
      })
    },
    /** Rows of `newest_fix` inserted and updated on the way. */
    async newest(): Promise<number> {
      await db.query('select pg_stat_force_next_flush()')
      const { rows } = await db.query<{ count: number }>(
        `select n_tup_ins + n_tup_upd as count from pg_stat_user_tables where relname = 'newest_fix'`,
      )
      return one(rows).count
    },
  }
}

async function copyInto(
  db: Pool,
  table: string,
  format: 'binary' | 'text',
  chunks: readonly Buffer[],
): Promise<void> {
  await transaction(db, async (tx) => {
    const stream = tx.query(copyFrom(`copy ${table} (${columns}) from stdin (format ${format})`))
    const done = once(stream, 'finish')
    for (const chunk of chunks) stream.write(chunk)
    stream.end()
    await done
  })
}

function encodeBinary(fixes: readonly Fix[], received: number): Buffer[] {
  const chunks = [emptyRows()]
  for (const fix of fixes) {
    if (isFull(chunks.at(-1) ?? emptyRows())) chunks.push(emptyRows())
    addRow(chunks.at(-1) ?? emptyRows(), fix, received)
  }
  return [COPY_HEAD, ...chunks.map(({ bytes, used }) => bytes.subarray(0, used)), COPY_END]
}

const encodeText = (fixes: readonly Fix[], received: number): string =>
  fixes
    .map(
      ({ mover, at, lng, lat }) =>
        `${mover}\t${at}\t${received}\t${Math.round(lng * 1e7)}\t${Math.round(lat * 1e7)}\t130\t9000\t500\t0\t0\n`,
    )
    .join('')

async function verify(db: Pool, tables: readonly string[]): Promise<void> {
  const sum = (
    table: string,
  ) => `select count(*)::int as count, md5(sum(hashtextextended(r::text, 0))::text) as content
    from (select ${columns} from ${table}) r`
  const { rows } = await db.query<{ count: number; content: string }>(tables.map(sum).join(' union all '))
  for (const [i, { count, content }] of rows.entries()) {
    if (count !== ROWS) throw new Error(`${tables[i]} has ${count} rows, not ${ROWS}`)
    if (content !== rows[0]?.content) throw new Error(`${tables[i]} holds other rows than ${tables[0]}`)
  }
}

const fixOf = (mover: number, at: number): Fix => ({
  mover,
  at,
  lng: 121.4 + mover / 1e5,
  lat: 31.2 + mover / 1e5,
  speed: 1.3,
  heading: 90,
  accuracy: 5,
  source: 0,
  skew: 0,
})
