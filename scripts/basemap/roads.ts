/** Makes a road network of the features that are roads: they join where they share a point. */
import type { Feature, Position } from 'geojson'
import { Access, type RoadClass, type RoadGraph, roadClasses } from '../../server/roads/graph.ts'
import { metresFromTo } from '../../server/zones/plane.ts'
import type { Found } from './features.ts'
import { meaningOf } from './themes.ts'

type Road = { readonly line: readonly Position[]; readonly road: RoadClass; readonly access: number }

/** Hands every feature on and keeps the roads among them. Simplified lines do not join and are left out. */
export async function* keepRoads(found: AsyncIterable<Found>, roads: Road[]): AsyncIterable<Found> {
  const seen = new Set<string>()
  for await (const each of found) {
    yield each
    const { feature, from } = each
    if (/_z\d+$|label/.test(from)) continue
    const id = JSON.stringify([feature.properties?.osm_id, feature.geometry]).slice(0, 200)
    if (!seen.has(id)) roads.push(...roadsOf(feature))
    seen.add(id)
  }
}

function roadsOf({ geometry, properties }: Feature): Road[] {
  const meaning = properties && geometry ? meaningOf(properties, 'line') : null
  if (meaning?.theme !== 'road') return []
  const lines =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : []
  const road = classOf(meaning.kind)
  const access = accessOf(road, meaning.kind, properties?.oneway)
  const isReversed = properties?.oneway === '-1'
  return lines
    .filter((line) => line.length > 1)
    .map((line) => ({ line: isReversed ? line.toReversed() : line, road, access }))
}

const paths: readonly string[] = ['footway', 'path', 'steps', 'cycleway', 'track', 'pedestrian']

function classOf(kind: string): RoadClass {
  if (paths.includes(kind)) return 'path'
  return roadClasses.find((each) => each === kind) ?? 'street'
}

/** Motorways take cars only, paths everybody else; whoever is on foot or an e-bike goes both ways. */
function accessOf(road: RoadClass, kind: string, oneway: unknown): number {
  if (road === 'path') return Access.foot | (kind === 'steps' ? 0 : Access.ebike)
  const isOneWay = oneway === 'yes' || oneway === true || oneway === 'T' || oneway === 'F' || oneway === '-1'
  // Extracts for maps write B for both ways, F and T for one of them.
  const cars = isOneWay ? Access.car : Access.car | Access.carBack
  return road === 'motorway' ? cars : cars | Access.foot | Access.ebike
}

/** Roads cut where they meet: an edge from crossing to crossing, with the points between. */
export function roadGraph(roads: readonly Road[]): RoadGraph {
  const met = new Map<string, number>()
  for (const { line } of roads)
    line.forEach((point, i) => {
      const ends = i === 0 || i === line.length - 1 ? 2 : 1
      met.set(keyOf(point), (met.get(keyOf(point)) ?? 0) + ends)
    })
  const numbers = new Map<string, number>()
  const nodes: number[] = []
  const nodeOf = (point: Position): number => {
    const known = numbers.get(keyOf(point))
    if (known !== undefined) return known
    const number = numbers.size
    numbers.set(keyOf(point), number)
    nodes.push(...micro(point))
    return number
  }
  const edges: { from: number; to: number; metres: number; road: RoadClass; access: number }[] = []
  const shapes = [0]
  const points: number[] = []
  for (const { line, road, access } of roads) {
    let begin = 0
    for (let i = 1; i < line.length; i++) {
      if ((met.get(keyOf(line[i] as Position)) ?? 0) < 2) continue
      const part = line.slice(begin, i + 1)
      const [from, to] = [nodeOf(part[0] as Position), nodeOf(part.at(-1) as Position)]
      edges.push({ from, to, metres: lengthOf(part), road, access })
      for (const point of part.slice(1, -1)) points.push(...micro(point))
      shapes.push(points.length / 2)
      begin = i
    }
  }
  return {
    nodes: Int32Array.from(nodes),
    from: Uint32Array.from(edges, (edge) => edge.from),
    to: Uint32Array.from(edges, (edge) => edge.to),
    metres: Float32Array.from(edges, (edge) => edge.metres),
    classes: Uint8Array.from(edges, (edge) => roadClasses.indexOf(edge.road)),
    access: Uint8Array.from(edges, (edge) => edge.access),
    shapes: Uint32Array.from(shapes),
    points: Int32Array.from(points),
  }
}

const micro = ([lng = 0, lat = 0]: Position): [number, number] => [
  Math.round(lng * 1e6),
  Math.round(lat * 1e6),
]
const keyOf = (point: Position): string => micro(point).join(' ')

function lengthOf(line: readonly Position[]): number {
  let metres = 0
  for (let i = 1; i < line.length; i++) {
    const [[fromLng = 0, fromLat = 0], [lng = 0, lat = 0]] = [line[i - 1] as Position, line[i] as Position]
    metres += metresFromTo(fromLng, fromLat, lng, lat)
  }
  return metres
}
