/** The newest fix of every mover, and who moved since the last tick. */
import type { Fix } from '#contract/positions.ts'
import { agreesWithDoubted, type Known } from './judge.ts'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** A mover's newest fix with the time the server received it. */
export type Newest = Fix & { readonly received: number }

export type Book = {
  /** How many movers have a fix. */
  size(): number
  /** What the judge needs of a mover. The object is reused by the next call. */
  known(mover: number): Known | undefined
  /** An accepted fix: the mover is there now. */
  enter(fix: Fix, received: number): void
  /** A fix refused as too fast: remembered, since it may turn out to be the truth. */
  doubt(fix: Fix): void
  /** Puts back what the database kept; moves nobody and overwrites nothing newer. */
  restore(newest: Newest): void
  newest(mover: number): Newest | undefined
  /** Everyone's newest fix. */
  all(): Newest[]
  /** The fixes entered since the last call, one for each mover. The list and its objects are reused by the next call. */
  takeMoved(): readonly Fix[]
}

/*
 * Flat arrays, grown by doubling: at 10,000 fixes a second nothing is allocated per fix, so the collector
 * has no work on the path between device and frame.
 */
const columns = ['at', 'received', 'lng', 'lat', 'doubtedAt', 'doubtedLng', 'doubtedLat'] as const
const smallColumns = ['speed', 'heading', 'accuracy', 'doubts', 'moved'] as const
type Columns = Record<(typeof columns)[number], Float64Array> &
  Record<(typeof smallColumns)[number], Float32Array> & { mover: Int32Array }

export function createBook(capacity = 1024): Book {
  const slots = new Map<number, number>()
  let rows = grown(undefined, capacity)
  let moved = new Int32Array(capacity)
  let movedCount = 0
  const scratch: Known = {
    at: 0,
    lng: 0,
    lat: 0,
    accuracy: 0,
    doubts: 0,
    doubtedAt: 0,
    doubtedLng: 0,
    doubtedLat: 0,
  }
  const handed: Writable<Fix>[] = []

  const slotOf = (mover: number): number => {
    const found = slots.get(mover)
    if (found !== undefined) return found
    const slot = slots.size
    if (slot === rows.mover.length) {
      rows = grown(rows, slot * 2)
      const longer = new Int32Array(slot * 2)
      longer.set(moved)
      moved = longer
    }
    slots.set(mover, slot)
    rows.mover[slot] = mover
    return slot
  }
  const write = (slot: number, fix: Fix, received: number) => {
    rows.at[slot] = fix.at
    rows.received[slot] = received
    rows.lng[slot] = fix.lng
    rows.lat[slot] = fix.lat
    rows.speed[slot] = fix.speed
    rows.heading[slot] = fix.heading
    rows.accuracy[slot] = fix.accuracy
    rows.doubts[slot] = 0
  }
  const known = (mover: number): Known | undefined => {
    const slot = slots.get(mover)
    if (slot === undefined) return undefined
    scratch.at = cell(rows.at, slot)
    scratch.lng = cell(rows.lng, slot)
    scratch.lat = cell(rows.lat, slot)
    scratch.accuracy = cell(rows.accuracy, slot)
    scratch.doubts = cell(rows.doubts, slot)
    scratch.doubtedAt = cell(rows.doubtedAt, slot)
    scratch.doubtedLng = cell(rows.doubtedLng, slot)
    scratch.doubtedLat = cell(rows.doubtedLat, slot)
    return scratch
  }

  return {
    size: () => slots.size,
    known,
    enter(fix, received) {
      const slot = slotOf(fix.mover)
      write(slot, fix, received)
      if (rows.moved[slot] === 1) return
      rows.moved[slot] = 1
      moved[movedCount++] = slot
    },
    doubt(fix) {
      const before = known(fix.mover)
      const slot = slots.get(fix.mover)
      if (!before || slot === undefined) return
      // The same fix sent again is no second witness.
      if (before.doubts > 0 && fix.at === before.doubtedAt) return
      rows.doubts[slot] = agreesWithDoubted(fix, before) ? before.doubts + 1 : 1
      rows.doubtedAt[slot] = fix.at
      rows.doubtedLng[slot] = fix.lng
      rows.doubtedLat[slot] = fix.lat
    },
    restore(newest) {
      const before = known(newest.mover)
      if (!before || before.at < newest.at) write(slotOf(newest.mover), newest, newest.received)
    },
    newest(mover) {
      const slot = slots.get(mover)
      return slot === undefined ? undefined : read(rows, slot, blank())
    },
    all: () => Array.from(slots.values(), (slot) => read(rows, slot, blank())),
    takeMoved() {
      for (let i = 0; i < movedCount; i++) {
        const slot = cell(moved, i)
        handed[i] = read(rows, slot, (handed[i] as Writable<Newest> | undefined) ?? blank())
        rows.moved[slot] = 0
      }
      handed.length = movedCount
      movedCount = 0
      return handed
    },
  }
}

const cell = (column: Float64Array | Float32Array | Int32Array, slot: number): number =>
  column[slot] as number

const blank = (): Writable<Newest> => ({
  mover: 0,
  at: 0,
  received: 0,
  lng: 0,
  lat: 0,
  speed: 0,
  heading: 0,
  accuracy: 0,
})

function read(rows: Columns, slot: number, into: Writable<Newest>): Writable<Newest> {
  into.mover = cell(rows.mover, slot)
  into.at = cell(rows.at, slot)
  into.received = cell(rows.received, slot)
  into.lng = cell(rows.lng, slot)
  into.lat = cell(rows.lat, slot)
  into.speed = cell(rows.speed, slot)
  into.heading = cell(rows.heading, slot)
  into.accuracy = cell(rows.accuracy, slot)
  return into
}

function grown(rows: Columns | undefined, capacity: number): Columns {
  const longer = { mover: new Int32Array(capacity) } as Columns
  if (rows) longer.mover.set(rows.mover)
  for (const name of columns) {
    longer[name] = new Float64Array(capacity)
    if (rows) longer[name].set(rows[name])
  }
  for (const name of smallColumns) {
    longer[name] = new Float32Array(capacity)
    if (rows) longer[name].set(rows[name])
  }
  return longer
}
