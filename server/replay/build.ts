/** Builds one chunk out of the history: reads the span, goes on from how everybody stood before, and compresses the columns. */
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { PoolClient } from 'pg'
import { AT, CHUNK_MS, MINUTE_MS, type Paces, PRESENT, WIDTH } from '#contract/chunk.ts'
import { type Tracks, writeChunk } from './chunkWriter.ts'
import { readTracks } from './historyQueries.ts'

/** Everybody who was ever heard, and how they stood at a moment (ms UTC), from which their times are counted. */
export type Standing = { readonly at: number; readonly movers: Int32Array; readonly paces: Paces }

export type Built = {
  /** Compressed with Brotli. */
  readonly bytes: Buffer
  readonly fixes: number
  /** How everybody stands when the chunk ends. */
  readonly after: Standing
}

export const nobody = (at: number): Standing => ({
  at,
  movers: new Int32Array(),
  paces: new Int32Array(),
})

/** The ten minutes from `before.at` on. */
export async function buildChunk(db: PoolClient, before: Standing): Promise<Built> {
  const gathered = await readTracks(db, before.at, before.at + CHUNK_MS)
  return packChunk(gathered.sorted(), before)
}

export async function packChunk(heard: Tracks, before: Standing): Promise<Built> {
  const { tracks, paces } = together(heard, before)
  const bytes = writeChunk(before.at, CHUNK_MS / MINUTE_MS, tracks, paces)
  return {
    bytes: await compress(bytes, {
      params: {
        // From 5 on it takes twice as long and saves a hundredth.
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_LGWIN]: 22,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    fixes: tracks.ends.at(-1) ?? 0,
    after: { at: before.at + CHUNK_MS, movers: tracks.movers, paces: later(paces, CHUNK_MS) },
  }
}

const compress = promisify(brotliCompress)

/** Those heard in the span among those who were there before. */
function together(heard: Tracks, before: Standing): { readonly tracks: Tracks; readonly paces: Paces } {
  const movers = Int32Array.from(new Set([...before.movers, ...heard.movers])).sort()
  const ends = new Int32Array(movers.length)
  const paces = new Int32Array(movers.length * WIDTH)
  let [old, next] = [0, 0]
  movers.forEach((mover, i) => {
    if (before.movers[old] === mover) {
      paces.set(before.paces.subarray(old * WIDTH, (old + 1) * WIDTH), i * WIDTH)
      old++
    }
    if (heard.movers[next] === mover) next++
    ends[i] = heard.ends[next - 1] ?? 0
  })
  return { tracks: { ...heard, movers, ends }, paces }
}

/** Times count from the beginning of the next chunk. */
function later(paces: Paces, ms: number): Paces {
  const moved = paces.slice()
  for (let pace = 0; pace < moved.length; pace += WIDTH) {
    if (moved[pace + PRESENT]) moved[pace + AT] = Math.max(OLDEST, (moved[pace + AT] as number) - ms)
  }
  return moved
}

/** Some 24 days: farther back 32 bits do not count, and nobody asks how much longer somebody was silent. */
const OLDEST = -(2 ** 31)
