/** How long a unit takes to a place: at its kind's pace of the hour, across the Huangpu only where it may, boats by water. */
import type { Candidate } from '#contract/candidates.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { RoadKind, RoadWays } from '../roads/ways.ts'
import { METRES_PER_DEGREE, metresBetween } from '../zones/plane.ts'
import { type Crossing, type River, sideOf } from './river.ts'
import type { MovingKind, Travel } from './travel.ts'
import { axisBetween, isOnWater, type Moored, metresAlong, moored } from './waterways.ts'

export type Way = Pick<Candidate, 'metres' | 'etaSeconds' | 'crossing'>

/** How much longer the way is than the straight line, where no road network says so. A boat's way follows the river. */
const detour: Record<MovingKind, number> = { foot: 1.25, ebike: 1.3, car: 1.4, boat: 1 }

/** A bridge or tunnel is entered and left well behind the bank: its ramps, both together. */
const RAMPS_METRES = 1_500

/** The ways to one place. */
export type Ways = {
  /** The place lies on one of the two rivers. */
  readonly onWater: boolean
  /** The way of a unit from where it is; undefined: it cannot get there. */
  from(kind: MovingKind, place: LngLat): Way | undefined
  /** No unit of the kind that is `metres` away or farther takes fewer seconds, wherever it is. */
  leastSeconds(kind: MovingKind, metres: number): number
  /** Whoever of the kind takes so many seconds or fewer is not farther than this. */
  mostMetres(kind: MovingKind, seconds: number): number
  /** Where the way goes, to be drawn. */
  line(kind: MovingKind, place: LngLat): LngLat[]
}

export function waysTo(to: LngLat, river: River, travel: Travel, roads?: RoadWays): Ways {
  const berth = moored(river.water, to)
  const onWater = isOnWater(berth)
  const side = sideOf(river.axis, to)
  const straightness = leastStraightness(to, river)
  const goal: Goal = { to, berth, onWater, river, travel }
  // From either bank one sees what is on the water; from the other bank of a place on land one must cross.
  const fastestBy = (kind: RoadKind) => Math.max(fastest(kind, travel), roads?.fastest(kind) ?? 0)
  const isStraight = (place: LngLat) => onWater || sideOf(river.axis, place) === side
  return {
    onWater,
    from(kind, place) {
      if (kind === 'boat') return byWater(place, goal)
      const onRoads = roads?.from(kind, place)
      if (onRoads) return onRoads
      return isStraight(place) ? straight(kind, metresBetween(place, to), travel) : across(kind, place, goal)
    },
    leastSeconds(kind, metres) {
      const apart = Math.min(metres * straightness, MARGIN_METRES)
      if (kind === 'boat') return leastByWater(apart, goal)
      // A crossing only makes a way longer than the straight one.
      return Math.round(apart / fastestBy(kind))
    },
    mostMetres(kind, seconds) {
      // Seconds are rounded.
      const atMost = seconds + 1
      const apart = kind === 'boat' ? mostByWater(atMost, goal) : atMost * fastestBy(kind)
      return apart < MARGIN_METRES ? apart / straightness : Number.POSITIVE_INFINITY
    },
    line(kind, place) {
      if (kind === 'boat') return lineByWater(place, goal)
      const onRoads = roads?.line(kind, place)
      if (onRoads) return onRoads
      const crossing = isStraight(place) ? undefined : bestCrossing(kind, place, goal)?.crossing
      return crossing ? [place, crossing.place, to] : [place, to]
    },
  }
}

type Goal = {
  readonly to: LngLat
  readonly berth: Moored
  readonly onWater: boolean
  readonly river: River
  readonly travel: Travel
}

/** Metres of straight line in a second. */
const fastest = (kind: MovingKind, { speed }: Travel): number => speed[kind] / detour[kind]

function straight(kind: MovingKind, metres: number, { speed }: Travel): Way {
  const direct = metres * detour[kind]
  return { metres: Math.round(direct), etaSeconds: Math.round(direct / speed[kind]), crossing: null }
}

function across(kind: MovingKind, from: LngLat, goal: Goal): Way | undefined {
  const best = bestCrossing(kind, from, goal)
  return (
    best && {
      metres: Math.round(best.metres),
      etaSeconds: Math.round(best.seconds),
      crossing: best.crossing.name,
    }
  )
}

