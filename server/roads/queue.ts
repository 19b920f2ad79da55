/** Nodes by the seconds they are away, the nearest first: a binary heap in two flat lists. */

export type NodeQueue = {
  size(): number
  least(): number
  push(node: number, seconds: number): void
  /** Takes the nearest node out. */
  pop(): number
}

export function createNodeQueue(): NodeQueue {
  const nodes: number[] = []
  const seconds: number[] = []
  const put = (place: number, node: number, away: number) => {
    nodes[place] = node
    seconds[place] = away
  }
  return {
    size: () => nodes.length,
    least: () => seconds[0] ?? Number.POSITIVE_INFINITY,
    push(node, away) {
      let place = nodes.length
      while (place > 0) {
        const above = (place - 1) >> 1
        if ((seconds[above] as number) <= away) break
        put(place, nodes[above] as number, seconds[above] as number)
        place = above
      }
      put(place, node, away)
    },
    pop() {
      const first = nodes[0] as number
      const [node, away] = [nodes.pop() as number, seconds.pop() as number]
      if (nodes.length === 0) return first
      let place = 0
      for (let below = 1; below < nodes.length; below = 2 * place + 1) {
        if (below + 1 < nodes.length && (seconds[below + 1] as number) < (seconds[below] as number)) below++
        if ((seconds[below] as number) >= away) break
        put(place, nodes[below] as number, seconds[below] as number)
        place = below
      }
      put(place, node, away)
      return first
    },
  }
}
