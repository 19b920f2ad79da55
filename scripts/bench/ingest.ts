/** Writing history: the recorder, with the newest place of every mover beside it, against COPY and nothing else. */
import { once } from 'node:events'
import { from as copyFrom } from 'pg-copy-streams'
import type { Fix } from '#contract/positions.ts'
import { connect, type Pool, transaction } from '../../server/db.ts'
import { createBook } from '../../server/positions/book.ts'
import { daysAround, makePartitions } from '../../server/positions/partitions.ts'
import { startRecorder } from '../../server/positions/recorder.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { benchDatabase } from './database.ts'
import { type Figures, rounded } from './figures.ts'

const MOVERS = 10_000
const BATCHES = 40

export async function benchIngest(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const { url } = await benchDatabase(parts)
  const db = connect(url)
  await parts.add(() => db.end())
  const now = Date.now()
  await makePartitions(db, daysAround(now))
  const batch = (number: number) =>
    Array.from({ length: MOVERS }, (_, mover) => fixOf(mover, now - BATCHES * 1_000 + number * 1_000))

  say(`${BATCHES} batches of ${MOVERS} fixes …`)
  const recorded = await rate(db, recordAll(db, now), batch)
  print({ subject: 'console', rows: MOVERS * BATCHES, rows_per_s: recorded, newest_upserted: 'yes' })
  const copied = await rate(db, (fixes) => copyText(db, fixes, now), batch)
  print({ subject: 'copy-text', rows: MOVERS * BATCHES, rows_per_s: copied, newest_upserted: 'no' })
}

type Write = (fixes: readonly Fix[]) => Promise<void>

/** Rows a second; only the writing is timed, not the making of fixes. */
async function rate(db: Pool, write: Write, batch: (number: number) => Fix[]): Promise<number> {
  await db.query('truncate fix')
  let ms = 0
  for (let number = 0; number < BATCHES; number++) {
    const fixes = batch(number)
    const began = performance.now()
    await write(fixes)
    ms += performance.now() - began
  }
  const { rows } = await db.query<{ count: number }>('select count(*)::int as count from fix')
  if (rows[0]?.count !== MOVERS * BATCHES)
    throw new Error(`${rows[0]?.count} rows were written, not ${MOVERS * BATCHES}`)
  return rounded((MOVERS * BATCHES * 1000) / ms, 0)
}

function recordAll(db: Pool, now: number): Write {
  const book = createBook()
  const recorder = startRecorder({ db, book, now: () => now, say, every: 1e9 })
  return async (fixes) => {
    for (const fix of fixes) {
      book.enter(fix, now)
      recorder.take(fix, now, true)
    }
    if (!(await recorder.flush())) throw new Error('The recorder could not write')
  }
}

async function copyText(db: Pool, fixes: readonly Fix[], now: number): Promise<void> {
  const lines = fixes.map(
    ({ mover, at, lng, lat }) =>
      `${mover}\t${at}\t${now}\t${Math.round(lng * 1e7)}\t${Math.round(lat * 1e7)}\t130\t9000\t500\n`,
  )
  await transaction(db, async (tx) => {
    const stream = tx.query(
      copyFrom('copy fix (mover, at, received, lng, lat, speed, heading, accuracy) from stdin'),
    )
    stream.end(lines.join(''))
    await once(stream, 'finish')
  })
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
