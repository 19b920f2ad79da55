/** Crowded movers gathered into counts: by cells fixed in the world, so that a moved view changes no count. */
import type { Bounds } from '../map/camera.ts'
import {
  CELL,
  type Cells,
  type Counted,
  columnsOf,
  findCells,
  room,
  sideOf,
  tallies,
} from './clusterCells.ts'
import { latitudeOf } from './mercator.ts'
import type { Positions } from './store.ts'

/** So many in one cell are a crowd; one that is gathered stays so down to one fewer, or it would flicker. */
const CROWD = 4
const STILL_CROWD = 3

/** One column a field, one row a cluster. */
export type Clusters = Counted & {
  count: number
  /** The zoom the cells belong to; null: nobody is gathered. */
  level: number | null
  /** By row of the position store: 1 where a mover is drawn only as one of a cluster. */
  gathered: Uint8Array
  /** Three a cluster: longitude, latitude, 0. */
  places: Float64Array
}

export const createClusters = (): Clusters => ({
  count: 0,
  level: null,
  gathered: new Uint8Array(0),
  places: new Float64Array(0),
  ...room(0),
})

/** The clusters of now. */
export const clusters = createClusters()

/** Where a cluster of this cell is among `from`, or -1. */
export const clusterAt = (cell: number, from: Clusters = clusters): number =>
  from.cells.subarray(0, from.count).indexOf(cell)

/** A box around the movers of a cluster; undefined once it is gone. */
export function clusterBounds(cell: number, from: Clusters = clusters): Bounds | undefined {
  const box = clusterAt(cell, from) * 4
  if (box < 0) return undefined
  const at = (i: number) => from.bounds[box + i] as number
  return [
    [at(0), at(1)],
    [at(2), at(3)],
  ]
}

/**
 * Gathers the rows whose `standings` are tallies into cells of `level`, contacts apart from units.
 * Three passes over flat arrays; only the few hundred cells are looked up in a map.
 */
export function gather(into: Clusters, from: Positions, standings: Uint8Array, level: number | null): void {
  if (into.gathered.length !== from.movers.length) into.gathered = new Uint8Array(from.movers.length)
  const before = new Set(level === into.level ? into.cells.subarray(0, into.count) : [])
  into.level = level
  into.count = 0
  into.gathered.fill(0)
  if (level === null) return
  const found = findCells(from, standings, level)
  keepCrowds(into, found, before, level)
  for (let row = 0; row < from.count; row++) {
    const isCounted = (standings[row] as number) < tallies.length
    into.gathered[row] = isCounted && found.clusterOf[found.cellOf[row] as number] !== NONE ? 1 : 0
  }
}

const NONE = -1

function keepCrowds(into: Clusters, found: Cells, before: ReadonlySet<number>, level: number): void {
  if (found.clusterOf.length < found.count) found.clusterOf = new Int32Array(found.cells.length)
  if (into.cells.length < found.count) widen(into, found.cells.length)
  const isCrowd = (cell: number) =>
    (found.totals[cell] as number) >= (before.has(found.cells[cell] as number) ? STILL_CROWD : CROWD)
  for (let cell = 0; cell < found.count; cell++) found.clusterOf[cell] = isCrowd(cell) ? into.count++ : NONE
  for (let cell = 0; cell < found.count; cell++)
    if (found.clusterOf[cell] !== NONE) keep(into, found, cell, level)
}

const widen = (into: Clusters, capacity: number) =>
  Object.assign(into, room(capacity), { places: new Float64Array(capacity * 3) })

function keep(into: Clusters, found: Cells, cell: number, level: number): void {
  const cluster = found.clusterOf[cell] as number
  const number = found.cells[cell] as number
  into.cells[cluster] = number
  into.totals[cluster] = found.totals[cell] as number
  copy(found.tallied, into.tallied, cell, cluster, tallies.length)
  copy(found.bounds, into.bounds, cell, cluster, 4)
  const other = found.byNumber.get(number ^ 1)
  setPlace(into, found, cell, level, other !== undefined && found.clusterOf[other] !== NONE)
}

type Column = Float64Array | Uint32Array

function copy(from: Column, into: Column, cell: number, cluster: number, width: number): void {
  for (let i = 0; i < width; i++) into[cluster * width + i] = from[cell * width + i] as number
}

/** Pixels a cluster's middle keeps from the border of its cell: no two can touch, whatever their movers do. */
const MARGIN = 21
/** Where units and contacts share a cell, units keep to the north of it. */
const UNITS_DOWN_TO = 25
const CONTACTS_FROM = 63
/** Places are rounded to two pixels: a crowd that mills about stands still. */
const STEP = 2

function setPlace(into: Clusters, found: Cells, cell: number, level: number, shared: boolean): void {
  const number = found.cells[cell] as number
  const total = found.totals[cell] as number
  const pixel = sideOf(level) / CELL
  const index = Math.floor(number / 2)
  const left = (index % columnsOf(level)) * CELL
  const top = Math.floor(index / columnsOf(level)) * CELL
  const north = shared && number % 2 === 1 ? CONTACTS_FROM : MARGIN
  const south = shared && number % 2 === 0 ? UNITS_DOWN_TO : shared ? CONTACTS_FROM : CELL - MARGIN
  const x = (found.sums[cell * 2] as number) / total / pixel - left
  const y = (found.sums[cell * 2 + 1] as number) / total / pixel - top
  const at = (found.clusterOf[cell] as number) * 3
  into.places[at] = (left + within(x, MARGIN, CELL - MARGIN)) * pixel * 360 - 180
  into.places[at + 1] = latitudeOf((top + within(y, north, south)) * pixel)
}

const within = (value: number, from: number, to: number): number =>
  Math.min(to, Math.max(from, Math.round(value / STEP) * STEP))
