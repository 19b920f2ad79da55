/** Segments made ready for matching: flat arrays in metres, the chains they hang together in, and a grid to find them by. */
import type { LngLat } from '#contract/endpoint.ts'
import { METRES_PER_DEGREE } from '../zones/plane.ts'
import type { Side } from './pieces.ts'

export type Segment = {
  readonly id: number
  readonly zone: number
  readonly chain: string
  readonly place: number
  readonly from: LngLat
  readonly to: LngLat
  readonly side: Side
  /** ms UTC. */
  readonly validFrom: number
}

/** Chains are runs of segments that follow each other without a gap. `start`: metres along its chain. */
export type Tracks = {
  readonly count: number
  readonly x: Float64Array
  readonly y: Float64Array
  /** Unit vector from end to end. */
  readonly dx: Float64Array
  readonly dy: Float64Array
  /** The same with its neighbours on a bank, whose line has kinks where a measured width jumps. */
  readonly east: Float64Array
  readonly north: Float64Array
  readonly metres: Float64Array
  readonly start: Float64Array
  readonly side: Int8Array
  readonly chain: Int32Array
  /** By chain: its first segment, how many, its length, and 1 where it ends where it begins. */
  readonly first: Int32Array
  readonly size: Int32Array
  readonly length: Float64Array
  readonly closed: Uint8Array
}

/** One plane for the whole city: east–west it is 0.3 % wrong at the edges, 15 cm in a segment. */
export const EAST = METRES_PER_DEGREE * Math.cos((31.2 * Math.PI) / 180)
export const NORTH = METRES_PER_DEGREE

/** `segments` in the order of their chains and places. */
export function tracksOf(segments: readonly Segment[]): Tracks {
  const count = segments.length
  const column = () => new Float64Array(count)
  const [x, y, dx, dy, metres, start] = [column(), column(), column(), column(), column(), column()]
  const side = new Int8Array(count)
  const chain = new Int32Array(count)
  const chains: { first: number; size: number; length: number }[] = []
  segments.forEach((segment, i) => {
    x[i] = segment.from[0] * EAST
    y[i] = segment.from[1] * NORTH
    const [east, north] = [segment.to[0] * EAST - (x[i] as number), segment.to[1] * NORTH - (y[i] as number)]
    const length = Math.hypot(east, north)
    metres[i] = length
    dx[i] = length === 0 ? 0 : east / length
    dy[i] = length === 0 ? 0 : north / length
    side[i] = segment.side
    if (!follows(segments[i - 1], segment)) chains.push({ first: i, size: 0, length: 0 })
    const its = chains.at(-1) as (typeof chains)[number]
    start[i] = its.length
    chain[i] = chains.length - 1
    its.size++
    its.length += length
  })
  return {
    ...{ count, x, y, dx, dy, metres, start, side, chain },
    ...courses(segments, chain),
    first: Int32Array.from(chains, (each) => each.first),
    size: Int32Array.from(chains, (each) => each.size),
    length: Float64Array.from(chains, (each) => each.length),
    closed: Uint8Array.from(chains, ({ first, size }) => {
      const [begin, end] = [segments[first] as Segment, segments[first + size - 1] as Segment]
      return size > 2 && isSame(begin.from, end.to) ? 1 : 0
    }),
  }
}

/** From the beginning of the one before to the end of the one after, on one chain. */
function courses(segments: readonly Segment[], chain: Int32Array): Pick<Tracks, 'east' | 'north'> {
  const [east, north] = [new Float64Array(segments.length), new Float64Array(segments.length)]
  segments.forEach((segment, i) => {
    const isBank = segment.side !== 0
    const before = isBank && chain[i - 1] === chain[i] ? (segments[i - 1] as Segment) : segment
    const after = isBank && chain[i + 1] === chain[i] ? (segments[i + 1] as Segment) : segment
    const along = (after.to[0] - before.from[0]) * EAST
    const up = (after.to[1] - before.from[1]) * NORTH
    const length = Math.max(1, Math.hypot(along, up))
    east[i] = along / length
    north[i] = up / length
  })
  return { east, north }
}

