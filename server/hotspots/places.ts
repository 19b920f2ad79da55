/** The places hotspots are told of, numbered, with their neighbours in one flat array: cells of the city, and pieces of banks and roads. */
import { cellToBoundary, cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import type { LngLat } from '#contract/endpoint.ts'
import { EAST, hashOf, NORTH, type Segment, type Tracks, tracksOf } from '../coverage/tracks.ts'

export type Places = {
  count(): number
  /** `WIDTH` for each place: itself first; -1 where there are fewer. Another array once there are more places. */
  neighbours(): Int32Array
  /** The place there; -1: none. */
  at(lng: number, lat: number): number
  key(place: number): string
  find(key: string): number
  centre(place: number): LngLat
  /** Its corners, or the ends of its line. */
  outline(place: number): LngLat[]
}

/** A hexagon has six others around it. */
export const WIDTH = 7
/** 0.1 km², some 350 m across: what a crew on foot sees to in one stop. */
export const RESOLUTION = 9

/** Hexagons where anything was ever reported: where nothing ever is, nothing can be unusual. They grow, and none goes. */
export function cityCells(): Places {
  const cells: string[] = []
  const numbers = new Map<string, number>()
  let neighbours = new Int32Array(WIDTH * 1024).fill(-1)

  const add = (cell: string): number => {
    const place = cells.push(cell) - 1
    numbers.set(cell, place)
    if (cells.length * WIDTH > neighbours.length) {
      const grown = new Int32Array(neighbours.length * 2).fill(-1)
      grown.set(neighbours)
      neighbours = grown
    }
    const around = [cell, ...gridDisk(cell, 1).filter((other) => other !== cell)]
    around.forEach((other, k) => {
      const known = numbers.get(other)
      if (known === undefined) return
      neighbours[place * WIDTH + k] = known
      if (known !== place) befriend(known, place)
    })
    return place
  }
  const befriend = (place: number, other: number) => {
    const free = neighbours.indexOf(-1, place * WIDTH + 1)
    if (free < (place + 1) * WIDTH) neighbours[free] = other
  }
  return {
    count: () => cells.length,
    neighbours: () => neighbours,
    at(lng, lat) {
      const cell = latLngToCell(lat, lng, RESOLUTION)
      return numbers.get(cell) ?? add(cell)
    },
    key: (place) => cells[place] as string,
    find: (key) => numbers.get(key) ?? -1,
    centre(place) {
      const [lat, lng] = cellToLatLng(cells[place] as string)
      return [lng, lat]
    },
    outline: (place) => cellToBoundary(cells[place] as string, true) as LngLat[],
  }
}

/** Segments of coverage are 50 m: so many make one piece, which is about as long as a cell is wide. */
const SEGMENTS = 5
/** As deep as a strip of the shore. */
const BESIDE_METRES = 80

/** Pieces of banks and ring roads, each with the one before and the one after it. */
export function linePlaces(segments: readonly Segment[]): Places {
  const tracks = tracksOf(segments)
  const hash = hashOf(tracks, BESIDE_METRES)
  const pieceOf = new Int32Array(segments.length)
  const firsts: number[] = []
  segments.forEach((segment, i) => {
    const begins =
      tracks.chain[i] !== tracks.chain[i - 1] ||
      segment.zone !== segments[i - 1]?.zone ||
      i - (firsts.at(-1) as number) === SEGMENTS
    if (begins) firsts.push(i)
    pieceOf[i] = firsts.length - 1
  })
  const keys = firsts.map((i) => `${segments[i]?.chain}/${segments[i]?.place}`)
  const numbers = new Map(keys.map((key, piece) => [key, piece]))
  const lastOf = (piece: number) => (firsts[piece + 1] ?? segments.length) - 1
  return {
    count: () => firsts.length,
    neighbours: always(neighboursAlong(firsts, tracks)),
    at: (lng, lat) => nearestOf(tracks, hash.items, hash.at(lng, lat), lng, lat, pieceOf),
    key: (piece) => keys[piece] as string,
    find: (key) => numbers.get(key) ?? -1,
    centre(piece) {
      const middle = segments[Math.floor(((firsts[piece] as number) + lastOf(piece)) / 2)] as Segment
      return [(middle.from[0] + middle.to[0]) / 2, (middle.from[1] + middle.to[1]) / 2]
    },
    outline(piece) {
      const its = segments.slice(firsts[piece], lastOf(piece) + 1)
      return [(its[0] as Segment).from, ...its.map(({ to }) => to)]
    },
  }
}

const always =
  <T>(value: T) =>
  (): T =>
    value

function neighboursAlong(firsts: readonly number[], { chain, first, size, closed }: Tracks): Int32Array {
  const neighbours = new Int32Array(firsts.length * WIDTH).fill(-1)
  const pieceAt = new Map(firsts.map((segment, piece) => [segment, piece]))
  firsts.forEach((segment, piece) => {
    const its = chain[segment] as number
    const [begin, end] = [first[its] as number, (first[its] as number) + (size[its] as number)]
    const isFirst = segment === begin
    const next = firsts[piece + 1] ?? Number.POSITIVE_INFINITY
    const isLast = next >= end
    neighbours[piece * WIDTH] = piece
    if (!isFirst) neighbours[piece * WIDTH + 1] = piece - 1
    if (!isLast) neighbours[piece * WIDTH + 2] = piece + 1
    if (!isLast || !closed[its] || isFirst) return
    const start = pieceAt.get(begin) as number
    neighbours[piece * WIDTH + 2] = start
    neighbours[start * WIDTH + 1] = piece
  })
  return neighbours
}

function nearestOf(
  { x, y, dx, dy, metres }: Tracks,
  items: Int32Array,
  listed: number,
  lng: number,
  lat: number,
  pieceOf: Int32Array,
): number {
  let [nearest, piece] = [BESIDE_METRES, -1]
  const end = listed + (items[listed] ?? 0)
  for (let k = listed + 1; k <= end; k++) {
    const i = items[k] as number
    const [east, north] = [lng * EAST - (x[i] as number), lat * NORTH - (y[i] as number)]
    const [ux, uy] = [dx[i] as number, dy[i] as number]
    const along = Math.max(0, Math.min(metres[i] as number, east * ux + north * uy))
    const away = Math.hypot(east - along * ux, north - along * uy)
    if (away >= nearest) continue
    nearest = away
    piece = pieceOf[i] as number
  }
  return piece
}
