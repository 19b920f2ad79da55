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
  const { starts, blockMs, movers, before, blocks } = readHead(bytes)
  const length = blocks.length * blockMs
  let indices: Map<number, number> | undefined
  /** How everybody stood when a block began, of those that were read. */
  const marks: Int32Array[] = []
  let ahead = beginning(before, movers.length)
  const state = ahead.slice()
  const moved = new Uint8Array(movers.length)
  /** All fixes before this were taken in; ms since the chunk began. Before the first `goTo` none are, not even a mark. */
  let done = Number.POSITIVE_INFINITY

  /** Reads the first block that was not read yet. */
  const read = (): boolean => {
    const next = blocks[marks.length]
    if (!next) return false
    marks.push(ahead)
    ahead = readBlock(columnsOf(bytes, next), ahead)
    return marks.length < blocks.length
  }
  const goBack = (block: number) => {
    state.set(marks[block] as Int32Array)
    done = block * blockMs
  }
  const goOn = (until: number) => {
    while (done < until) {
      const block = Math.floor(done / blockMs)
      const boundary = (block + 1) * blockMs
      done = Math.min(until, boundary)
      takeUntil(columnsOf(bytes, blocks[block] as Block), state, done, moved)
      const begun = marks[block + 1]
      if (done === boundary && begun) state.set(begun)
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
      while (marks.length * blockMs <= until && read());
      const block = Math.min(Math.floor(until / blockMs), marks.length - 1)
      const goesOn = until >= done && block * blockMs - done < blockMs
      moved.fill(0)
      if (!goesOn && block >= 0) goBack(block)
      goOn(until)
      return goesOn
    },
    follow(mover, from, to, hear) {
      indices ??= new Map(Array.from(movers, (each, nth) => [each, nth]))
      const i = indices.get(mover)
      if (i === undefined) return
      while (marks.length * blockMs <= to - starts && read());
      const last = Math.min(marks.length - 1, Math.floor((to - starts) / blockMs))
      for (let block = Math.max(0, Math.floor((from - starts) / blockMs)); block <= last; block++) {
        const own = (marks[block] as Int32Array).slice(i * STRIDE, (i + 1) * STRIDE)
        followOne(columnsOf(bytes, blocks[block] as Block), own, from - starts, to - starts, hear)
      }
    },
    prepare: read,
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
