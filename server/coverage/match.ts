/**
 * Which segments units pass from end to end, judged from their fixes. Pure, and behind the path of positions: for a unit far from
 * any segment it costs one look into a grid.
 */
import { type ByNumber, createByNumber } from '#contract/byNumber.ts'
import type { CoverageMode } from '#contract/coverage.ts'
import type { Fix } from '#contract/positions.ts'
import type { UnitKind } from '#contract/units.ts'
import { ELEVATED_SPEED, type Elevated } from './elevated.ts'
import { advance, beginLeg, type Leg, type OnPassed } from './leg.ts'
import { type Manner, manners, SHORE_REACH, WATER_REACH } from './manners.ts'
import { emptySpots, spotsNear } from './spots.ts'
import { standing } from './standing.ts'
import { EAST, type Hash, hashOf, NORTH, type Tracks } from './tracks.ts'

/** `segment`: its index in the tracks. */
export type Passed = {
  readonly segment: number
  readonly mover: number
  readonly mode: CoverageMode
  readonly from: number
  readonly to: number
}

/** Why a fix on a segment leads to no pass; each is a label of the counter `coverage_refused_total`. */
export const passRefusals = [
  'blurred',
  'too_fast',
  'heading',
  'elevated',
  'unheard',
  'jump',
  'too_slow',
] as const
export type PassRefusal = (typeof passRefusals)[number]

export type Sight = Pick<Fix, 'mover' | 'at' | 'lng' | 'lat' | 'speed' | 'heading' | 'accuracy'>

/** A mover that was on a segment; plain numbers, so that it can be kept over a restart. */
export type Walker = {
  readonly mover: number
  at: number
  x: number
  y: number
  /** On an elevated road since it went at the speed of one. */
  elevated: boolean
  legs: Leg[]
  /** Where it stands, and since when, or since that was told last. */
  stoodX: number
  stoodY: number
  stoodSince: number
}

export type Walkers = { readonly now: Walker[]; readonly late: Walker[] }

export type Matcher = {
  /** An accepted fix of a unit, or a late one. */
  take(fix: Sight, kind: UnitKind, late: boolean): void
  /** Who is on a segment. */
  walkers(): Walkers
  restore(walkers: Walkers): void
}

export type MatcherNeeds = {
  readonly tracks: Tracks
  readonly elevated: Elevated
  readonly passed: (passed: Passed) => void
  readonly refused: (reason: PassRefusal) => void
}

/** Places that may be wrong by more say nothing of which bank. */
const WORST_ACCURACY_METRES = 50
/** m/s: slower, a receiver's heading is noise. */
const HEADED_FROM = 2

export function createMatcher({ tracks, elevated, passed, refused }: MatcherNeeds): Matcher {
  const shore = hashOf(tracks, SHORE_REACH)
  const water = hashOf(tracks, WATER_REACH)
  const walkers = createByNumber<Walker>()
  // What a phone kept in a dead spot and sends when it is back is a way of its own, beside the one that goes on.
  const lateWalkers = createByNumber<Walker>()
  const spots = emptySpots()

  // Of the fix in hand: one function for all of them, for a fresh one each would be garbage.
  let [mover, manner] = [0, manners.foot as Manner]
  const onPassed: OnPassed = (segment, from, to, east, north) => {
    if (to - from > manner.longestMs) refused('too_slow')
    else if (isAcross(tracks, segment, east, north)) refused('heading')
    else passed({ segment, mover, mode: manner.mode, from, to })
  }
  const onSegments = (fix: Sight, walker: Walker, hash: Hash, listed: number) => {
    const heading = manner.headed && fix.speed >= HEADED_FROM ? fix.heading : Number.NaN
    spotsNear(tracks, hash, listed, fix.lng * EAST, fix.lat * NORTH, manner, heading, spots)
    if (spots.count === 0 && spots.misheaded) refused('heading')
    follow(fix, walker)
    if (manner.mode === 'foot' || manner.mode === 'car') stand(fix, walker)
  }
  const follow = (fix: Sight, walker: Walker) => {
    for (const leg of walker.legs) leg.away++
    for (let i = 0; i < spots.count; i++) {
      const chain = spots.chain[i] as number
      const found = walker.legs.find((leg) => leg.chain === chain)
      const s = unwrapped(tracks, chain, spots.s[i] as number, found)
      const problem = found && broken(found, fix, s, manner)
      if (problem) refused(problem)
      if (found && !problem && found.away <= MOST_AWAY) {
        found.away = 0
        advance(tracks, found, s, fix.at, fix.lng * EAST, fix.lat * NORTH, onPassed)
        continue
      }
      const fresh = beginLeg(chain, spots.s[i] as number, fix.at, fix.lng * EAST, fix.lat * NORTH)
      if (found) walker.legs[walker.legs.indexOf(found)] = fresh
      else walker.legs.push(fresh)
    }
    if (walker.legs.length > MOST_LEGS) walker.legs = walker.legs.filter(({ away }) => away <= MOST_AWAY)
  }
  const stand = (fix: Sight, walker: Walker) => {
    const since = standing(walker, fix, spots.count > 0)
    if (since === undefined) return
    const segment = spots.segment[0] as number
    passed({ segment, mover: fix.mover, mode: 'post', from: since, to: fix.at })
  }
  return {
    take(fix, kind, late) {
      const its = manners[kind]
      if (!its) return
      manner = its
      mover = fix.mover
      const hash = manner.mode === 'boat' ? water : shore
      const all = late ? lateWalkers : walkers
      const known = all.get(fix.mover)
      const listed = hash.at(fix.lng, fix.lat)
      if (listed === 0) return void (known && away(known))
      if (known && !late && fix.at <= known.at) return
      if (fix.accuracy > WORST_ACCURACY_METRES) return refused('blurred')
      const walker = known ?? newWalker(all, fix)
      // Late ones that come out of order are no way.
      if (late && fix.at < walker.at) walker.legs.length = 0
      const problem = unfit(walker, fix, manner, kind === 'car' ? elevated : undefined)
      if (problem) {
        refused(problem)
        walker.legs.length = 0
      } else onSegments(fix, walker, hash, listed)
      walker.at = fix.at
      walker.x = fix.lng * EAST
      walker.y = fix.lat * NORTH
    },
    walkers: () => ({ now: living(walkers), late: living(lateWalkers) }),
    restore({ now, late }) {
      for (const walker of now) walkers.set(walker.mover, walker)
      for (const walker of late) lateWalkers.set(walker.mover, walker)
    },
  }
}

