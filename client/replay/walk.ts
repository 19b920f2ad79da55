/** Walks through a chunk: everybody's newest fix at a moment, by steps on from there or from the nearest mark behind it. */
import { AT, type Block, INTERVAL, PRESENT, readHead, WIDTH } from '#contract/chunk.ts'
import { greyAfter } from '../positions/ageing.ts'
import { type Columns, columnsOf, LEFT, readBlock, STRIDE, takeNext, takeUntil, USUAL } from './steps.ts'

/** `gap`: nothing was heard for too long before this fix, by what was usual of the mover. */
export type Heard = (pace: Int32Array, gap: boolean) => void

export type Walk = {
  /** ms UTC. */
  readonly starts: number
  readonly ends: number
  /** In the chunk's own order. */
  readonly movers: Int32Array
  /** By mover `STRIDE` numbers: how it stands where the walk is. */
  readonly state: Int32Array
  /** By mover: 1 where it has another fix than before the last `goTo`. */
  readonly moved: Uint8Array
  /** Goes to a moment (ms UTC); answers whether it only went on from where it was: else nobody stands as before. */
  goTo(at: number): boolean
  /** Each fix of a mover after `from` up to `to` (ms UTC); the array is the same each time. */
  follow(mover: number, from: number, to: number, hear: Heard): void
  /** Reads a block ahead, for seeks to come; answers whether there are more. */
  prepare(): boolean
  /** Bytes that it holds once all of it is read. */
  whole(): number
}

/** Throws `RangeError` where the bytes are no chunk. */
export function openWalk(bytes: Uint8Array): Walk {
  const { starts, blockMs, movers, before, marks, blocks } = readHead(bytes)
  const length = blocks.length * blockMs
  let indices: Map<number, number> | undefined
  /** How everybody stands when a block begins, where that is told or the one before was read. */
  const begins: (Int32Array | undefined)[] = [beginning(before, movers.length)]
  const wasRead = new Uint8Array(blocks.length)
  const state = (begins[0] as Int32Array).slice()
  const moved = new Uint8Array(movers.length)
  /** All fixes before this were taken in; ms since the chunk began. Before the first `goTo` none are, not even a mark. */
  let done = Number.POSITIVE_INFINITY

  const beginOf = (block: number): Int32Array | undefined => {
    const mark = begins[block] ? undefined : marks.get(block)
    if (mark) begins[block] = beginning(mark(), movers.length)
    return begins[block]
  }
  const read = (block: number) => {
    if (wasRead[block] === 1) return
    const after = readBlock(columnsOf(bytes, blocks[block] as Block), begins[block] as Int32Array)
    wasRead[block] = 1
    // Whoever comes this way stands there as who begins there.
    if (block + 1 < blocks.length) begins[block + 1] = beginOf(block + 1) ?? after
  }
  /** Reads what a block needs, from the nearest beginning on. */
  const reach = (block: number) => {
    let from = block
    while (!beginOf(from)) from--
    for (; from <= block; from++) read(from)
  }
  const blockAt = (ms: number): number => Math.max(0, Math.min(Math.floor(ms / blockMs), blocks.length - 1))
  const goBack = (block: number) => {
    state.set(begins[block] as Int32Array)
    done = block * blockMs
  }
  const goOn = (until: number) => {
    while (done < until) {
      const block = Math.floor(done / blockMs)
      const boundary = (block + 1) * blockMs
      done = Math.min(until, boundary)
      takeUntil(columnsOf(bytes, blocks[block] as Block), state, done, moved)
      if (done === boundary && wasRead[block + 1] === 1) state.set(begins[block + 1] as Int32Array)
    }
  }
  return {
    starts,
    ends: starts + length,
    movers,
    state,
    moved,
    goTo(at) {
      const until = Math.max(0, Math.min(Math.floor(at - starts) + 1, length))
      const block = blockAt(until)
      const goesOn = until >= done && block * blockMs - done < blockMs
      moved.fill(0)
      if (blocks.length > 0) {
        if (goesOn) reach(blockAt(done))
        reach(block)
        if (!goesOn) goBack(block)
      }
      goOn(until)
      return goesOn
    },
    follow(mover, from, to, hear) {
      indices ??= new Map(Array.from(movers, (each, nth) => [each, nth]))
      const i = indices.get(mover)
      if (i === undefined) return
      const last = Math.floor((to - starts) / blockMs)
      for (let block = blockAt(from - starts); block <= Math.min(last, blocks.length - 1); block++) {
        reach(block)
        const own = (begins[block] as Int32Array).slice(i * STRIDE, (i + 1) * STRIDE)
        followOne(columnsOf(bytes, blocks[block] as Block), own, from - starts, to - starts, hear)
      }
    },
    prepare() {
      const next = wasRead.indexOf(0)
      if (next >= 0) reach(next)
      return wasRead.includes(0)
    },
    whole: () => bytes.length + (blocks.length + 2) * state.byteLength,
  }
}

function beginning(before: Int32Array, movers: number): Int32Array {
  const state = new Int32Array(movers * STRIDE)
  for (let i = 0; i < movers; i++) {
    for (let field = 0; field < WIDTH; field++)
      state[i * STRIDE + field] = before[i * WIDTH + field] as number
    state[i * STRIDE + USUAL] = before[i * WIDTH + INTERVAL] as number
  }
  return state
}

function followOne(columns: Columns, own: Int32Array, from: number, to: number, hear: Heard): void {
  for (;;) {
    const left = own[LEFT] as number
    const silentFrom =
      own[PRESENT] === 0 ? Number.NEGATIVE_INFINITY : (own[AT] as number) + greyAfter(own[USUAL] as number)
    takeNext(columns, own, 0, to + 1, 1)
    if (own[LEFT] === left) return
    if ((own[AT] as number) > from) hear(own, (own[AT] as number) > silentFrom)
  }
}
