/** Reads an OpenStreetMap extract (.osm.pbf) in three passes: which relations, which ways, where their nodes are. */
import type { Feature, Position } from 'geojson'
import { createOSMStream } from 'osm-pbf-parser-node'
import { Unusable } from './features.ts'
import { joinRings, polygonsOf } from './rings.ts'
import { meaningKeys } from './themes.ts'

type Tags = Readonly<Record<string, string>>
type OsmNode = { type: 'node'; id: number; lat: number; lon: number; tags?: Tags }
type OsmWay = { type: 'way'; id: number; refs: number[]; tags?: Tags }
type OsmRelation = {
  type: 'relation'
  id: number
  members: { type: string; ref: number; role: string }[]
  tags?: Tags
}
type OsmItem = OsmNode | OsmWay | OsmRelation

export async function* readExtract(path: string): AsyncIterable<Feature> {
  const relations: OsmRelation[] = []
  for await (const item of items(path))
    if (item.type === 'relation' && isArea(item.tags) && isWanted(item.tags)) relations.push(item)
  const members = new Set(relations.flatMap((relation) => relation.members.map(({ ref }) => ref)))

  const ways = new Map<number, OsmWay>()
  for await (const item of items(path))
    if (item.type === 'way' && (isWanted(item.tags) || members.has(item.id))) ways.set(item.id, item)
  const needed = new Set([...ways.values()].flatMap(({ refs }) => refs))

  const places = new Map<number, Position>()
  for await (const item of items(path)) {
    if (item.type !== 'node') continue
    if (needed.has(item.id)) places.set(item.id, [item.lon, item.lat])
    if (isWanted(item.tags)) yield feature(item, { type: 'Point', coordinates: [item.lon, item.lat] })
  }
  for (const way of ways.values()) if (isWanted(way.tags)) yield* wayFeature(way, places)
  for (const relation of relations) yield* relationFeature(relation, ways, places)
}

const isWanted = (tags?: Tags) =>
  !!tags && (meaningKeys.some((key) => key in tags) || tags.boundary === 'administrative')
const isArea = (tags?: Tags) => tags?.type === 'multipolygon' || tags?.type === 'boundary'

async function* items(path: string): AsyncIterable<OsmItem> {
  try {
    for await (const item of createOSMStream(path, { withTags: true }))
      if ('type' in item) yield item as OsmItem
  } catch (error) {
    throw new Unusable(`${path} is no readable OpenStreetMap extract: ${(error as Error).message}`)
  }
}

function* wayFeature(way: OsmWay, places: ReadonlyMap<number, Position>): Iterable<Feature> {
  const line = lineOf(way, places)
  if (line.length < 2) return
  const closed = line.length > 3 && way.refs[0] === way.refs.at(-1)
  if (closed && !way.tags?.highway && !way.tags?.railway)
    yield feature(way, { type: 'Polygon', coordinates: [line] })
  else yield feature(way, { type: 'LineString', coordinates: line })
}

function* relationFeature(
  relation: OsmRelation,
  ways: ReadonlyMap<number, OsmWay>,
  places: ReadonlyMap<number, Position>,
): Iterable<Feature> {
  const ringsOf = (role: string) =>
    joinRings(
      relation.members
        .filter((member) => member.type === 'way' && (member.role || 'outer') === role)
        .flatMap(({ ref }) => ways.get(ref) ?? [])
        .map((way) => lineOf(way, places)),
    )
  const [outer, inner] = [ringsOf('outer'), ringsOf('inner')]
  if (outer.length === 0) return
  const coordinates = polygonsOf(outer, inner)
  yield feature(relation, { type: 'MultiPolygon', coordinates })
}

const lineOf = (way: OsmWay, places: ReadonlyMap<number, Position>) =>
  way.refs.flatMap((ref) => [places.get(ref)].filter((place) => place !== undefined))

function feature({ type, id, tags }: OsmItem, geometry: Feature['geometry']): Feature {
  return { type: 'Feature', properties: { ...tags, osm_id: `${type}${id}` }, geometry }
}
