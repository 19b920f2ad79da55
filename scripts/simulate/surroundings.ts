/** The city as the simulator needs it: what the API tells of it, on the land of data/figures. */
import type { Organisation, Place, ZoneProperties } from '#contract/city.ts'
import type { Unit } from '#contract/units.ts'
import { readTable } from '../../server/city/tables.ts'
import type { Point } from '../../server/zones/plane.ts'
import type { Land } from './land.ts'
import { ground, metresApart, type Path, pathThroughPlaces } from './path.ts'
import type { Surroundings, ZoneOutline } from './rounds.ts'

export type ZoneAnswer = {
  readonly properties: ZoneProperties
  readonly geometry: { readonly type: string; readonly coordinates: unknown[] }
}

export function surroundingsOf(
  land: Land,
  city: { readonly organisations: readonly Organisation[]; readonly places: readonly Place[] },
  zones: readonly ZoneAnswer[],
): Surroundings {
  const byCode = new Map(city.organisations.map((organisation) => [organisation.code, organisation]))
  return {
    land,
    zones: zones.map(outlineOf),
    roads: readRoads(),
    organisationOf: (adcode) => (adcode === null ? undefined : byCode.get(adcode)?.id),
    seatOf: (unit) => seatOf(unit, city.places, byCode),
  }
}

/** Seats of the bodies that are no street's or town's squad. */
const seats: Readonly<Record<string, string>> = {
  临港新片区城管大队: '滴水湖',
  机场城管大队: '虹桥2号航站楼',
  自贸区城管大队: '外高桥保税区南',
  市局执法总队: '人民广场',
}

/** Its town, else its district's seat. */
function seatOf(
  unit: Pick<Unit, 'squad' | 'district'>,
  places: readonly Place[],
  byCode: ReadonlyMap<string, Organisation>,
): Point {
  const named = (kind: string, name: string | undefined) =>
    places.find((place) => place.kind === kind && place.name === name)
  const found =
    named('town', unit.squad.replace(/中队$/, '')) ??
    named('station', seats[unit.squad]) ??
    named('district', byCode.get(unit.district ?? '')?.name) ??
    places[0]
  if (!found) throw new Error('The city has no places: run npm run seed')
  return ground.toMetres(found.place)
}

function outlineOf({ properties, geometry }: ZoneAnswer): ZoneOutline {
  const rings = (geometry.type === 'MultiPolygon' ? geometry.coordinates[0] : geometry.coordinates) as [
    number,
    number,
  ][][]
  const outline = (rings[0] ?? []).map(ground.toMetres)
  const mean = (axis: 0 | 1) => outline.reduce((sum, point) => sum + point[axis], 0) / outline.length
  const centre: Point = [mean(0), mean(1)]
  return { ...properties, centre, radius: Math.max(...outline.map((point) => metresApart(point, centre))) }
}

/** Ramps and stubs are no patrol. */
const SHORTEST_ROAD = 1_500
/** The figures have a point every 250 m: a longer leap is a gap in them. */
const LONGEST_LEAP = 1_000

function readRoads(): Path[] {
  const parts = new Map<string, [number, number][]>()
  for (const row of readTable('figures/expressways.csv', ['name', 'part', 'longitude', 'latitude'])) {
    const key = `${row.name} ${row.part}`
    parts.set(key, [...(parts.get(key) ?? []), [Number(row.longitude), Number(row.latitude)]])
  }
  return [...parts.values()]
    .filter((places) => places.length > 2)
    .map((places) => pathThroughPlaces(places))
    .filter((road) => road.length > SHORTEST_ROAD && !hasGap(road))
}

const hasGap = ({ points }: Path): boolean =>
  points.some((point, i) => i > 0 && metresApart(point, points[i - 1] as Point) > LONGEST_LEAP)
