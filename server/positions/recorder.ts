/** Writes positions down in batches, beside their path: history by COPY, the newest of each mover by upsert. */
import { once } from 'node:events'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Fix } from '#contract/positions.ts'
import { type Pool, transaction } from '../db.ts'
import type { Book } from './book.ts'
import { daysAround, makePartitions } from './partitions.ts'
import { upsertNewest } from './queries.ts'
import {
  addRow,
  COPY_END,
  COPY_FIXES,
  COPY_HEAD,
  emptyRows,
  isFull,
  ROWS_PER_CHUNK,
  type Rows,
} from './rows.ts'

export type Recorder = {
  /** A fix for the history; `newest`: its mover is there now. */
  take(fix: Fix, received: number, newest: boolean): void
  /** Writes what is waiting; answers whether all of it is safe. */
  flush(): Promise<boolean>
  waiting(): number
  /** Stops the clockwork after a last flush. */
  stop(): Promise<void>
}

export type RecorderNeeds = {
  readonly db: Pool
  readonly book: Book
  readonly now: () => number
  readonly say: (line: string) => void
  /** Told of every batch: rows written, seconds taken. */
  readonly written?: (rows: number, seconds: number) => void
  /** Told when history had to be given up. */
  readonly dropped?: (rows: number) => void
  /** Half a second: with the write itself a fix is safe within a second. */
  readonly every?: number
  /** How much history waits for a database that is away: 40 MB by default. The newest places are always kept. */
  readonly mostRows?: number
}

export function startRecorder(needs: RecorderNeeds): Recorder {
  const { db, book, now, say, every = 500, mostRows = 540_000 } = needs
  let chunks: Rows[] = []
  let changed = new Set<number>()
  let madeDays: ReadonlySet<number> = new Set()
  let away = false
  let running: Promise<boolean> | undefined

  const trim = () => {
    while (chunks.length > Math.ceil(mostRows / ROWS_PER_CHUNK)) needs.dropped?.(chunks.shift()?.count ?? 0)
  }
  const chunkForMore = (): Rows => {
    const last = chunks.at(-1)
    if (last && !isFull(last)) return last
    const fresh = emptyRows()
    chunks.push(fresh)
    trim()
    return fresh
  }
  const prepareDays = async (batch: readonly Rows[]) => {
    const days = new Set(daysAround(now()))
    for (const rows of batch) for (const day of rows.days) days.add(day)
    if (isSubset(days, madeDays)) return
    await makePartitions(db, days)
    madeDays = days
  }
  const write = async (): Promise<boolean> => {
    const batch = chunks
    const movers = changed
    if (batch.length === 0 && movers.size === 0) return true
    chunks = []
    changed = new Set()
    const began = performance.now()
    try {
      await prepareDays(batch)
      await transaction(db, async (tx) => {
        await copyRows(tx, batch)
        await upsertNewest(tx, book, movers)
      })
    } catch (error) {
      if (isOurFault(error)) needs.dropped?.(rowCount(batch))
      else chunks = [...batch, ...chunks]
      for (const mover of movers) changed.add(mover)
      trim()
      madeDays = new Set()
      if (!away) say(`positions cannot be written, keeping them until they can: ${(error as Error).message}`)
      away = true
      return false
    }
    needs.written?.(rowCount(batch), (performance.now() - began) / 1000)
    if (away) say('positions are being written again')
    away = false
    return true
  }
  const flush = async (): Promise<boolean> => {
    // A flush asked for during a write must cover what came after that write began.
    while (running) await running
    running = write().finally(() => {
      running = undefined
    })
    return running
  }
  const clock = setInterval(() => {
    if (!running) void flush()
  }, every)

  return {
    take(fix, received, newest) {
      addRow(chunkForMore(), fix, received)
      if (newest) changed.add(fix.mover)
    },
    flush,
    waiting: () => rowCount(chunks),
    async stop() {
      clearInterval(clock)
      await flush()
    },
  }
}

async function copyRows(tx: PoolClient, batch: readonly Rows[]): Promise<void> {
  const stream = tx.query(copyFrom(COPY_FIXES))
  const done = once(stream, 'finish')
  stream.write(COPY_HEAD)
  for (const { bytes, used } of batch) stream.write(bytes.subarray(0, used))
  stream.end(COPY_END)
  await done
}

const rowCount = (batch: readonly Rows[]): number => batch.reduce((sum, rows) => sum + rows.count, 0)

const isSubset = (some: ReadonlySet<number>, all: ReadonlySet<number>): boolean => {
  for (const each of some) if (!all.has(each)) return false
  return true
}

/** SQLSTATE class 22: the database will refuse these rows however often they come, and all behind them would wait. */
const isOurFault = (error: unknown): boolean => /^22/.test((error as { code?: string }).code ?? '')
