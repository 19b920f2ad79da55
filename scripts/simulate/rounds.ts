/** What each unit patrols: promenades on foot, lanes by boat, expressways by car, streets, expo rings and posts. */
import type { ZoneProperties } from '#contract/city.ts'
import type { Unit } from '#contract/units.ts'
import type { Point } from '../../server/zones/plane.ts'
import type { Land, RiverName } from './land.ts'
import { type Motion, type MovingKind, startOn } from './motion.ts'
import { ground, metresApart, nearestOn, type Path, pathThrough, pathThroughPlaces } from './path.ts'
import type { Random } from './random.ts'

/** A zone with the middle of its outline and how far that is from its corners, in metres. */
export type ZoneOutline = ZoneProperties & { readonly centre: Point; readonly radius: number }

export type Surroundings = {
  readonly land: Land
  readonly zones: readonly ZoneOutline[]
  readonly roads: readonly Path[]
  /** Where a unit's squad is. */
  readonly seatOf: (unit: Pick<Unit, 'squad' | 'district'>) => Point
  /** The organisation of a district's adcode. */
  readonly organisationOf: (adcode: string | null) => number | undefined
}

/** The patrol of a unit, begun somewhere along it: the same for the same chance. */
export function patrolOf(
  unit: Pick<Unit, 'squad' | 'district' | 'tags'>,
  kind: MovingKind,
  around: Surroundings,
  random: Random,
): Motion {
  const path = roundOf(unit, kind, around, random)
  return startOn(path, 'turn', random.between(0, path.length), random.chance(0.5) || path.closed ? 1 : -1)
}

function roundOf(
  unit: Pick<Unit, 'squad' | 'district' | 'tags'>,
  kind: MovingKind,
  around: Surroundings,
  random: Random,
): Path {
  const seat = around.seatOf(unit)
  if (kind === 'boat') return laneRound(seat, around.land, random)
  if (kind === 'car') return roadRound(seat, around.roads, random)
  if (kind === 'foot' && unit.tags.includes('expo')) return expoRound(around.zones, random)
  if (kind === 'foot' && unit.tags.includes('water')) {
    return bankRound(seat, around.organisationOf(unit.district), around, random)
  }
  return streetRound(seat, kind === 'foot' ? 350 : 900, around.land, random)
}

/** The promenade of one of the three nearest reaches of its own district, of any where it owns none. */
function bankRound(
  seat: Point,
  owner: number | undefined,
  { zones, land }: Surroundings,
  random: Random,
): Path {
  const banks = zones.filter((zone) => zone.kind === 'reach_bank')
  const own = banks.filter((zone) => zone.owner === owner)
  const near = (own.length > 0 ? own : banks)
    .toSorted((a, b) => metresApart(a.centre, seat) - metresApart(b.centre, seat))
    .slice(0, 3)
  const { river, bank, fromMetres, toMetres } = random.pick(near)
  if (!river || !bank) throw new Error('a reach has neither river nor bank')
  const { axis, promenade } = land.rivers[river as RiverName]
  return pathThroughPlaces(
    promenade[bank].filter((place, i) => {
      const metres = axis[i]?.metres ?? -1
      // The creek's axis runs on into the Huangpu; its promenade does not.
      return metres >= (fromMetres ?? 0) && metres <= (toMetres ?? 0) && !land.isWater(ground.toMetres(place))
    }),
  )
}

/** Chainage of the waters that are patrolled, and how far a boat goes from its berth. */
const waters: Record<RiverName, { from: number; to: number; reach: readonly [number, number] }> = {
  huangpu: { from: 19_900, to: 80_000, reach: [3_000, 6_000] },
  suzhou: { from: 36_000, to: 55_500, reach: [1_800, 3_500] },
}

/** Downstream in the right lane, upstream in the left: everyone keeps right. */
function laneRound(seat: Point, land: Land, random: Random): Path {
  const river =
    random.chance(0.7) || nearestOn(land.rivers.suzhou.midstream, seat).metres > 2_000 ? 'huangpu' : 'suzhou'
  const { axis, midstream, lane } = land.rivers[river]
  const { from, to, reach } = waters[river]
  const half = random.between(...reach)
  const berth = (axis[0]?.metres ?? 0) + nearestOn(midstream, seat).along
  const middle = Math.min(to - half, Math.max(from + half, berth + random.between(-half, half)))
  const within = (_: unknown, i: number) => Math.abs((axis[i]?.metres ?? 0) - middle) <= half
  return pathThroughPlaces([...lane.right.filter(within), ...lane.left.filter(within).reverse()], true)
}

const LONGEST_ROUND = 24_000

/** One of the nearest expressways, and on over its continuation. */
function roadRound(seat: Point, roads: readonly Path[], random: Random): Path {
  const near = roads
    .map((road) => ({ road, metres: nearestOn(road, seat).metres }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, 5)
  let points = random.pick(near).road.points
  for (;;) {
    const next = continuation(points, roads)
    if (!next || pathThrough(points).length > LONGEST_ROUND) return pathThrough(points)
    points = [...points, ...next]
  }
}

/** Points of a road that begins (or, driven the other way, ends) where this one ends, and goes on in its direction. */
function continuation(points: readonly Point[], roads: readonly Path[]): readonly Point[] | undefined {
  const end = points.at(-1) as Point
  const before = points.at(-2) as Point
  const driven = new Set(points)
  return roads
    .flatMap((road) => [road.points, road.points.toReversed()])
    .find(([first, second]) => {
      if (!first || !second || driven.has(second) || metresApart(first, end) > 400) return false
      return cosineBetween(before, end, first, second) > 0.7
    })
}

function cosineBetween(a: Point, b: Point, c: Point, d: Point): number {
  const along = (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])
  return along / (metresApart(a, b) * metresApart(c, d))
}

/** Mostly a post to be held, else a round within a ring. */
function expoRound(zones: readonly ZoneOutline[], random: Random): Path {
  const kind = random.chance(0.6) ? 'post' : 'expo_ring'
  const { centre, radius } = random.pick(zones.filter((zone) => zone.kind === kind))
  const corners = kind === 'post' ? 8 : 48
  const away = radius * random.between(0.3, 0.9)
  const circle = Array.from({ length: corners }, (_, i): Point => {
    const angle = (i / corners) * 2 * Math.PI
    return [centre[0] + away * Math.cos(angle), centre[1] + away * Math.sin(angle)]
  })
  return pathThrough(circle, true)
}

const STREET_CORNERS = 14

/** Along streets that meet at right angles, within `radius` of the squad and on dry land. */
function streetRound(seat: Point, radius: number, land: Land, random: Random): Path {
  const tilt = random.between(-0.25, 0.25)
  const corners: Point[] = [[seat[0] + random.between(-80, 80), seat[1] + random.between(-80, 80)]]
  for (let tries = 0; corners.length < STREET_CORNERS && tries < 200; tries++) {
    const here = corners.at(-1) as Point
    const angle = tilt + ((corners.length % 2) * Math.PI) / 2
    const metres = random.between(radius / 4, radius / 1.5) * (random.chance(0.5) ? 1 : -1)
    const next: Point = [here[0] + metres * Math.cos(angle), here[1] + metres * Math.sin(angle)]
    if (metresApart(next, seat) > radius || land.isWater(next) || land.crossesWater(here, next)) continue
    corners.push(next)
  }
  // Hemmed in by water on all sides: it walks up and down on the spot.
  return pathThrough(corners.length > 1 ? corners : [seat, [seat[0] + 20, seat[1]]])
}