/** A fix or two beside the chain are noise; three are a way of their own. */
const MOST_AWAY = 3
const MOST_LEGS = 6

/** Off every segment. */
function away({ legs }: Walker): void {
  let gone = true
  for (const leg of legs) if (++leg.away <= MOST_AWAY) gone = false
  if (gone) legs.length = 0
}

function newWalker(all: ByNumber<Walker>, fix: Sight): Walker {
  const [x, y] = [fix.lng * EAST, fix.lat * NORTH]
  const walker = {
    mover: fix.mover,
    at: fix.at,
    x,
    y,
    elevated: false,
    legs: [],
    stoodX: x,
    stoodY: y,
    stoodSince: fix.at,
  }
  all.set(fix.mover, walker)
  return walker
}

/** Why nothing can be said of what this fix passes, if so. Also learns whether a car is on an elevated road. */
function unfit(
  walker: Walker,
  fix: Sight,
  { fastest }: Manner,
  elevated: Elevated | undefined,
): PassRefusal | undefined {
  const speed = Number.isNaN(fix.speed) ? speedSince(walker, fix) : fix.speed
  if (elevated) {
    const isAlong =
      (walker.elevated || speed >= ELEVATED_SPEED) &&
      elevated.isAlong(fix.lng, fix.lat, speed >= HEADED_FROM ? fix.heading : Number.NaN)
    walker.elevated = isAlong
    if (isAlong) return 'elevated'
  }
  return speed > fastest ? 'too_fast' : undefined
}

/** m/s, by the places; without what a receiver's noise adds to it. */
function speedSince({ at, x, y }: Walker, fix: Sight): number {
  if (fix.at <= at) return 0
  const metres = Math.hypot(fix.lng * EAST - x, fix.lat * NORTH - y) - NOISE_METRES
  return Math.max(0, (metres * 1000) / (fix.at - at))
}

const NOISE_METRES = 25
/** m/s: who was unheard for long and comes out so slowly has been elsewhere. */
const SLOWEST_UNHEARD = 0.4
const LONG_UNHEARD_MS = 60_000

/** Why the way from a leg's last fix to this one was not walked along the chain, if so. */
function broken(leg: Leg, fix: Sight, s: number, { gapMs, fastest }: Manner): PassRefusal | undefined {
  const ms = fix.at - leg.at
  if (ms > gapMs) return 'unheard'
  const metres = Math.abs(s - leg.s)
  const furthest = (fastest * ms) / 1000 + NOISE_METRES
  if (metres > furthest || Math.hypot(fix.lng * EAST - leg.x, fix.lat * NORTH - leg.y) > furthest)
    return 'jump'
  const tooSlow = ms > LONG_UNHEARD_MS && metres > 2 * NOISE_METRES && metres < (SLOWEST_UNHEARD * ms) / 1000
  return tooSlow ? 'unheard' : undefined
}

/** On a closed chain: counted on from where the leg was, over its end. */
function unwrapped({ closed, length }: Tracks, chain: number, s: number, leg: Leg | undefined): number {
  if (!leg || !closed[chain]) return s
  const round = length[chain] as number
  return s + Math.round((leg.s - s) / round) * round
}

/** Who comes nowhere on the whole has turned at a bend. */
const LEAST_METRES = 20
const ACROSS_COSINE = Math.cos((45 * Math.PI) / 180)

/** Whether the way from end to end of a segment led across the course of its bank. */
function isAcross({ east, north }: Tracks, segment: number, dx: number, dy: number): boolean {
  const metres = Math.hypot(dx, dy)
  if (metres < LEAST_METRES) return false
  return Math.abs(dx * (east[segment] as number) + dy * (north[segment] as number)) < ACROSS_COSINE * metres
}

const living = (walkers: ByNumber<Walker>): Walker[] =>
  [...walkers.values()].filter(({ legs }) => legs.some(({ away }) => away <= MOST_AWAY))
