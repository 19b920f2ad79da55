/** Joins the ways of a multipolygon relation, given in any order and direction, to closed rings. */
import type { Position } from 'geojson'

export function joinRings(lines: readonly Position[][]): Position[][] {
  const open = lines.filter((line) => line.length > 1).map((line) => [...line])
  const rings: Position[][] = []
  while (open.length > 0) {
    let line = open.pop() ?? []
    for (;;) {
      if (same(line[0], line.at(-1))) break
      const end = line.at(-1)
      const next = open.findIndex((other) => same(other[0], end) || same(other.at(-1), end))
      if (next < 0) break
      const [found = []] = open.splice(next, 1)
      line = [...line, ...(same(found[0], end) ? found : found.toReversed()).slice(1)]
    }
    // An extract cuts relations at its edge: what does not close is no area here.
    if (line.length > 3 && same(line[0], line.at(-1))) rings.push(line)
  }
  return rings
}

/** Each outer ring with the holes that lie in it. */
export function polygonsOf(outer: readonly Position[][], inner: readonly Position[][]): Position[][][] {
  return outer.map((ring) => [ring, ...inner.filter((hole) => hole[0] && contains(ring, hole[0]))])
}

const same = (a?: Position, b?: Position) => !!a && !!b && a[0] === b[0] && a[1] === b[1]

/** Even-odd: a ray to the east crosses the ring an odd number of times. */
function contains(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
  const crossed = ring.filter(([fromX = 0, fromY = 0], index) => {
    const [toX = 0, toY = 0] = ring[(index + 1) % ring.length] ?? []
    return fromY > y !== toY > y && x < ((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX
  })
  return crossed.length % 2 === 1
}
