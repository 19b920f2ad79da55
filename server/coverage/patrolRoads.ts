/**
 * The patrol roads of a ring around the expo's venue. Where a road network was imported: its roads within the ring that a car
 * may use, motorways aside. Without one no street is known: then a ring is patrolled around its outer edge, and around the line
 * midway between that edge and its hole, or its middle where it has none.
 */
import type { LngLat } from '#contract/endpoint.ts'
import { Access, type RoadGraph, roadClasses } from '../roads/graph.ts'
import { type Point, planeAt } from '../zones/plane.ts'
import { isInside, type Rings } from './inside.ts'
import { type Piece, roadPieces } from './pieces.ts'

export type Ring = { readonly code: string; readonly rings: Rings }

export function patrolRoads(ring: Ring, roads: RoadGraph | undefined): Piece[] {
  const known = roads ? roadsWithin(ring.rings, roads) : []
  return known.length > 0 ? known : around(ring)
}

const plane = planeAt(31.2)

function around({ code, rings }: Ring): Piece[] {
  const [outer, hole] = rings
  if (!outer) return []
  const middle = middleOf(outer)
  const share = hole ? (1 + meanDistance(hole, middle) / meanDistance(outer, middle)) / 2 : 0.5
  const midway = outer.map((place): LngLat => {
    const [x, y] = plane.toMetres(place)
    return plane.toPlace([middle[0] + (x - middle[0]) * share, middle[1] + (y - middle[1]) * share])
  })
  return [...roadPieces(`ring/${code}/edge`, outer), ...roadPieces(`ring/${code}/midway`, midway)]
}

function middleOf(ring: readonly LngLat[]): Point {
  const points = ring.slice(1).map(plane.toMetres)
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  return [mean(0), mean(1)]
}

function meanDistance(ring: readonly LngLat[], [x, y]: Point): number {
  const points = ring.slice(1).map(plane.toMetres)
  return points.reduce((sum, point) => sum + Math.hypot(point[0] - x, point[1] - y), 0) / points.length
}

/** Shorter ones are the inside of a junction. */
const LEAST_METRES = 15

function roadsWithin(rings: Rings, roads: RoadGraph): Piece[] {
  const pieces: Piece[] = []
  for (let edge = 0; edge < roads.from.length; edge++) {
    if (!isPatrolled(roads, edge) || (roads.metres[edge] as number) < LEAST_METRES) continue
    const places = placesOf(roads, edge)
    const [first, last] = [places[0] as LngLat, places.at(-1) as LngLat]
    if (!isInside(rings, first) || !isInside(rings, last)) continue
    pieces.push(...roadPieces(`road/${first}/${last}/${Math.round(roads.metres[edge] as number)}`, places))
  }
  return pieces
}

const isPatrolled = ({ access, classes }: RoadGraph, edge: number): boolean =>
  ((access[edge] as number) & (Access.car | Access.carBack)) !== 0 &&
  !['motorway', 'path'].includes(roadClasses[classes[edge] as number] ?? 'path')

/** From node to node, with the points between. */
function placesOf({ nodes, from, to, shapes, points }: RoadGraph, edge: number): LngLat[] {
  const at = (numbers: Int32Array, i: number): LngLat => [
    (numbers[2 * i] as number) / 1e6,
    (numbers[2 * i + 1] as number) / 1e6,
  ]
  const places = [at(nodes, from[edge] as number)]
  for (let i = shapes[edge] as number; i < (shapes[edge + 1] as number); i++) places.push(at(points, i))
  return [...places, at(nodes, to[edge] as number)]
}