const follows = (before: Segment | undefined, segment: Segment): boolean =>
  before !== undefined && before.chain === segment.chain && isSame(before.to, segment.from)

const isSame = (a: LngLat, b: LngLat): boolean => a[0] === b[0] && a[1] === b[1]

export type Hash = {
  /** Where in `items` the segments near a place are listed, how many they are first; 0: none is near. */
  at(lng: number, lat: number): number
  readonly items: Int32Array
}

const CELL_METRES = 50

/** Finds the segments within `reach` metres of a place, and some that are a little farther. */
export function hashOf(tracks: Tracks, reach: number): Hash {
  const grid = gridOver(tracks, reach)
  const { west, south, columns, rows } = grid
  const listed = new Map<number, number[]>()
  for (let i = 0; i < tracks.count; i++) {
    eachCellNear(grid, tracks, i, reach, (cell) => {
      const known = listed.get(cell)
      if (known) known.push(i)
      else listed.set(cell, [i])
    })
  }
  const index = new Int32Array(columns * rows)
  const items = [0]
  for (const [cell, segments] of listed) {
    index[cell] = items.length
    items.push(segments.length, ...segments)
  }
  return {
    items: Int32Array.from(items),
    at(lng, lat) {
      const column = Math.floor((lng * EAST - west) / CELL_METRES)
      const row = Math.floor((lat * NORTH - south) / CELL_METRES)
      if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return 0
      return index[row * columns + column] as number
    },
  }
}

type Grid = { readonly west: number; readonly south: number; readonly columns: number; readonly rows: number }

function gridOver({ x, y, dx, dy, metres, count }: Tracks, reach: number): Grid {
  if (count === 0) return { west: 0, south: 0, columns: 0, rows: 0 }
  let [left, low] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let [right, high] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < count; i++) {
    const [ax, ay, length] = [x[i] as number, y[i] as number, metres[i] as number]
    const [bx, by] = [ax + (dx[i] as number) * length, ay + (dy[i] as number) * length]
    left = Math.min(left, ax, bx)
    low = Math.min(low, ay, by)
    right = Math.max(right, ax, bx)
    high = Math.max(high, ay, by)
  }
  const around = reach + CELL_METRES
  const cells = (wide: number) => Math.ceil((wide + 2 * around) / CELL_METRES)
  return { west: left - around, south: low - around, columns: cells(right - left), rows: cells(high - low) }
}

function eachCellNear(
  { west, south, columns, rows }: Grid,
  { x, y, dx, dy, metres }: Tracks,
  i: number,
  reach: number,
  visit: (cell: number) => void,
): void {
  const [ax, ay, length] = [x[i] as number, y[i] as number, metres[i] as number]
  const [bx, by] = [ax + (dx[i] as number) * length, ay + (dy[i] as number) * length]
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.floor(value / CELL_METRES)))
  const lastRow = clamp(Math.max(ay, by) + reach - south, rows - 1)
  const lastColumn = clamp(Math.max(ax, bx) + reach - west, columns - 1)
  // From the middle of a cell to its corner.
  const near = reach + CELL_METRES * Math.SQRT1_2
  for (let row = clamp(Math.min(ay, by) - reach - south, rows - 1); row <= lastRow; row++) {
    for (let column = clamp(Math.min(ax, bx) - reach - west, columns - 1); column <= lastColumn; column++) {
      const px = west + (column + 0.5) * CELL_METRES - ax
      const py = south + (row + 0.5) * CELL_METRES - ay
      const along = Math.max(0, Math.min(length, px * (dx[i] as number) + py * (dy[i] as number)))
      const away = Math.hypot(px - along * (dx[i] as number), py - along * (dy[i] as number))
      if (away <= near) visit(row * columns + column)
    }
  }
}
