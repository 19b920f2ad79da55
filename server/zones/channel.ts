/** A river's channel from its measured sections: what strays is drawn back onto the course, and bends are as round as the river's. */
import type { LngLat } from '#contract/endpoint.ts'
import { type Point, planeAt } from './plane.ts'
import type { AxisPoint } from './reaches.ts'

/** A section farther than this beside the course of the four around it was measured into a harbour basin or past a jetty. */
const STRAY_METRES = 12

/** The same sections with the strays moved across the river, each onto the curve through its neighbours; the worst first. */
export function withoutStrays(axis: readonly AxisPoint[]): AxisPoint[] {
  const plane = planeAt(axis[0]?.place[1] ?? 0)
  const points = axis.map(({ place }) => plane.toMetres(place))
  const stray = points.map((_, i) => strayAt(points, i))
  for (let turn = 0; turn < points.length; turn++) {
    const worst = stray.reduce((most, _, i) => (lengthOf(stray[i]) > lengthOf(stray[most]) ? i : most), 0)
    if (lengthOf(stray[worst]) < STRAY_METRES) break
    const [x, y] = points[worst] as Point
    const [dx, dy] = stray[worst] as Point
    points[worst] = [x - dx, y - dy]
    for (let i = Math.max(0, worst - 2); i <= Math.min(points.length - 1, worst + 2); i++)
      stray[i] = strayAt(points, i)
  }
  return axis.map((point, i) => ({ ...point, place: plane.toPlace(points[i] as Point) }))
}

/** How far a point lies beside the cubic through the two before and the two after it: across the river, never along it. */
function strayAt(points: readonly Point[], i: number): Point {
  const [a, b, point, c, d] = [points[i - 2], points[i - 1], points[i], points[i + 1], points[i + 2]]
  if (!a || !b || !point || !c || !d) return [0, 0]
  const course = [0, 1].map(
    (k) => (4 * ((b[k] as number) + (c[k] as number)) - (a[k] as number) - (d[k] as number)) / 6,
  )
  const [offX, offY] = [point[0] - (course[0] as number), point[1] - (course[1] as number)]
  const length = Math.hypot(c[0] - b[0], c[1] - b[1])
  const [nx, ny] = [-(c[1] - b[1]) / length, (c[0] - b[0]) / length]
  const across = offX * nx + offY * ny
  return [across * nx, across * ny]
}

const lengthOf = (point: Point | undefined): number => Math.hypot(point?.[0] ?? 0, point?.[1] ?? 0)

/** A line's own points with others between them on the Catmull-Rom curve through them, `parts` for each. */
export function rounded(line: readonly LngLat[], parts: number): LngLat[] {
  return line.flatMap((from, i) => {
    const to = line[i + 1]
    if (!to) return [from]
    const around = [line[i - 1] ?? from, from, to, line[i + 2] ?? to]
    return Array.from({ length: parts }, (_, part) => (part === 0 ? from : onCurve(around, part / parts)))
  })
}

/** Where a bend was mitred several vertices stand on one point: spread over the two sides of the corner they make no cusp. */
export function spread(line: readonly LngLat[]): LngLat[] {
  const result = [...line]
  for (let first = 1; first < line.length - 1; first++) {
    const corner = line[first] as LngLat
    let last = first
    while (last + 1 < line.length - 1 && isSame(line[last + 1] as LngLat, corner)) last++
    if (last > first) spreadRun(result, first, last)
    first = last
  }
  return result
}

function spreadRun(line: LngLat[], first: number, last: number): void {
  const [before, corner, after] = [line[first - 1], line[first], line[last + 1]] as [LngLat, LngLat, LngLat]
  const [down, back] = [lengthOf(minus(corner, before)), lengthOf(minus(after, corner))]
  for (let i = first; i <= last; i++) {
    const along = ((down + back) * (i - first + 1)) / (last - first + 2)
    line[i] =
      along < down ? onLine(before, corner, along / down) : onLine(corner, after, (along - down) / back)
  }
}

/** A bank goes on: a vertex at which the line would turn back goes between its neighbours, until none does. */
export function onward(line: readonly LngLat[]): LngLat[] {
  const result = [...line]
  for (let turn = 0, turned = true; turned && turn < MOST_TURNS; turn++) {
    turned = false
    for (let i = 1; i + 1 < result.length; i++) {
      const [before, here, after] = [result[i - 1], result[i], result[i + 1]] as [LngLat, LngLat, LngLat]
      const [into, out] = [minus(here, before), minus(after, here)]
      if (into[0] * out[0] + into[1] * out[1] >= SHARPEST * lengthOf(into) * lengthOf(out)) continue
      result[i] = onLine(before, after, 0.5)
      turned = true
    }
  }
  return result
}

/** The cosine of the sharpest turn of a bank between two sections: 75°. */
const SHARPEST = 0.25
const MOST_TURNS = 20

const isSame = (a: LngLat, b: LngLat) => a[0] === b[0] && a[1] === b[1]
const minus = (a: LngLat, b: LngLat): LngLat => [a[0] - b[0], a[1] - b[1]]
const onLine = (a: LngLat, b: LngLat, share: number): LngLat => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
]

/** The place at `t` (0–1) between the second and the third of four. */
function onCurve(around: readonly LngLat[], t: number): LngLat {
  const on = (k: 0 | 1): number => {
    const [a = 0, b = 0, c = 0, d = 0] = around.map((place) => place[k])
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
  }
  return [on(0), on(1)]
}
