/** Writes positions down in batches, beside their path: history by COPY, the newest of each mover by upsert when its turn comes. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Fix } from '#contract/positions.ts'
import { type Pool, transaction } from '../db.ts'
import { type Batch, createBacklog, rowCount } from './backlog.ts'
import type { Book } from './book.ts'
import { createHours, hoursAround } from './partitions.ts'
import { forgetRecorder, noteRecorder, upsertNewest } from './queries.ts'
import { COPY_END, COPY_FIXES, COPY_HEAD, type Rows } from './rows.ts'

export type Recorder = {
  /** A fix for the history; `newest`: its mover is there now. */
  take(fix: Fix, received: number, newest: boolean): void
  /** Writes the history that is waiting; answers whether all of it is safe. */
  flush(): Promise<boolean>
  waiting(): number
  /** Stops the clockwork after a last flush, of every newest place too. */
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
  /** How much history waits for a database that is away: 48 MB by default. The newest places are always kept. */
  readonly mostRows?: number
}

export function startRecorder(needs: RecorderNeeds): Recorder {
  const { now, every = 500, mostRows = 540_000 } = needs
  const backlog = createBacklog(mostRows, (rows) => needs.dropped?.(rows))
  const write = createWriter(needs)
  let running: Promise<boolean> | undefined

  const writeBacklog = async (last: boolean): Promise<boolean> => {
    const batch = backlog.take(now(), last)
    if (batch.chunks.length === 0 && batch.due.movers.length === 0 && !last) return true
    const unwritten = await write(batch, now(), last)
    if (unwritten) backlog.putBack(unwritten)
    else backlog.reuse(batch.chunks)
    return !unwritten
  }
  const flush = async (last = false): Promise<boolean> => {
    // A flush asked for during a write must cover what came after that write began.
    while (running) await running
    running = writeBacklog(last).finally(() => {
      running = undefined
    })
    return running
  }
  const clock = setInterval(() => {
    if (!running) void flush()
  }, every)

  return {
    take: backlog.add,
    flush: () => flush(),
    waiting: backlog.waiting,
    async stop() {
      clearInterval(clock)
      await flush(true)
    },
  }
}

type Unwritten = Pick<Batch, 'chunks' | 'due'>

/** Writes a batch in one transaction; answers what has to be tried again, if anything. */
function createWriter(
  needs: RecorderNeeds,
): (batch: Batch, now: number, last: boolean) => Promise<Unwritten | undefined> {
  const { db, book, say } = needs
  const hours = createHours(db)
  const id = randomUUID()
  let away = false

  return async (batch, now, last) => {
    const began = performance.now()
    try {
      await hours.prepare([...hoursAround(now), ...batch.chunks.flatMap((rows) => [...rows.hours])])
      await transaction(db, async (tx) => {
        await copyRows(tx, batch.chunks)
        await upsertNewest(tx, book, batch.due.movers)
        await (last ? forgetRecorder(tx, id) : noteRecorder(tx, id, batch.since))
      })
    } catch (error) {
      hours.forget()
      if (!away) say(`positions cannot be written, keeping them until they can: ${(error as Error).message}`)
      away = true
      if (!isOurFault(error)) return batch
      needs.dropped?.(rowCount(batch.chunks))
      return { chunks: [], due: batch.due }
    }
    needs.written?.(rowCount(batch.chunks), (performance.now() - began) / 1000)
    if (away) say('positions are being written again')
    away = false
    return undefined
  }
}

async function copyRows(tx: PoolClient, chunks: readonly Rows[]): Promise<void> {
  if (chunks.length === 0) return
  const stream = tx.query(copyFrom(COPY_FIXES))
  const done = once(stream, 'finish')
  stream.write(COPY_HEAD)
  for (const { bytes, used } of chunks) stream.write(bytes.subarray(0, used))
  stream.end(COPY_END)
  await done
}

/** SQLSTATE class 22: the database will refuse these rows however often they come, and all behind them would wait. */
const isOurFault = (error: unknown): boolean => /^22/.test((error as { code?: string }).code ?? '')
