/** The ways of a road network to one place: one search backwards from it serves every unit near the roads. */
import type { LngLat } from '#contract/endpoint.ts'
import { Access, type RoadGraph, roadClasses } from './graph.ts'
import type { Network } from './network.ts'
import { createNodeQueue } from './queue.ts'

export type RoadKind = 'foot' | 'ebike' | 'car'
type RoadWay = { readonly metres: number; readonly etaSeconds: number; readonly crossing: null }

export type RoadWays = {
  /** Undefined: the network does not lead from there to the place within the hour. */
  from(kind: RoadKind, place: LngLat): RoadWay | undefined
  /** Metres of straight line in a second at the most. */
  fastest(kind: RoadKind): number
  line(kind: RoadKind, place: LngLat): LngLat[] | undefined
}

/** How much faster than from door to door a car is on a road of each class. */
const factors: Readonly<Record<(typeof roadClasses)[number], number>> = {
  motorway: 2.5,
  trunk: 2,
  primary: 1.5,
  secondary: 1.4,
  tertiary: 1.3,
  street: 1.1,
  path: 1,
}
const FASTEST = Math.max(...Object.values(factors))

/** To and from the road on foot or by yard: so much longer than the straight line. */
const DETOUR = 1.3
const MOST_SECONDS = 3_600

export function roadWaysTo(
  network: Network,
  to: LngLat,
  speed: Readonly<Record<RoadKind, number>>,
): RoadWays {
  const searches = new Map<RoadKind, Goal | undefined>()
  const searchOf = (kind: RoadKind): Goal | undefined => {
    if (!searches.has(kind)) {
      const goal = network.nearest(kind, to)
      searches.set(kind, goal && { ...backwards(network, kind, goal.node, speed[kind]), beside: goal.metres })
    }
    return searches.get(kind)
  }
  const start = (kind: RoadKind, place: LngLat) => {
    const search = searchOf(kind)
    const near = search && network.nearest(kind, place, search.piece)
    return near && search.reaches(near.node) ? { search, ...near } : undefined
  }
  return {
    fastest: (kind) => speed[kind] * (kind === 'car' ? FASTEST : 1),
    from(kind, place) {
      const found = start(kind, place)
      if (!found) return undefined
      const beside = (found.metres + found.search.beside) * DETOUR
      return {
        metres: Math.round(found.search.metresFrom(found.node) + beside),
        etaSeconds: Math.round(found.search.secondsFrom(found.node) + beside / speed[kind]),
        crossing: null,
      }
    },
    line(kind, place) {
      const found = start(kind, place)
      return found && [place, ...found.search.lineFrom(found.node), to]
    },
  }
}

type Search = {
  readonly piece: number
  /** Whether a node leads to the goal; looks no farther than it must. */
  reaches(node: number): boolean
  secondsFrom(node: number): number
  metresFrom(node: number): number
  lineFrom(node: number): LngLat[]
}

/** A search with the metres from its goal to the place itself. */
type Goal = Search & { readonly beside: number }

/** Dijkstra's search from the goal against the direction of travel, gone on with for each node asked for. */
function backwards(network: Network, kind: RoadKind, goal: number, speed: number): Search {
  const { graph, first, edges, pieces, placeOf } = network
  const seconds = new Map<number, number>([[goal, 0]])
  /** The edge that leads on towards the goal. */
  const onwards = new Map<number, number>()
  const settled = new Set<number>()
  const queue = createNodeQueue()
  queue.push(goal, 0)

  const settle = (node: number) => {
    settled.add(node)
    const here = seconds.get(node) as number
    for (let i = first[node] as number; i < (first[node + 1] as number); i++) {
      const edge = edges[i] as number
      const isForward = graph.to[edge] === node
      if (!mayUse(graph, edge, kind, isForward)) continue
      const before = (isForward ? graph.from[edge] : graph.to[edge]) as number
      const away = here + secondsOf(graph, edge, kind, speed)
      if (away >= (seconds.get(before) ?? MOST_SECONDS)) continue
      seconds.set(before, away)
      onwards.set(before, edge)
      queue.push(before, away)
    }
  }
  const steps = (node: number): { edge: number; from: number }[] => {
    const found: { edge: number; from: number }[] = []
    for (let at = node, edge = onwards.get(at); edge !== undefined; edge = onwards.get(at)) {
      found.push({ edge, from: at })
      at = (graph.from[edge] === at ? graph.to[edge] : graph.from[edge]) as number
    }
    return found
  }
  return {
    piece: pieces[kind][goal] as number,
    reaches(node) {
      while (!settled.has(node) && queue.size() > 0) {
        const next = queue.pop()
        if (!settled.has(next)) settle(next)
      }
      return settled.has(node)
    },
    secondsFrom: (node) => seconds.get(node) as number,
    metresFrom: (node) => steps(node).reduce((sum, { edge }) => sum + (graph.metres[edge] as number), 0),
    lineFrom: (node) => [
      ...steps(node).flatMap(({ edge, from }) => [placeOf(from), ...pointsOf(graph, edge, from)]),
      placeOf(goal),
    ],
  }
}

function mayUse({ access }: RoadGraph, edge: number, kind: RoadKind, isForward: boolean): boolean {
  const may = kind === 'car' && !isForward ? Access.carBack : Access[kind]
  return ((access[edge] as number) & may) !== 0
}

function secondsOf({ metres, classes }: RoadGraph, edge: number, kind: RoadKind, speed: number): number {
  const road = roadClasses[classes[edge] as number] ?? 'path'
  return (metres[edge] as number) / (speed * (kind === 'car' ? factors[road] : 1))
}

/** The points of an edge between its nodes, as one comes from `node`. */
function pointsOf({ from, shapes, points }: RoadGraph, edge: number, node: number): LngLat[] {
  const found: LngLat[] = []
  for (let i = shapes[edge] as number; i < (shapes[edge + 1] as number); i++)
    found.push([(points[2 * i] as number) / 1e6, (points[2 * i + 1] as number) / 1e6])
  return from[edge] === node ? found : found.reverse()
}
