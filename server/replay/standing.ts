/** How everybody stood when a chunk began: from it the chunk goes on. */
import { AT, CHUNK_MS, type Chunk, type Paces, PRESENT, WIDTH } from '#contract/chunk.ts'
import type { Receipts } from '#contract/chunkReceipts.ts'

/** Everybody who was ever heard, and how they stood at a moment (ms UTC), from which their times are counted. */
export type Standing = {
  readonly at: number
  readonly movers: Int32Array
  readonly paces: Paces
  /** By its place among the movers: whose newest fix was not received yet. */
  readonly toldLate: ReadonlyMap<number, ToldLate>
}

/** `received` in ms from the moment; `held`: what the center held of it instead, null: nothing. */
export type ToldLate = { readonly received: number; readonly held: Paces | null }

export const nobody = (at: number): Standing => ({
  at,
  movers: new Int32Array(),
  paces: new Int32Array(),
  toldLate: new Map(),
})

/** How everybody stood when a chunk ended. */
export function standingAfter(chunk: Chunk, receipts: Receipts): Standing {
  const paces = chunk.pacesAt(chunk.blocks)
  const held = receipts.heldUntil(chunk.ends)
  const late: number[] = []
  for (let i = 0; i < chunk.movers.length; i++) {
    const pace = i * WIDTH
    if (paces[pace + PRESENT] === 0) continue
    if (held[pace + PRESENT] === 0 || (held[pace + AT] as number) < (paces[pace + AT] as number)) late.push(i)
  }
  const after = later(paces)
  return {
    at: chunk.ends,
    movers: chunk.movers,
    paces: after,
    toldLate: lateOnes(chunk, receipts, late, held),
  }
}

function lateOnes(
  chunk: Chunk,
  receipts: Receipts,
  late: readonly number[],
  held: Paces,
): ReadonlyMap<number, ToldLate> {
  if (late.length === 0) return new Map()
  const received = receiptsOf(chunk, receipts, late)
  const before = later(held)
  return new Map(
    late.map((i) => {
      const pace = before.subarray(i * WIDTH, (i + 1) * WIDTH)
      const told = { received: (received.get(i) as number) - CHUNK_MS, held: pace[PRESENT] ? pace : null }
      return [i, told] as const
    }),
  )
}

/** When the newest fix of each was received, in ms from the chunk's beginning. */
function receiptsOf(
  chunk: Chunk,
  { strays, lagsOf }: Receipts,
  late: readonly number[],
): Map<number, number> {
  const received = new Map<number, number>()
  const newest = chunk.pacesAt(chunk.blocks)
  for (const i of late) {
    const is = (stray: { readonly mover: number; readonly at: number }) =>
      stray.mover === chunk.movers[i] && stray.at === newest[i * WIDTH + AT]
    received.set(i, strays.find(is)?.received ?? 0)
  }
  for (let block = 0; block < chunk.blocks; block++) {
    const { ends, rows } = chunk.rowsOf(block)
    const lags = lagsOf(block)
    for (const i of late) {
      const last = (ends[i] as number) - 1
      if (last >= (ends[i - 1] ?? 0)) received.set(i, (rows.at[last] as number) + (lags[last] as number))
    }
  }
  return received
}

/** Times count from the beginning of the next chunk. */
export function later(paces: Paces): Paces {
  const moved = paces.slice()
  for (let pace = 0; pace < moved.length; pace += WIDTH) {
    if (moved[pace + PRESENT]) moved[pace + AT] = Math.max(OLDEST, (moved[pace + AT] as number) - CHUNK_MS)
  }
  return moved
}

/** Some 24 days: farther back 32 bits do not count, and nobody asks how much longer somebody was silent. */
const OLDEST = -(2 ** 31)
