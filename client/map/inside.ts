/** Which places lie in a polygon, and which parts of a line lie outside of it. */
import type { Position } from 'geojson'

type Edge = readonly [x: number, y: number, toX: number, toY: number]

/** Edges are looked up by rows of this many degrees: a coast of 7,000 points is asked about 20,000 times. */
const ROW_DEGREES = 0.0005
const rowOf = (y: number) => Math.floor(y / ROW_DEGREES)

/** A test for places inside rings (even-odd, so holes count). */
export function insideRings(rings: readonly Position[][]): (place: Position) => boolean {
  const rows = new Map<number, Edge[]>()
  for (const edge of rings.flatMap(edgesOf)) {
    const [low, high] = [Math.min(edge[1], edge[3]), Math.max(edge[1], edge[3])]
    for (let row = rowOf(low); row <= rowOf(high); row++) {
      const known = rows.get(row)
      if (known) known.push(edge)
      else rows.set(row, [edge])
    }
  }
  return ([x = 0, y = 0]) => {
    const crossed = (rows.get(rowOf(y)) ?? []).filter(
      ([fromX, fromY, toX, toY]) =>
        fromY > y !== toY > y && x < ((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX,
    )
    return crossed.length % 2 === 1
  }
}

function edgesOf(ring: readonly Position[]): Edge[] {
  return ring.map(([x = 0, y = 0], index) => {
    const [toX = 0, toY = 0] = ring[(index + 1) % ring.length] ?? []
    return [x, y, toX, toY]
  })
}

/** The stretches of a line that are not inside, each of at least two points. */
export function outsideParts(line: readonly Position[], inside: (place: Position) => boolean): Position[][] {
  const parts: Position[][] = [[]]
  for (const place of line) {
    if (inside(place)) parts.push([])
    else parts.at(-1)?.push(place)
  }
  return parts.filter((part) => part.length > 1)
}
