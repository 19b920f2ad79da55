/** Lines that simulated units follow, in metres on one plane for the whole city. */
import type { LngLat } from '#contract/endpoint.ts'
import { type Point, planeAt } from '../../server/zones/plane.ts'

/** East–west distances are 0.3 % long or short at the city's edges: nobody sees it in a patrol. */
export const ground = planeAt(31.2)

export type Path = {
  readonly points: readonly Point[]
  /** Distance from the start to each point. */
  readonly at: readonly number[]
  readonly length: number
  /** Radius of the bend at each point in metres; Infinity where it is straight or the end. */
  readonly radius: readonly number[]
  readonly closed: boolean
}

/** A path through at least two points; `closed` joins its end to its start. Repeated points are left out. */
export function pathThrough(places: readonly Point[], closed = false): Path {
  const distinct = places.filter((point, i) => i === 0 || metresApart(point, places[i - 1] as Point) > 0.01)
  const first = distinct[0]
  if (!first || distinct.length < 2) throw new Error('a path needs two different points')
  const points =
    closed && metresApart(first, distinct.at(-1) as Point) > 0.01 ? [...distinct, first] : distinct
  const at = [0]
  for (let i = 1; i < points.length; i++) {
    at.push((at[i - 1] as number) + metresApart(points[i - 1] as Point, points[i] as Point))
  }
  return { points, at, length: at.at(-1) as number, radius: points.map((_, i) => bendAt(points, i)), closed }
}

export const pathThroughPlaces = (places: readonly LngLat[], closed = false): Path =>
  pathThrough(places.map(ground.toMetres), closed)

/** Index of the segment that holds the distance `along`. */
export function segmentAt(path: Path, along: number): number {
  let low = 0
  let high = path.points.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((path.at[middle] as number) <= along) low = middle
    else high = middle - 1
  }
  return low
}

/** Where the distance `along` is, and the heading there in degrees clockwise from north. */
export function whereOn(path: Path, along: number): { readonly point: Point; readonly heading: number } {
  const i = segmentAt(path, along)
  const [ax, ay] = path.points[i] as Point
  const [bx, by] = path.points[i + 1] as Point
  const start = path.at[i] as number
  const share = Math.min(1, Math.max(0, (along - start) / ((path.at[i + 1] as number) - start)))
  return {
    point: [ax + (bx - ax) * share, ay + (by - ay) * share],
    heading: ((Math.atan2(bx - ax, by - ay) * 180) / Math.PI + 360) % 360,
  }
}

/** The distance along the path of its point nearest to `point`, and how far off that is. */
export function nearestOn(path: Path, [x, y]: Point): { readonly along: number; readonly metres: number } {
  let best = { along: 0, metres: Number.POSITIVE_INFINITY }
  for (let i = 0; i + 1 < path.points.length; i++) {
    const [ax, ay] = path.points[i] as Point
    const [bx, by] = path.points[i + 1] as Point
    const length = (path.at[i + 1] as number) - (path.at[i] as number)
    const share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (length * length)
    const within = Math.min(1, Math.max(0, share))
    const metres = Math.hypot(x - ax - (bx - ax) * within, y - ay - (by - ay) * within)
    if (metres < best.metres) best = { along: (path.at[i] as number) + length * within, metres }
  }
  return best
}

/** The part of a path between two distances, in the direction from the first to the second. */
export function partOf(path: Path, from: number, to: number): Point[] {
  const [low, high] = from < to ? [from, to] : [to, from]
  const between = path.points.filter((_, i) => (path.at[i] as number) > low && (path.at[i] as number) < high)
  const part = [whereOn(path, low).point, ...between, whereOn(path, high).point]
  return from < to ? part : part.reverse()
}

export const metresApart = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** The radius of the arc that rounds a corner and leaves half of the shorter neighbouring segment. */
function bendAt(points: readonly Point[], i: number): number {
  const before = points[i - 1]
  const here = points[i] as Point
  const after = points[i + 1]
  if (!before || !after) return Number.POSITIVE_INFINITY
  const turn = Math.abs(turnBetween(before, here, after))
  if (turn < 0.001) return Number.POSITIVE_INFINITY
  return Math.min(metresApart(before, here), metresApart(here, after)) / 2 / Math.tan(turn / 2)
}

function turnBetween(a: Point, b: Point, c: Point): number {
  const turn = Math.atan2(c[1] - b[1], c[0] - b[0]) - Math.atan2(b[1] - a[1], b[0] - a[0])
  return Math.atan2(Math.sin(turn), Math.cos(turn))
}
