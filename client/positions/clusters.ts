/** Crowded movers gathered into counts: by cells fixed in the world, so that a moved view changes no count. */
import type { Bounds } from '../map/camera.ts'
import { latitudeOf, mercatorOf } from './mercator.ts'
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
/** So many in one cell are a crowd; one that is gathered stays so down to one fewer, or it would flicker. */
const CROWD = 4
const STILL_CROWD = 3

export type Clusters = {
  count: number
  /** The zoom the cells belong to; null: nobody is gathered. */
  level: number | null
  /** By row of the position store: 1 where a mover is drawn only as one of a cluster. */
  gathered: Uint8Array
  /** By cluster: the number of its cell, the same as long as the level is. */
  cells: Float64Array
  /** Three a cluster: longitude, latitude, 0. */
  places: Float64Array
  totals: Uint32Array
  /** As many a cluster as there are tallies. */
  tallied: Uint32Array
  /** Four a cluster, around its movers: west, south, east, north. */
  bounds: Float64Array
}

export const createClusters = (): Clusters => ({
  count: 0,
  level: null,
  gathered: new Uint8Array(0),
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
    const cell = standings[row] as number
    if (cell < tallies.length && found.clusterOf[found.cellOf[row] as number] !== NONE) into.gathered[row] = 1
  }
}

const NONE = -1
const side = (level: number): number => CELL / (512 * 2 ** level)
/** Cells from west to east at a level, so that a cell's number tells its column and its line. */
const columns = (level: number): number => Math.ceil(1 / side(level)) + 1

const room = (capacity: number) => ({
  cells: new Float64Array(capacity),
  places: new Float64Array(capacity * 3),
  totals: new Uint32Array(capacity),
  tallied: new Uint32Array(capacity * tallies.length),
  bounds: new Float64Array(capacity * 4),
})

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

function findCells(from: Positions, standings: Uint8Array, level: number): typeof scratch {
  const found = scratch
  if (found.cellOf.length < from.count) found.cellOf = new Int32Array(from.movers.length)
  found.byNumber.clear()
  found.count = 0
  const [size, wide] = [side(level), columns(level)]
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

function addCell(found: typeof scratch, number: number): number {
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
  found: typeof scratch,
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

function widen(found: typeof scratch, capacity: number): void {
  const { cells, sums, totals, tallied, bounds } = found
  Object.assign(found, room(capacity), { sums: new Float64Array(capacity * 2) })
  found.cells.set(cells)
  found.sums.set(sums)
  found.totals.set(totals)
  found.tallied.set(tallied)
  found.bounds.set(bounds)
}

function keepCrowds(into: Clusters, found: typeof scratch, before: ReadonlySet<number>, level: number): void {
  if (found.clusterOf.length < found.count) found.clusterOf = new Int32Array(found.cells.length)
  if (into.cells.length < found.count) Object.assign(into, room(found.cells.length))
  const isCrowd = (cell: number) =>
    (found.totals[cell] as number) >= (before.has(found.cells[cell] as number) ? STILL_CROWD : CROWD)
  for (let cell = 0; cell < found.count; cell++) found.clusterOf[cell] = isCrowd(cell) ? into.count++ : NONE
  for (let cell = 0; cell < found.count; cell++) {
    const cluster = found.clusterOf[cell] as number
    if (cluster === NONE) continue
    const number = found.cells[cell] as number
    into.cells[cluster] = number
    into.totals[cluster] = found.totals[cell] as number
    for (let i = 0; i < tallies.length; i++) {
      into.tallied[cluster * tallies.length + i] = found.tallied[cell * tallies.length + i] as number
    }
    for (let i = 0; i < 4; i++) into.bounds[cluster * 4 + i] = found.bounds[cell * 4 + i] as number
    const other = found.byNumber.get(number ^ 1)
    setPlace(into, cluster, found, cell, level, other !== undefined && found.clusterOf[other] !== NONE)
  }
}

/** Pixels a cluster's middle keeps from the border of its cell: no two can touch, whatever their movers do. */
const MARGIN = 21
/** Where units and contacts share a cell, units keep to the north of it. */
const UNITS_DOWN_TO = 25
const CONTACTS_FROM = 63
/** Places are rounded to two pixels: a crowd that mills about stands still. */
const STEP = 2

function setPlace(
  into: Clusters,
  cluster: number,
  found: typeof scratch,
  cell: number,
  level: number,
  shared: boolean,
): void {
  const number = found.cells[cell] as number
  const total = found.totals[cell] as number
  const pixel = side(level) / CELL
  const index = Math.floor(number / 2)
  const left = (index % columns(level)) * CELL
  const top = Math.floor(index / columns(level)) * CELL
  const [from, to] = !shared
    ? [MARGIN, CELL - MARGIN]
    : number % 2 === 0
      ? [MARGIN, UNITS_DOWN_TO]
      : [CONTACTS_FROM, CONTACTS_FROM]
  const x = (found.sums[cell * 2] as number) / total / pixel - left
  const y = (found.sums[cell * 2 + 1] as number) / total / pixel - top
  into.places[cluster * 3] = (left + within(x, MARGIN, CELL - MARGIN)) * pixel * 360 - 180
  into.places[cluster * 3 + 1] = latitudeOf((top + within(y, from, to)) * pixel)
}

const within = (value: number, from: number, to: number): number =>
  Math.min(to, Math.max(from, Math.round(value / STEP) * STEP))
