/** The map's cells: what frames are cut by, so that each console gets the ground it looks at. */
import type { LngLat } from './endpoint.ts'

/** 0.04°: in Shanghai 3.8 by 4.4 km. Smaller ones cost walls more heads of segments, larger ones cost phones more strangers. */
export const CELL_E6 = 40_000
const ACROSS = 360e6 / CELL_E6 + 1

/** South-west and north-east corner. */
export type Box = readonly [southWest: LngLat, northEast: LngLat]
/** What a console looks at; null: everything there is. */
export type View = readonly Box[] | null

/** The cell of a place in 1e-6°: one number. */
export const cellAt = (lngE6: number, latE6: number): number =>
  Math.floor((latE6 + 90e6) / CELL_E6) * ACROSS + Math.floor((lngE6 + 180e6) / CELL_E6)

export const columnOf = (cell: number): number => cell % ACROSS
export const rowOf = (cell: number): number => Math.floor(cell / ACROSS)
export const cellOf = (column: number, row: number): number => row * ACROSS + column
export const isCell = (column: number, row: number): boolean =>
  column >= 0 && column < ACROSS && row >= 0 && row <= 180e6 / CELL_E6

/** West and south edge in 1e-6°. */
export const westOf = (cell: number): number => columnOf(cell) * CELL_E6 - 180e6
export const southOf = (cell: number): number => rowOf(cell) * CELL_E6 - 90e6

/** A view of more cells than this is one of everything: its frames would hardly be smaller. */
const MOST_CELLS = 400

/** The cells that boxes touch, ascending; null, as for everything, where they are too many. */
export function cellsOf(boxes: readonly Box[]): number[] | null {
  const cells = new Set<number>()
  for (const [[west, south], [east, north]] of boxes) {
    const first = cellAt(clamp(west, 180) * 1e6, clamp(south, 90) * 1e6)
    const last = cellAt(clamp(east, 180) * 1e6, clamp(north, 90) * 1e6)
    const [columns, rows] = [columnOf(last) - columnOf(first) + 1, rowOf(last) - rowOf(first) + 1]
    if (columns * rows > MOST_CELLS) return null
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) cells.add(first + row * ACROSS + column)
    }
    if (cells.size > MOST_CELLS) return null
  }
  return [...cells].sort((a, b) => a - b)
}

const clamp = (degrees: number, most: number): number => Math.max(-most, Math.min(most, degrees))
