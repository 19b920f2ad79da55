/** All zones as a raster: each cell says in which zones it lies wholly, and which boundaries are near. */
import type { PresentZone } from '#contract/presence.ts'
import { boundaryMetres, type Edge, type Edges, edgesOf, isNearEdge, rowCrossings } from './fenceEdges.ts'
import { METRES_PER_DEGREE } from './plane.ts'

export type FencedZone = PresentZone & {
  readonly dwellMs: number
  /** Closed rings of WGS84 [longitude, latitude], outer ones and holes alike. */
  readonly rings: readonly (readonly (readonly [number, number])[])[]
}

/** A zone whose boundary passes near a cell: those parts of it, and whether the cell's middle is inside. */
export type Near = { readonly zone: FencedZone; centreInside: boolean; readonly edges: Edges }
export type Cell = {
  readonly within: readonly FencedZone[]
  readonly near: readonly Near[]
  x: number
  y: number
}

export type Fence = {
  /** Metres for a degree of longitude: exact to a few per mille over the size of a city. */
  readonly east: number
  cellAt(lng: number, lat: number): Cell
  /** How far inside the boundary the place is; negative outside; exact up to `NEAR_METRES`. */
  metresInside(near: Near, cell: Cell, lng: number, lat: number): number
  readonly zones: ReadonlyMap<number, FencedZone>
}

/** In a cell that does not list it, a boundary is at least so far away: further than any margin. */
export const NEAR_METRES = 120
const CELL_METRES = 60
/** More cells than this (16 MB) are made larger instead. */
const MOST_CELLS = 4_000_000

type Grid = { west: number; south: number; size: number; columns: number; rows: number; east: number }

export function buildFence(zones: readonly FencedZone[]): Fence {
  const grid = gridOver(zones)
  const cells = fill(grid, zones)
  const { west, south, size, columns, rows, east } = grid
  const nowhere: Cell = { within: [], near: [], x: 0, y: 0 }
  return {
    east,
    zones: new Map(zones.map((zone) => [zone.id, zone])),
    cellAt(lng, lat) {
      const column = Math.floor((lng * east - west) / size)
      const row = Math.floor((lat * METRES_PER_DEGREE - south) / size)
      if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return nowhere
      return cells.contents[cells.index[row * columns + column] as number] ?? nowhere
    },
    metresInside: (near, cell, lng, lat) =>
      boundaryMetres(near.edges, near.centreInside, cell.x, cell.y, lng * east, lat * METRES_PER_DEGREE),
  }
}

function gridOver(zones: readonly FencedZone[]): Grid {
  const places = zones.flatMap(({ rings }) => rings.flat())
  const bounds = [180, 90, -180, -90] as [number, number, number, number]
  for (const [lng, lat] of places) {
    bounds[0] = Math.min(bounds[0], lng)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lng)
    bounds[3] = Math.max(bounds[3], lat)
  }
  const [left, low, right, high] = places.length > 0 ? bounds : [0, 0, 0, 0]
  const east = METRES_PER_DEGREE * Math.cos((((low + high) / 2) * Math.PI) / 180)
  // A cell more all around, and the distance at which a boundary counts as near.
  const around = NEAR_METRES + CELL_METRES
  const width = (right - left) * east + 2 * around
  const height = (high - low) * METRES_PER_DEGREE + 2 * around
  const size = Math.max(CELL_METRES, Math.sqrt((width * height) / MOST_CELLS))
  const [columns, rows] = [Math.ceil(width / size), Math.ceil(height / size)]
  return { west: left * east - around, south: low * METRES_PER_DEGREE - around, size, columns, rows, east }
}

type Cells = { readonly index: Int32Array; readonly contents: Cell[] }
/** Neighbours in one row of cells, from the first to the one before `end`. */
type Run = { readonly first: number; readonly end: number }

/** Cells alike, with no boundary near, share one content. */
function fill(grid: Grid, zones: readonly FencedZone[]): Cells {
  const index = new Int32Array(grid.columns * grid.rows)
  const contents: Cell[] = [{ within: [], near: [], x: 0, y: 0 }]
  // A district has a million cells: a mark each, and not an entry in a set.
  const inside = new Uint8Array(index.length)
  for (const zone of zones) {
    const edges = edgesOf(zone.rings, grid.east)
    const nearby = cellsNear(grid, edges)
    const runs = runsInside(grid, edges)
    for (const { first, end } of runs) inside.fill(1, first, end)
    for (const [cell, listed] of nearby) {
      const before = contents[index[cell] as number] as Cell
      const near = { zone, centreInside: inside[cell] === 1, edges: listed }
      const x = grid.west + ((cell % grid.columns) + 0.5) * grid.size
      const y = grid.south + (Math.floor(cell / grid.columns) + 0.5) * grid.size
      index[cell] = contents.push({ within: before.within, near: [...before.near, near], x, y }) - 1
    }
    const joined = new Map<number, number>()
    for (const { first, end } of runs) {
      for (let cell = first; cell < end; cell++) {
        if (nearby.has(cell)) continue
        const was = index[cell] as number
        let known = joined.get(was)
        if (known === undefined) {
          const before = contents[was] as Cell
          known = contents.push({ ...before, within: [...before.within, zone] }) - 1
          joined.set(was, known)
        }
        index[cell] = known
      }
      inside.fill(0, first, end)
    }
  }
  return { index, contents }
}

/** The edges near each cell, by cell. */
function cellsNear(grid: Grid, edges: Edges): Map<number, Edge[]> {
  const near = new Map<number, Edge[]>()
  // From the middle of a cell to its corner.
  const reach = NEAR_METRES + grid.size * Math.SQRT1_2
  const column = (x: number) => Math.floor((x - grid.west) / grid.size)
  for (const edge of edges) {
    const lastRow = Math.min(grid.rows - 1, rowOf(grid, Math.max(edge.ay, edge.by) + reach))
    const lastColumn = Math.min(grid.columns - 1, column(Math.max(edge.ax, edge.bx) + reach))
    for (let r = Math.max(0, rowOf(grid, Math.min(edge.ay, edge.by) - reach)); r <= lastRow; r++) {
      const y = grid.south + (r + 0.5) * grid.size
      for (let c = Math.max(0, column(Math.min(edge.ax, edge.bx) - reach)); c <= lastColumn; c++) {
        if (!isNearEdge(edge, grid.west + (c + 0.5) * grid.size, y, reach)) continue
        const cell = r * grid.columns + c
        const listed = near.get(cell)
        if (listed) listed.push(edge)
        else near.set(cell, [edge])
      }
    }
  }
  return near
}

const rowOf = (grid: Grid, y: number): number => Math.floor((y - grid.south) / grid.size)

/** The cells whose middle is inside, row by row between the crossings of its boundary. */
function runsInside(grid: Grid, edges: Edges): Run[] {
  const runs: Run[] = []
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { ay } of edges) {
    low = Math.min(low, ay)
    high = Math.max(high, ay)
  }
  const last = Math.min(grid.rows - 1, rowOf(grid, high))
  for (let row = Math.max(0, rowOf(grid, low)); row <= last; row++) {
    const crossings = rowCrossings(edges, grid.south + (row + 0.5) * grid.size)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const first = Math.max(0, Math.ceil(((crossings[i] as number) - grid.west) / grid.size - 0.5))
      const end = Math.ceil(((crossings[i + 1] as number) - grid.west) / grid.size - 0.5)
      if (first < end) runs.push({ first: row * grid.columns + first, end: row * grid.columns + end })
    }
  }
  return runs
}
