/** The newest fix of every mover, and who moved since the last tick. */
import { createByNumber } from '#contract/byNumber.ts'
import type { Fix } from '#contract/positions.ts'
import { createGrid, type Grid } from './grid.ts'
import { agreesWithDoubted, type Known } from './judge.ts'
import {
  blankFix,
  blankKnown,
  cell,
  grown,
  type Newest,
  readFix,
  readKnown,
  type Writable,
  writeDoubt,
  writeFix,
} from './slots.ts'

export type { Newest } from './slots.ts'

export type Book = {
  /** The same places, for who asks who is near. */
  readonly grid: Grid
  /** How many movers have a fix. */
  size(): number
  /** What the judge needs of a mover. The object is reused by the next call. */
  known(mover: number): Known | undefined
  /** An accepted fix: the mover is there now. */
  enter(fix: Fix, received: number): void
  /** A fix refused as too fast: remembered, since it may turn out to be the truth. */
  doubt(fix: Fix): void
  /** Puts back what the database kept; overwrites nothing newer. */
  restore(newest: Newest): void
  newest(mover: number): Newest | undefined
  /** Everyone's newest fix. */
  all(): Newest[]
  /** The fixes entered or restored since the last call, one for each mover. The list and its objects are reused by the next call. */
  takeMoved(): readonly Newest[]
}

export function createBook(capacity = 1024): Book {
  const grid = createGrid(capacity)
  const slots = createByNumber<number>()
  let size = 0
  let columns = grown(capacity)
  let movedCount = 0
  const scratch = blankKnown()
  // Kept when fewer move, so that no object is made when more do again.
  const spare: Writable<Newest>[] = []
  const handed: Newest[] = []

  const slotOf = (mover: number): number => {
    const found = slots.get(mover)
    if (found !== undefined) return found
    const slot = size++
    if (slot === columns.mover.length) columns = grown(slot * 2, columns)
    slots.set(mover, slot)
    columns.mover[slot] = mover
    return slot
  }
  const known = (mover: number): Known | undefined => {
    const slot = slots.get(mover)
    return slot === undefined ? undefined : readKnown(columns, slot, scratch)
  }
  const enter = (fix: Fix, received: number) => {
    const slot = slotOf(fix.mover)
    writeFix(columns, slot, fix, received)
    grid.move(fix.mover, fix.lng, fix.lat)
    if (columns.moved[slot] === 1) return
    columns.moved[slot] = 1
    columns.queue[movedCount++] = slot
  }

  return {
    grid,
    size: () => size,
    known,
    enter,
    doubt(fix) {
      const before = known(fix.mover)
      // The same fix sent again is no second witness.
      if (!before || (before.doubts > 0 && fix.at === before.doubtedAt)) return
      const doubts = agreesWithDoubted(fix, before) ? before.doubts + 1 : 1
      writeDoubt(columns, slotOf(fix.mover), fix, doubts)
    },
    restore(newest) {
      const before = known(newest.mover)
      if (!before || before.at < newest.at) enter(newest, newest.received)
    },
    newest(mover) {
      const slot = slots.get(mover)
      return slot === undefined ? undefined : readFix(columns, slot, blankFix())
    },
    all: () => Array.from({ length: size }, (_, slot) => readFix(columns, slot, blankFix())),
    takeMoved() {
      for (let i = 0; i < movedCount; i++) {
        const slot = cell(columns.queue, i)
        spare[i] ??= blankFix()
        handed[i] = readFix(columns, slot, spare[i] as Writable<Newest>)
        columns.moved[slot] = 0
      }
      handed.length = movedCount
      movedCount = 0
      return handed
    },
  }
}
