/** Builds one chunk out of the history: reads the span, goes on from how everybody stood before, and compresses the columns. */
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { PoolClient } from 'pg'
import { AT, BLOCK_MS, CHUNK_MS, type Paces, PRESENT, WIDTH } from '#contract/chunk.ts'
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
  const bytes = writeChunk(
    { starts: before.at, blockMs: BLOCK_MS, blocks: CHUNK_MS / BLOCK_MS },
    tracks,
    paces,
  )
  return {
    bytes: await compress(bytes, {
      params: {
        // From 5 on it takes twice as long and saves a hundredth.
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_LGWIN]: 22,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    fixes: heard.at.length,
    after: { at: before.at + CHUNK_MS, movers: tracks.movers, paces: later(paces, CHUNK_MS) },
  }
}

const compress = promisify(brotliCompress)

/** Those heard in the span and those who were there before. */
function together(heard: Tracks, before: Standing): { readonly tracks: Tracks; readonly paces: Paces } {
  const places = placesOf(heard.movers)
  const restlessness = (mover: number) => restlessnessOf(heard, places.get(mover))
  const movers = inOrder(new Set([...before.movers, ...heard.movers]), restlessness)
  const begins = movers.map((mover) => heard.begins[places.get(mover) as number] ?? 0)
  const ends = movers.map((mover) => heard.ends[places.get(mover) as number] ?? 0)
  return { tracks: { ...heard, movers, begins, ends }, paces: pacesOf(movers, before) }
}

const placesOf = (movers: Int32Array): ReadonlyMap<number, number> =>
  new Map(Array.from(movers, (mover, i) => [mover, i]))

/** Those alike beside each other: it saves a thirtieth of the bytes. */
function inOrder(movers: ReadonlySet<number>, restlessness: (mover: number) => number): Int32Array {
  const keys = new Map(Array.from(movers, (mover) => [mover, restlessness(mover)]))
  const key = (mover: number) => keys.get(mover) as number
  return Int32Array.from(movers).sort((one, other) => key(one) - key(other) || one - other)
}

/** How much its speed changes from fix to fix; −1: nothing was heard of it. */
function restlessnessOf({ begins, ends, speed }: Tracks, i: number | undefined): number {
  if (i === undefined) return -1
  const [begin, end] = [begins[i] as number, ends[i] as number]
  let sum = 0
  for (let row = begin + 1; row < end; row++) {
    sum += Math.abs((speed[row] as number) - (speed[row - 1] as number))
  }
  return sum / (end - begin)
}

function pacesOf(movers: Int32Array, before: Standing): Paces {
  const paces = new Int32Array(movers.length * WIDTH)
  const places = placesOf(before.movers)
  movers.forEach((mover, i) => {
    const old = places.get(mover)
    if (old !== undefined) paces.set(before.paces.subarray(old * WIDTH, (old + 1) * WIDTH), i * WIDTH)
  })
  return paces
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
