/** Cuts a river into reaches: from its axis and width to bank lines, a shore strip on either bank, and the water between. */
import type { LngLat } from '#contract/endpoint.ts'
import { onward, rounded, spread } from './channel.ts'
import { type Point, planeAt } from './plane.ts'

/** A point of the midstream axis: chainage downstream in metres, width of the water there in metres. */
export type AxisPoint = { readonly metres: number; readonly place: LngLat; readonly width: number }
export type Span = { readonly from: number; readonly to: number }

/** Closed rings. Left and right are as seen facing downstream. */
export type ReachShape = Span & {
  readonly left: LngLat[]
  readonly right: LngLat[]
  readonly water: LngLat[]
}

/**
 * The shapes of each span. Neighbouring spans share the cross-section at their cut, point for point, so that
 * nothing lies between them and nothing in both.
 * `depth` is how far a shore strip reaches inland from the bank line, in metres.
 */
export function cutReaches(axis: readonly AxisPoint[], spans: readonly Span[], depth: number): ReachShape[] {
  const lines = roundedLines(bankLines(withCuts(axis, spans), depth))
  return spans.map((span) => {
    const part = (line: readonly LngLat[]) => line.filter((_, i) => within(lines.metres[i], span))
    return {
      from: span.from,
      to: span.to,
      left: ring(part(lines.left), part(lines.leftInland)),
      right: ring(part(lines.right), part(lines.rightInland)),
      water: ring(part(lines.left), part(lines.right)),
    }
  })
}

// With sections every 100 m a bend of the Huangpu would have corners at street scale.
const PARTS = 4

function roundedLines({ metres, ...lines }: BankLines): BankLines {
  const curve = (line: readonly LngLat[]) => mitred(rounded(onward(spread(line)), PARTS)) as LngLat[]
  return {
    metres: metres.flatMap((from, i) => {
      const to = metres[i + 1]
      return to === undefined
        ? [from]
        : Array.from({ length: PARTS }, (_, k) => from + ((to - from) * k) / PARTS)
    }),
    left: curve(lines.left),
    right: curve(lines.right),
    leftInland: curve(lines.leftInland),
    rightInland: curve(lines.rightInland),
  }
}

type BankLines = ReturnType<typeof bankLines>

/** The two bank lines and the inland edges of the strips, one vertex for every axis point. */
export function bankLines(axis: readonly AxisPoint[], depth: number) {
  const plane = planeAt(mean(axis.map(({ place }) => place[1])))
  const points = axis.map(({ place }) => plane.toMetres(place))
  const normals = points.map((_, i) => leftNormal(points, i))
  const beside = (side: 1 | -1, inland: number): LngLat[] => {
    const line = points.map(([x, y], i): Point => {
      const [nx, ny] = normals[i] as Point
      const metres = side * ((axis[i] as AxisPoint).width / 2 + inland)
      return [x + nx * metres, y + ny * metres]
    })
    return mitred(line).map(plane.toPlace)
  }
  return {
    metres: axis.map((point) => point.metres),
    left: beside(1, 0),
    right: beside(-1, 0),
    leftInland: beside(1, depth),
    rightInland: beside(-1, depth),
  }
}

/**
 * On the inner side of a bend an offset line crosses itself. Where it does, the vertices of the loop move to the
 * crossing: the line stays simple and keeps one vertex per axis point.
 */
export function mitred(line: readonly Point[]): Point[] {
  const result = [...line]
  for (let i = 0; i < result.length - 3; i++) {
    for (let j = Math.min(result.length - 2, i + LONGEST_LOOP); j > i + 1; j--) {
      const crossing = crossingOf(result, i, j)
      if (!crossing) continue
      result.fill(crossing, i + 1, j + 1)
      i = j - 1
      break
    }
  }
  return result
}

// A loop longer than this many vertices (1 to 4 km) would be the river meeting itself, not a bend.
const LONGEST_LOOP = 40

/** Where segment i → i + 1 properly crosses segment j → j + 1. */
function crossingOf(line: readonly Point[], i: number, j: number): Point | undefined {
  const [ax, ay] = line[i] as Point
  const [bx, by] = line[i + 1] as Point
  const [cx, cy] = line[j] as Point
  const [dx, dy] = line[j + 1] as Point
  const across = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (across === 0) return undefined
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / across
  const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / across
  return t > 0 && t < 1 && u > 0 && u < 1 ? [ax + t * (bx - ax), ay + t * (by - ay)] : undefined
}

/**
 * The axis with a point at every cut, interpolated. It takes the place of axis points close by: offsets of two
 * points a few metres apart fold over at the slightest turn between them.
 */
function withCuts(axis: readonly AxisPoint[], spans: readonly Span[]): AxisPoint[] {
  const cuts = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].map((metres) => axisAt(axis, metres))
  const step = ((axis.at(-1)?.metres ?? 0) - (axis[0]?.metres ?? 0)) / (axis.length - 1)
  const kept = axis.filter(({ metres }) => cuts.every((cut) => Math.abs(cut.metres - metres) > step * 0.6))
  return [...kept, ...cuts].sort((a, b) => a.metres - b.metres)
}

/** The axis at a chainage; throws where the axis does not reach. */
export function axisAt(axis: readonly AxisPoint[], metres: number): AxisPoint {
  const next = axis.findIndex((point) => point.metres >= metres)
  const b = axis[next]
  if (!b || (next === 0 && b.metres > metres))
    throw new Error(`the river axis does not reach chainage ${metres} m`)
  const a = axis[next - 1] ?? b
  const share = b.metres === a.metres ? 0 : (metres - a.metres) / (b.metres - a.metres)
  const between = (from: number, to: number) => from + (to - from) * share
  return {
    metres,
    place: [between(a.place[0], b.place[0]), between(a.place[1], b.place[1])],
    width: between(a.width, b.width),
  }
}

/** Unit vector to the left of the direction from the neighbour before to the neighbour after. */
function leftNormal(points: readonly Point[], i: number): Point {
  const [ax, ay] = points[Math.max(0, i - 1)] as Point
  const [bx, by] = points[Math.min(points.length - 1, i + 1)] as Point
  const length = Math.hypot(bx - ax, by - ay)
  return [-(by - ay) / length, (bx - ax) / length]
}

/** Down one line and back along the other, closed, without repeated vertices. */
function ring(down: readonly LngLat[], back: readonly LngLat[]): LngLat[] {
  const open = [...down, ...back.toReversed()]
  const distinct = open.filter(
    (place, i) => !same(place, open[(i + open.length - 1) % open.length] as LngLat),
  )
  return [...distinct, distinct[0] as LngLat]
}

const same = (a: LngLat, b: LngLat) => a[0] === b[0] && a[1] === b[1]
const within = (metres: number | undefined, { from, to }: Span) =>
  metres !== undefined && metres >= from && metres <= to
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
