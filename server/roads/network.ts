/** A road network made ready for searching: which edges lead to a node, which nodes are near a place, what hangs together. */
import type { LngLat } from '#contract/endpoint.ts'
import { metresFromTo } from '../zones/plane.ts'
import { Access, type RoadGraph } from './graph.ts'
import type { RoadKind } from './ways.ts'

export type Network = {
  readonly graph: RoadGraph
  /** The edges at each node: those of node n stand in `edges` from `first[n]` to `first[n + 1]`. */
  readonly first: Uint32Array
  readonly edges: Uint32Array
  placeOf(node: number): LngLat
  /** The nearest node for a kind, of a piece of the network; undefined: none is near. */
  nearest(kind: RoadKind, place: LngLat, piece?: number): { node: number; metres: number } | undefined
  /** Nodes with the same number are joined by roads that the kind may use. */
  readonly pieces: Readonly<Record<RoadKind, Int32Array>>
}

/** Farther from its roads a place is not served by a network. */
const NEAR_METRES = 300
/** Degrees of a cell's side, a little more than that. */
const CELL = 0.004
/** More than there are from pole to pole. */
const ROWS = 100_000
/** Smaller pieces are gaps in the data and no network. */
const LEAST_NODES = 30

export function networkOf(graph: RoadGraph): Network {
  const count = graph.nodes.length / 2
  const placeOf = (node: number): LngLat => [
    (graph.nodes[2 * node] as number) / 1e6,
    (graph.nodes[2 * node + 1] as number) / 1e6,
  ]
  const pieces = {
    foot: piecesFor(graph, Access.foot),
    ebike: piecesFor(graph, Access.ebike),
    car: piecesFor(graph, Access.car | Access.carBack),
  }
  const cells = new Map<number, number[]>()
  const cellOf = (lng: number, lat: number) => Math.floor(lng / CELL) * ROWS + Math.floor(lat / CELL)
  for (let node = 0; node < count; node++) {
    const key = cellOf(...placeOf(node))
    const cell = cells.get(key)
    if (cell) cell.push(node)
    else cells.set(key, [node])
  }
  return {
    graph,
    ...edgesByNode(graph, count),
    placeOf,
    pieces,
    nearest(kind, [lng, lat], piece) {
      let best: { node: number; metres: number } | undefined
      for (const [x, y] of around)
        for (const node of cells.get(cellOf(lng + x * CELL, lat + y * CELL)) ?? []) {
          const its = pieces[kind][node] as number
          if (its < 0 || (piece !== undefined && its !== piece)) continue
          const metres = metresFromTo(lng, lat, ...placeOf(node))
          if (metres <= NEAR_METRES && (!best || metres < best.metres)) best = { node, metres }
        }
      return best
    },
  }
}

const around = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y] as const))

function edgesByNode({ from, to }: RoadGraph, count: number) {
  const first = new Uint32Array(count + 1)
  for (const ends of [from, to]) for (const node of ends) first[node + 1] = (first[node + 1] as number) + 1
  for (let node = 0; node < count; node++)
    first[node + 1] = (first[node + 1] as number) + (first[node] as number)
  const next = first.slice()
  const edges = new Uint32Array(from.length * 2)
  for (const ends of [from, to])
    ends.forEach((node, edge) => {
      edges[next[node] as number] = edge
      next[node] = (next[node] as number) + 1
    })
  return { first, edges }
}

/** By union of both ends of every edge the kind may use; -1: on no piece worth the name. */
function piecesFor({ nodes, from, to, access }: RoadGraph, may: number): Int32Array {
  const root = Int32Array.from({ length: nodes.length / 2 }, (_, node) => node)
  const rootOf = (node: number): number => {
    let at = node
    while (root[at] !== at) {
      root[at] = root[root[at] as number] as number
      at = root[at] as number
    }
    return at
  }
  from.forEach((node, edge) => {
    if ((access[edge] as number) & may) root[rootOf(node)] = rootOf(to[edge] as number)
  })
  const sizes = new Map<number, number>()
  for (let node = 0; node < root.length; node++) sizes.set(rootOf(node), (sizes.get(rootOf(node)) ?? 0) + 1)
  return root.map((_, node) => ((sizes.get(rootOf(node)) ?? 0) >= LEAST_NODES ? rootOf(node) : -1))
}
