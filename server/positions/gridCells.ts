/** Movers in flat arrays, and for every cell of the map a list of who is in it, group by group. */
import { createSlotNumbers } from './gridNumbers.ts'
import { CELL, grown, LAT, LINKS, LNG, MOVER, NEXT, NONE, PLACES, PREVIOUS, type Slots } from './gridSlots.ts'

/** Degrees of a cell's side: 560 m, by 480 m in Shanghai, whose middle holds 40 to a cell of 100,000 movers. */
export const CELL_DEGREES = 0.005
const CELLS_PER_DEGREE = 200
export const COLUMNS = 72_000
export const ROWS = 36_001
const GROUPS = 8
/** Cells share the buckets of a table, which so need not be as large as the earth. */
const BUCKET_BITS = 14

export type GridCells = {
  slots(): Slots
  /** How many movers have a place, and how many are known. */
  placed(): number
  known(): number
  move(mover: number, lng: number, lat: number): void
  remove(mover: number): void
  sort(mover: number, group: number): void
  /** Hands over who is in a cell; of one group where named. */
  inCell(column: number, row: number, group: number | undefined, take: (slot: number) => void): void
}

/** The meridian of 180° is the western edge of the first column. */
export function columnAt(lng: number): number {
  const column = Math.floor((lng + 180) * CELLS_PER_DEGREE)
  return column === COLUMNS ? 0 : column
}
export const rowAt = (lat: number): number => Math.floor((lat + 90) * CELLS_PER_DEGREE)

/** All cells are numbered within 32 bits, NONE not being one of them. */
const cellOf = (column: number, row: number): number => (row * COLUMNS + column) | 0
const bucketOf = (cell: number): number => (Math.imul(cell, 0x9e3779b1) >>> (32 - BUCKET_BITS)) * GROUPS

export function createGridCells(capacity = 1024): GridCells {
  const numbers = createSlotNumbers()
  // The lists of a cell's groups lie side by side.
  const first = new Int32Array(GROUPS << BUCKET_BITS).fill(NONE)
  let slots = grown(capacity)
  let known = 0
  let placed = 0

  const slotOf = (mover: number): number => {
    const found = numbers.of(mover)
    if (found !== NONE) return found
    const slot = known++
    if (slot === slots.room) slots = grown(slot * 2, slots)
    numbers.give(mover, slot)
    slots.links[slot * LINKS + MOVER] = mover
    return slot
  }
  const link = (slot: number, cell: number) => {
    const { links } = slots
    const list = bucketOf(cell) + (slots.group[slot] as number)
    const after = first[list] as number
    links[slot * LINKS + CELL] = cell
    links[slot * LINKS + NEXT] = after
    links[slot * LINKS + PREVIOUS] = NONE
    if (after !== NONE) links[after * LINKS + PREVIOUS] = slot
    first[list] = slot
    placed++
  }
  const unlink = (slot: number) => {
    const { links } = slots
    const cell = links[slot * LINKS + CELL] as number
    if (cell === NONE) return
    const before = links[slot * LINKS + PREVIOUS] as number
    const after = links[slot * LINKS + NEXT] as number
    if (before === NONE) first[bucketOf(cell) + (slots.group[slot] as number)] = after
    else links[before * LINKS + NEXT] = after
    if (after !== NONE) links[after * LINKS + PREVIOUS] = before
    links[slot * LINKS + CELL] = NONE
    placed--
  }
  return {
    slots: () => slots,
    placed: () => placed,
    known: () => known,
    move(mover, lng, lat) {
      const slot = slotOf(mover)
      slots.places[slot * PLACES + LNG] = lng
      slots.places[slot * PLACES + LAT] = lat
      const cell = cellOf(columnAt(lng), rowAt(lat))
      if (slots.links[slot * LINKS + CELL] === cell) return
      unlink(slot)
      link(slot, cell)
    },
    remove(mover) {
      const slot = numbers.of(mover)
      if (slot !== NONE) unlink(slot)
    },
    sort(mover, group) {
      const slot = slotOf(mover)
      const cell = slots.links[slot * LINKS + CELL] as number
      unlink(slot)
      slots.group[slot] = group
      if (cell !== NONE) link(slot, cell)
    },
    inCell(column, row, group, take) {
      const { links } = slots
      const cell = cellOf(column, row)
      const lists = bucketOf(cell)
      const last = lists + (group ?? GROUPS - 1)
      for (let list = lists + (group ?? 0); list <= last; list++) {
        for (let slot = first[list] as number; slot !== NONE; slot = links[slot * LINKS + NEXT] as number) {
          if (links[slot * LINKS + CELL] === cell) take(slot)
        }
      }
    },
  }
}
