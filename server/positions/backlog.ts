/** What waits to be written down: history in chunks of rows, and who is at another place since. */
import type { Fix } from '#contract/positions.ts'
import { addRow, emptyRows, isFull, ROWS_PER_CHUNK, type Rows } from './rows.ts'

export type Batch = { readonly chunks: readonly Rows[]; readonly movers: ReadonlySet<number> }

export type Backlog = {
  /** `newest`: its mover is there now. */
  add(fix: Fix, received: number, newest: boolean): void
  /** Hands everything over and begins anew. */
  take(): Batch
  /** What could not be written, to come before what was added since. */
  putBack(batch: Batch): void
  /** Rows of history. */
  waiting(): number
}

/** The oldest history beyond `mostRows` is given up, and told to `dropped`; who moved is always kept. */
export function createBacklog(mostRows: number, dropped: (rows: number) => void): Backlog {
  const mostChunks = Math.ceil(mostRows / ROWS_PER_CHUNK)
  let chunks: Rows[] = []
  let movers = new Set<number>()

  const trim = () => {
    while (chunks.length > mostChunks) dropped(chunks.shift()?.count ?? 0)
  }
  const chunkForMore = (): Rows => {
    const last = chunks.at(-1)
    if (last && !isFull(last)) return last
    const fresh = emptyRows()
    chunks.push(fresh)
    trim()
    return fresh
  }
  return {
    add(fix, received, newest) {
      addRow(chunkForMore(), fix, received)
      if (newest) movers.add(fix.mover)
    },
    take() {
      const batch = { chunks, movers }
      chunks = []
      movers = new Set()
      return batch
    },
    putBack(batch) {
      chunks = [...batch.chunks, ...chunks]
      for (const mover of batch.movers) movers.add(mover)
      trim()
    },
    waiting: () => rowCount(chunks),
  }
}

export const rowCount = (chunks: readonly Rows[]): number => chunks.reduce((sum, { count }) => sum + count, 0)