type Across = { readonly crossing: Crossing; readonly metres: number; readonly seconds: number }

function bestCrossing(kind: MovingKind, from: LngLat, { to, river, travel }: Goal): Across | undefined {
  let best: Across | undefined
  for (const crossing of river.crossings) {
    if (!travel.isOpen(crossing, kind) || (crossing.ferry && travel.ferrySeconds === null)) continue
    const metresStraight = metresBetween(from, crossing.place) + metresBetween(crossing.place, to)
    const metres = metresStraight * detour[kind] + (crossing.ferry ? 0 : RAMPS_METRES)
    const seconds = metres / travel.speed[kind] + (crossing.ferry ? (travel.ferrySeconds ?? 0) : 0)
    if (!best || seconds < best.seconds) best = { crossing, metres, seconds }
  }
  return best
}

/** To the river, along its axis, and from there to the place; on land only to the bank, and the rest on foot. */
function byWater(from: LngLat, goal: Goal): Way {
  const { berth, river, travel } = goal
  const start = moored(river.water, from)
  const ashore = ashoreOf(goal)
  const sailed = start.away + metresAlong(river.water, start, berth) + berth.away - ashore
  const seconds = sailed / travel.speed.boat + walkedSeconds(ashore, goal)
  return {
    metres: Math.round(sailed + ashore * detour.foot),
    etaSeconds: Math.round(seconds),
    crossing: null,
  }
}

/** Metres from the bank to a place on land. */
const ashoreOf = ({ berth, onWater }: Goal): number =>
  onWater ? 0 : Math.max(0, berth.away - berth.halfWidth)

/** Legs along the axis are added up from rounded points: by so much they may be shorter than they should. */
const NEARLY = 0.999

/** Every boat's crew walks the same way from the bank, and sails at least the rest. */
function leastByWater(apart: number, goal: Goal): number {
  const ashore = ashoreOf(goal)
  const sailed = Math.max(0, apart - ashore) * NEARLY
  return Math.round(walkedSeconds(ashore, goal) + sailed / goal.travel.speed.boat)
}

function mostByWater(seconds: number, goal: Goal): number {
  const ashore = ashoreOf(goal)
  const sailing = Math.max(0, seconds - walkedSeconds(ashore, goal))
  return ashore + (sailing * goal.travel.speed.boat) / NEARLY
}

const walkedSeconds = (ashore: number, { travel }: Goal): number => (ashore * detour.foot) / travel.speed.foot

function lineByWater(from: LngLat, { to, berth, river }: Goal): LngLat[] {
  const start = moored(river.water, from)
  return [from, start.place, ...axisBetween(river.water, start, berth), berth.place, to]
}

const MARGIN_DEGREES = 1
const MARGIN_METRES = MARGIN_DEGREES * METRES_PER_DEGREE

/**
 * Our distances take a degree of longitude as long as it is halfway between two places, so that a way of several legs
 * can come out a little shorter than the straight line: by no more than this factor as long as all places lie in the
 * latitudes of the river, its crossings and `to`, and a margin around them. Whoever is outside of those has more than
 * the margin to go.
 */
function leastStraightness(to: LngLat, river: River): number {
  const [riverSouth, riverNorth] = latitudesOf(river)
  const south = Math.min(to[1], riverSouth) - MARGIN_DEGREES
  const north = Math.max(to[1], riverNorth) + MARGIN_DEGREES
  const cosine = (lat: number) => Math.cos((Math.min(90, lat) * Math.PI) / 180)
  const widest = south <= 0 && north >= 0 ? 0 : Math.min(Math.abs(south), Math.abs(north))
  return cosine(Math.max(Math.abs(south), Math.abs(north))) / cosine(widest)
}

const latitudes = new WeakMap<River, readonly [south: number, north: number]>()

/** Between which latitudes a way over this river may lead; the river does not move. */
function latitudesOf(river: River): readonly [south: number, north: number] {
  const known = latitudes.get(river)
  if (known) return known
  const { crossings, water } = river
  const places = [...crossings.map(({ place }) => place), ...water.huangpu.places, ...water.suzhou.places]
  const lats = places.map(([, lat]) => lat)
  const found = [Math.min(...lats), Math.max(...lats)] as const
  latitudes.set(river, found)
  return found
}
