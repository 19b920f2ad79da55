/** What waits to be written down: history in chunks of rows, and who is at another place since. */
import type { Fix } from '#contract/positions.ts'
import { addRow, emptied, emptyRows, isFull, ROWS_PER_CHUNK, type Rows } from './rows.ts'
import { createSlices, type Due } from './slices.ts'

export type Batch = {
  readonly chunks: readonly Rows[]
  readonly due: Due
  /** Whatever was received before is in `newest_fix` once this batch is. */
  readonly since: number
}

export type Backlog = {
  /** `newest`: its mover is there now. */
  add(fix: Fix, received: number, newest: boolean): void
  /** Hands over the history and those of the movers whose turn it is, or `all`. */
  take(now: number, all: boolean): Batch
  /** What could not be written, to come before what was added since. */
  putBack(batch: Pick<Batch, 'chunks' | 'due'>): void
  /** What was written, to be written into again: fresh ones would wait for the collector by the megabyte. */
  reuse(chunks: readonly Rows[]): void
  /** Rows of history. */
  waiting(): number
}

/** 11 MB, a second of 100,000 movers. */
const MOST_SPARE = 32

/** The oldest history beyond `mostRows` is given up, and told to `dropped`; who moved is always kept. */
export function createBacklog(mostRows: number, dropped: (rows: number) => void): Backlog {
  const mostChunks = Math.ceil(mostRows / ROWS_PER_CHUNK)
  let chunks: Rows[] = []
  const spare: Rows[] = []
  const slices = createSlices()

  const trim = () => {
    while (chunks.length > mostChunks) dropped(chunks.shift()?.count ?? 0)
  }
  const chunkForMore = (): Rows => {
    const last = chunks.at(-1)
    if (last && !isFull(last)) return last
    const fresh = spare.pop() ?? emptyRows()
    chunks.push(fresh)
    trim()
    return fresh
  }
  return {
    add(fix, received, newest) {
      addRow(chunkForMore(), fix, received)
      if (newest) slices.moved(fix.mover, received)
    },
    take(now, all) {
      const due = slices.take(now, all)
      const batch = { chunks, due, since: Math.min(now, slices.since()) }
      chunks = []
      return batch
    },
    putBack(batch) {
      chunks = [...batch.chunks, ...chunks]
      slices.putBack(batch.due)
      trim()
    },
    reuse(written) {
      for (const rows of written) if (spare.length < MOST_SPARE) spare.push(emptied(rows))
    },
    waiting: () => rowCount(chunks),
  }
}

export const rowCount = (chunks: readonly Rows[]): number => chunks.reduce((sum, { count }) => sum + count, 0)
