/** Builds one chunk out of the history: reads the span, goes on from how everybody stood before, and compresses the columns. */
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { PoolClient } from 'pg'
import { BLOCK_MS, CHUNK_MS, type Paces, WIDTH } from '#contract/chunk.ts'
import type { Stray } from '#contract/chunkReceipts.ts'
import type { Level } from '#contract/replay.ts'
import { type Span, type Tracks, writeChunk } from './chunkWriter.ts'
import { readToldAhead, readToldLate, readTracks } from './historyQueries.ts'
import { thinned } from './overview.ts'
import { writeReceipts } from './receiptsWriter.ts'
import { later, nobody, type Standing } from './standing.ts'
import { straysOf } from './strays.ts'

export type Built = {
  /** Of each level, compressed with Brotli. */
  readonly chunks: Readonly<Record<Level, Buffer>>
  readonly receipts: Buffer
  readonly fixes: number
}

/** The ten minutes from `before.at` on; `expected`: about as many fixes, where that is known. */
export async function buildChunk(db: PoolClient, before: Standing, expected?: number): Promise<Built> {
  const [starts, ends] = [before.at, before.at + CHUNK_MS]
  const heard = (await readTracks(db, starts, ends, expected)).sorted()
  const late = (await readToldLate(db, starts, ends)).sorted()
  const ahead = (await readToldAhead(db, starts, ends)).sorted()
  return packChunk(heard, before, straysOf(before, late, ahead))
}

/** How everybody stood at a moment, as far as the ten minutes before it tell. */
export async function standingFromHistory(db: PoolClient, at: number): Promise<Standing> {
  const before = nobody(at - CHUNK_MS)
  const { tracks, paces } = together((await readTracks(db, before.at, at)).sorted(), before, [])
  writeChunk(spanOf(before.at, 1), tracks, paces)
  return { ...before, at, movers: tracks.movers, paces: later(paces) }
}

export async function packChunk(
  heard: Tracks,
  before: Standing,
  strays: readonly Stray[] = [],
): Promise<Built> {
  const { tracks, paces } = together(heard, before, strays)
  const ofLevel = async (level: Level) => {
    const bytes = writeChunk(spanOf(before.at, level), thinned(tracks, level), paces.slice())
    return compressed(bytes)
  }
  return {
    chunks: { 1: await ofLevel(1), 10: await ofLevel(10), 60: await ofLevel(60) },
    receipts: await compressed(writeReceipts(spanOf(before.at, 1), tracks, strays)),
    fixes: heard.at.length,
  }
}

/** The rarer the fixes, the longer the blocks: all have about as many. */
const blockMsOf: Readonly<Record<Level, number>> = { 1: BLOCK_MS, 10: 200_000, 60: CHUNK_MS }

const spanOf = (starts: number, level: Level): Span => ({
  starts,
  blockMs: blockMsOf[level],
  blocks: CHUNK_MS / blockMsOf[level],
})

const compress = promisify(brotliCompress)

const compressed = (bytes: Uint8Array): Promise<Buffer> =>
  compress(bytes, {
    params: {
      // A hundredth smaller than at 4, for a tenth more of the building's time.
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })

/** Those heard in the span, those who were there before, and those whose clock was ahead. */
function together(
  heard: Tracks,
  before: Standing,
  strays: readonly Stray[],
): { readonly tracks: Tracks; readonly paces: Paces } {
  const places = placesOf(heard.movers)
  const restlessness = (mover: number) => restlessnessOf(heard, places.get(mover))
  const all = new Set([...before.movers, ...heard.movers, ...strays.map(({ mover }) => mover)])
  const movers = inOrder(all, restlessness)
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
