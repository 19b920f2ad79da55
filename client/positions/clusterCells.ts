/** The cells of a level and who is in them: counted in one pass over flat arrays. */
import { mercatorOf } from './mercator.ts'
import type { Positions } from './store.ts'

/** What a gathered mover counts as; `stale`: idle, but its position is too old to be believed. */
export const tallies = ['idle', 'enroute', 'onscene', 'off', 'stale', 'contact'] as const
export type Tally = (typeof tallies)[number]
export const CONTACT = tallies.indexOf('contact')

/** Standings beyond the tallies: drawn by itself whatever the crowd, and not drawn at all. */
export const ALONE = 254
export const UNSEEN = 255

/** Pixels of a cell at its own whole zoom; on the screen it is up to twice that. */
export const CELL = 80
/** A cell's side as a share of the world. */
export const sideOf = (level: number): number => CELL / (512 * 2 ** level)
/** Cells from west to east at a level, so that a cell's number tells its column and its line. */
export const columnsOf = (level: number): number => Math.ceil(1 / sideOf(level)) + 1

export type Counted = ReturnType<typeof room>

export function room(capacity: number) {
  return {
    /** By cell: its number, the same as long as the level is; even for units, odd for contacts. */
    cells: new Float64Array(capacity),
    totals: new Uint32Array(capacity),
    /** As many a cell as there are tallies. */
    tallied: new Uint32Array(capacity * tallies.length),
    /** Four a cell, around its movers: west, south, east, north. */
    bounds: new Float64Array(capacity * 4),
  }
}

export type Cells = typeof scratch

/** Kept from one gathering to the next: 10,000 rows a second shall leave nothing to collect. */
const scratch = {
  byNumber: new Map<number, number>(),
  count: 0,
  cellOf: new Int32Array(0),
  clusterOf: new Int32Array(0),
  /** By cell: the sums of the Mercator places of its movers. */
  sums: new Float64Array(0),
  ...room(0),
}

/** Counts the rows whose `standings` are tallies. What it answers is written over by the next call. */
export function findCells(from: Positions, standings: Uint8Array, level: number): Cells {
  const found = scratch
  if (found.cellOf.length < from.count) found.cellOf = new Int32Array(from.movers.length)
  found.byNumber.clear()
  found.count = 0
  const [size, wide] = [sideOf(level), columnsOf(level)]
  for (let row = 0; row < from.count; row++) {
    const standing = standings[row] as number
    if (standing >= tallies.length) continue
    const lng = from.places[row * 3] as number
    const lat = from.places[row * 3 + 1] as number
    const x = (lng + 180) / 360
    const y = mercatorOf(lat)
    const number = (Math.floor(y / size) * wide + Math.floor(x / size)) * 2 + (standing === CONTACT ? 1 : 0)
    const cell = found.byNumber.get(number) ?? addCell(found, number)
    found.cellOf[row] = cell
    add(found, cell, standing, lng, lat, x, y)
  }
  return found
}

function addCell(found: Cells, number: number): number {
  const cell = found.count++
  if (cell === found.cells.length) widen(found, Math.max(256, cell * 2))
  found.byNumber.set(number, cell)
  found.cells[cell] = number
  found.totals[cell] = 0
  found.tallied.fill(0, cell * tallies.length, (cell + 1) * tallies.length)
  found.sums.fill(0, cell * 2, cell * 2 + 2)
  found.bounds.set(nowhere, cell * 4)
  return cell
}

const nowhere = [180, 90, -180, -90]

function add(
  found: Cells,
  cell: number,
  standing: number,
  lng: number,
  lat: number,
  x: number,
  y: number,
): void {
  const { sums, bounds, totals, tallied } = found
  totals[cell] = (totals[cell] as number) + 1
  const tally = cell * tallies.length + standing
  tallied[tally] = (tallied[tally] as number) + 1
  sums[cell * 2] = (sums[cell * 2] as number) + x
  sums[cell * 2 + 1] = (sums[cell * 2 + 1] as number) + y
  const box = cell * 4
  if (lng < (bounds[box] as number)) bounds[box] = lng
  if (lat < (bounds[box + 1] as number)) bounds[box + 1] = lat
  if (lng > (bounds[box + 2] as number)) bounds[box + 2] = lng
  if (lat > (bounds[box + 3] as number)) bounds[box + 3] = lat
}

function widen(found: Cells, capacity: number): void {
  const { cells, sums, totals, tallied, bounds } = found
  Object.assign(found, room(capacity), { sums: new Float64Array(capacity * 2) })
  found.cells.set(cells)
  found.sums.set(sums)
  found.totals.set(totals)
  found.tallied.set(tallied)
  found.bounds.set(bounds)
}
