/** Cuts banks, rings and roads into pieces of about 50 m: what coverage is counted by. */
import type { LngLat } from '#contract/endpoint.ts'
import { type Point, planeAt } from '../zones/plane.ts'
import { type AxisPoint, bankLines, type Span } from '../zones/reaches.ts'

/** 1: the land lies to the left of the way from end to end, -1: to the right; 0: a road, with neither. */
export type Side = 1 | -1 | 0

export type Piece = {
  /** Pieces of one chain follow each other: `bank/huangpu/left`, `ring/EX-CORE/edge`, `road/…`. */
  readonly chain: string
  readonly place: number
  readonly from: LngLat
  readonly to: LngLat
  readonly side: Side
}

/** `chainage`: the part of the river's axis it lies along. */
export type BankPiece = Piece & { readonly chainage: Span }

const PIECE_METRES = 50
const plane = planeAt(31.2)

/** Both banks of a river within a span of its axis, downstream. */
export function bankPieces(river: string, axis: readonly AxisPoint[], span: Span): BankPiece[] {
  const { metres, left, right } = bankLines(axis, 0)
  const bank = (name: 'left' | 'right', line: readonly LngLat[]) => {
    const vertices = line.map((at, i) => ({ point: plane.toMetres(at), chainage: metres[i] as number }))
    return cut(within(vertices, span)).map(([from, to], place): BankPiece => {
      const chainage = { from: from.chainage, to: to.chainage }
      return { ...pieceOf(`bank/${river}/${name}`, place, from, to, name === 'left' ? 1 : -1), chainage }
    })
  }
  return [...bank('left', left), ...bank('right', right)]
}

/** A way through places; closed where its last place is its first. */
export function roadPieces(chain: string, places: readonly LngLat[]): Piece[] {
  const vertices = places.map((at) => ({ point: plane.toMetres(at), chainage: Number.NaN }))
  return cut(vertices).map(([from, to], place) => pieceOf(chain, place, from, to, 0))
}

/** `chainage`: how far along the axis it stands. */
type Vertex = { readonly point: Point; readonly chainage: number }

const pieceOf = (chain: string, place: number, from: Vertex, to: Vertex, side: Side): Piece => ({
  chain,
  place,
  from: rounded(plane.toPlace(from.point)),
  to: rounded(plane.toPlace(to.point)),
  side,
})

/** To 1e-6°: as it is kept, so that the same piece is the same after a restart. */
const rounded = ([lng, lat]: LngLat): LngLat => [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]

/** The part of a line whose chainage lies within the span, with a vertex at either end. */
function within(line: readonly Vertex[], { from, to }: Span): Vertex[] {
  const inside = line.filter(({ chainage }) => chainage > from && chainage < to)
  return [atChainage(line, from), ...inside, atChainage(line, to)].filter((vertex) => vertex !== undefined)
}

function atChainage(line: readonly Vertex[], chainage: number): Vertex | undefined {
  const next = line.findIndex((vertex) => vertex.chainage >= chainage)
  const [before, after] = [line[next - 1], line[next]]
  if (!before || !after) return undefined
  return between(before, after, (chainage - before.chainage) / (after.chainage - before.chainage))
}

/** Equal parts of about 50 m, each as its two ends. */
function cut(line: readonly Vertex[]): [Vertex, Vertex][] {
  const at = [0]
  for (let i = 1; i < line.length; i++)
    at.push((at[i - 1] as number) + apart(line[i - 1] as Vertex, line[i] as Vertex))
  const length = at.at(-1) ?? 0
  if (length === 0) return []
  const count = Math.max(1, Math.round(length / PIECE_METRES))
  let edge = 1
  const vertices = Array.from({ length: count + 1 }, (_, i) => {
    const along = (length * i) / count
    while (edge < line.length - 1 && (at[edge] as number) < along) edge++
    const start = at[edge - 1] as number
    const metres = (at[edge] as number) - start
    const share = metres === 0 ? 0 : Math.min(1, (along - start) / metres)
    return between(line[edge - 1] as Vertex, line[edge] as Vertex, share)
  })
  return vertices.slice(1).map((to, i) => [vertices[i] as Vertex, to])
}

const apart = (a: Vertex, b: Vertex): number => Math.hypot(b.point[0] - a.point[0], b.point[1] - a.point[1])

const between = (a: Vertex, b: Vertex, share: number): Vertex => ({
  point: [a.point[0] + (b.point[0] - a.point[0]) * share, a.point[1] + (b.point[1] - a.point[1]) * share],
  chainage: a.chainage + (b.chainage - a.chainage) * share,
})
