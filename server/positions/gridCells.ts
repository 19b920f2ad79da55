/** Movers in flat arrays, and for every cell of the map a list of who is in it, group by group. */
import { grown, NONE, type Slots } from './gridSlots.ts'

/** Degrees of a cell's side: 1.1 km, by 950 m in Shanghai, where 100,000 movers are some 15 to a cell. */
export const CELL_DEGREES = 0.01
const CELLS_PER_DEGREE = 100
export const COLUMNS = 36_000
export const ROWS = 18_001
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

const cellOf = (column: number, row: number): number => row * COLUMNS + column
const bucketOf = (cell: number): number => (Math.imul(cell, 0x9e3779b1) >>> (32 - BUCKET_BITS)) * GROUPS

export function createGridCells(capacity = 1024): GridCells {
  const slotsByMover = new Map<number, number>()
  // The lists of a cell's groups lie side by side.
  const first = new Int32Array(GROUPS << BUCKET_BITS).fill(NONE)
  let slots = grown(capacity)
  let placed = 0

  const slotOf = (mover: number): number => {
    const found = slotsByMover.get(mover)
    if (found !== undefined) return found
    const slot = slotsByMover.size
    if (slot === slots.mover.length) slots = grown(slot * 2, slots)
    slotsByMover.set(mover, slot)
    slots.mover[slot] = mover
    return slot
  }
  const link = (slot: number, cell: number) => {
    const list = bucketOf(cell) + (slots.group[slot] as number)
    const after = first[list] as number
    slots.cell[slot] = cell
    slots.next[slot] = after
    slots.previous[slot] = NONE
    if (after !== NONE) slots.previous[after] = slot
    first[list] = slot
    placed++
  }
  const unlink = (slot: number) => {
    const cell = slots.cell[slot] as number
    if (cell === NONE) return
    const before = slots.previous[slot] as number
    const after = slots.next[slot] as number
    if (before === NONE) first[bucketOf(cell) + (slots.group[slot] as number)] = after
    else slots.next[before] = after
    if (after !== NONE) slots.previous[after] = before
    slots.cell[slot] = NONE
    placed--
  }
  return {
    slots: () => slots,
    placed: () => placed,
    known: () => slotsByMover.size,
    move(mover, lng, lat) {
      const slot = slotOf(mover)
      slots.lng[slot] = lng
      slots.lat[slot] = lat
      const cell = cellOf(columnAt(lng), rowAt(lat))
      if (slots.cell[slot] === cell) return
      unlink(slot)
      link(slot, cell)
    },
    remove(mover) {
      const slot = slotsByMover.get(mover)
      if (slot !== undefined) unlink(slot)
    },
    sort(mover, group) {
      const slot = slotOf(mover)
      const cell = slots.cell[slot] as number
      unlink(slot)
      slots.group[slot] = group
      if (cell !== NONE) link(slot, cell)
    },
    inCell(column, row, group, take) {
      const cell = cellOf(column, row)
      const lists = bucketOf(cell)
      const last = lists + (group ?? GROUPS - 1)
      for (let list = lists + (group ?? 0); list <= last; list++) {
        for (let slot = first[list] as number; slot !== NONE; slot = slots.next[slot] as number) {
          if (slots.cell[slot] === cell) take(slot)
        }
      }
    },
  }
}
