/** The edges of a zone's boundary in metres: which side of them a place is on, and how far away. */
import { METRES_PER_DEGREE } from './plane.ts'

export type Edge = { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number }
export type Edges = readonly Edge[]

/** The edges of closed rings; `east`: metres for a degree of longitude. */
export function edgesOf(rings: readonly (readonly (readonly [number, number])[])[], east: number): Edge[] {
  return rings.flatMap((ring) =>
    ring.slice(1).map(([lng, lat], i) => {
      const [fromLng, fromLat] = ring[i] as readonly [number, number]
      return {
        ax: fromLng * east,
        ay: fromLat * METRES_PER_DEGREE,
        bx: lng * east,
        by: lat * METRES_PER_DEGREE,
      }
    }),
  )
}

/**
 * Metres from (x, y) to the nearest of the edges, negative outside. Which side it is on follows from a place near by whose
 * side is known, and the edges crossed on the way: along the row first, then along the column, so that each half of the way
 * counts an edge's lower end and not its upper, and a corner is crossed once.
 */
export function boundaryMetres(
  edges: Edges,
  knownInside: boolean,
  knownX: number,
  knownY: number,
  x: number,
  y: number,
): number {
  let inside = knownInside
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i] as Edge
    const { ax, ay, bx, by } = edge
    if (ay > knownY !== by > knownY) {
      const crossing = ax + ((knownY - ay) * (bx - ax)) / (by - ay)
      if (crossing > knownX !== crossing > x) inside = !inside
    }
    if (ax > x !== bx > x) {
      const crossing = ay + ((x - ax) * (by - ay)) / (bx - ax)
      if (crossing > knownY !== crossing > y) inside = !inside
    }
    nearest = Math.min(nearest, squareFrom(edge, x, y))
  }
  return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest)
}

export const isNearEdge = (edge: Edge, x: number, y: number, metres: number): boolean =>
  squareFrom(edge, x, y) <= metres * metres

/** Where the edges cross a line of latitude, from west to east. */
export function rowCrossings(edges: Edges, y: number): number[] {
  const crossings: number[] = []
  for (const { ax, ay, bx, by } of edges) {
    if (ay > y !== by > y) crossings.push(ax + ((y - ay) * (bx - ax)) / (by - ay))
  }
  return crossings.sort((a, b) => a - b)
}

/** The squared distance to an edge. */
function squareFrom({ ax, ay, bx, by }: Edge, x: number, y: number): number {
  const dx = bx - ax
  const dy = by - ay
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  const offX = x - ax - along * dx
  const offY = y - ay - along * dy
  return offX * offX + offY * offY
}
