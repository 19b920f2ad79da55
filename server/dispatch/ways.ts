/** How long a unit takes to a place: by its kind's pace, across the Huangpu only where one can cross. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Candidate } from '#contract/tickets.ts'
import type { UnitKind } from '#contract/units.ts'
import { METRES_PER_DEGREE, metresBetween } from '../zones/plane.ts'
import { type River, sideOf } from './river.ts'

export type MovingKind = Exclude<UnitKind, 'video'>
export type Way = Pick<Candidate, 'metres' | 'etaSeconds' | 'crossing'>

/** Door to door in the city, m/s: estimates, to be replaced by what arrivals show. */
const speed: Record<MovingKind, number> = { foot: 1.3, ebike: 4.5, car: 6.5, boat: 6 }

/** How much longer the way is than the straight line. */
const detour: Record<MovingKind, number> = { foot: 1.25, ebike: 1.3, car: 1.4, boat: 1.15 }

/** Who comes first over the same distance first. */
export const fastestFirst: readonly MovingKind[] = (['foot', 'ebike', 'car', 'boat'] as const).toSorted(
  (a, b) => detour[a] / speed[a] - detour[b] / speed[b],
)

/** A ferry leaves every ten to twenty minutes and takes a few. */
const FERRY_SECONDS = 12 * 60

/** A bridge or tunnel is entered and left well behind the bank: its ramps, both together. */
const RAMPS_METRES = 1_500

/** The ways to one place. */
export type Ways = {
  /** The way of a unit from where it is; undefined: it cannot get there. */
  from(kind: MovingKind, place: LngLat): Way | undefined
  /** No unit of the kind that is `metres` away or farther takes fewer seconds, wherever it is. */
  leastSeconds(kind: MovingKind, metres: number): number
}

export function waysTo(to: LngLat, river: River): Ways {
  const side = sideOf(river.axis, to)
  const straightness = leastStraightness([to, ...river.crossings.map(({ place }) => place)])
  return {
    from(kind, place) {
      const isStraight = kind === 'boat' || sideOf(river.axis, place) === side
      return isStraight ? straight(kind, metresBetween(place, to)) : across(kind, place, to, river)
    },
    // A crossing only makes a way longer than the straight one.
    leastSeconds: (kind, metres) =>
      straight(kind, Math.min(metres * straightness, MARGIN_DEGREES * METRES_PER_DEGREE)).etaSeconds,
  }
}

function straight(kind: MovingKind, metres: number): Way {
  const direct = metres * detour[kind]
  return { metres: Math.round(direct), etaSeconds: Math.round(direct / speed[kind]), crossing: null }
}

function across(kind: MovingKind, from: LngLat, to: LngLat, { crossings }: River): Way | undefined {
  let best: Way | undefined
  for (const crossing of crossings) {
    if (!crossing.open.includes(kind)) continue
    const metresStraight = metresBetween(from, crossing.place) + metresBetween(crossing.place, to)
    const metres = metresStraight * detour[kind] + (crossing.ferry ? 0 : RAMPS_METRES)
    const etaSeconds = Math.round(metres / speed[kind]) + (crossing.ferry ? FERRY_SECONDS : 0)
    if (!best || etaSeconds < best.etaSeconds)
      best = { metres: Math.round(metres), etaSeconds, crossing: crossing.name }
  }
  return best
}

const MARGIN_DEGREES = 1

/**
 * Our distances take a degree of longitude as long as it is halfway between two places, so that a way of two legs can
 * come out a little shorter than the straight line: by no more than this factor as long as all three places lie in the
 * latitudes of `places` and a margin around them. Whoever is outside of those has more than the margin to go.
 */
function leastStraightness(places: readonly LngLat[]): number {
  const latitudes = places.map(([, lat]) => lat)
  const south = Math.min(...latitudes) - MARGIN_DEGREES
  const north = Math.max(...latitudes) + MARGIN_DEGREES
  const cosine = (lat: number) => Math.cos((Math.min(90, lat) * Math.PI) / 180)
  const widest = south <= 0 && north >= 0 ? 0 : Math.min(Math.abs(south), Math.abs(north))
  return cosine(Math.max(Math.abs(south), Math.abs(north))) / cosine(widest)
}
