/** Who could go to a ticket, best first: the nearest of each kind are looked at until nobody farther can be better. */
import type { Candidate, Flip, Recommendation } from '#contract/candidates.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Grid, Neighbour } from '../positions/grid.ts'
import type { RoadWays } from '../roads/ways.ts'
import { leftOut } from './leftOut.ts'
import { reachDistances } from './reaches.ts'
import { suits, unmet } from './requirements.ts'
import type { River } from './river.ts'
import { BUSY, groupOf, type Roster } from './roster.ts'
import type { Requirement, RosterUnit } from './rosterQueries.ts'
import { type Counting, leastBeside, scoreOf, termsOf } from './terms.ts'
import type { MovingKind, TravelTable } from './travel.ts'
import { type Ways, waysTo } from './ways.ts'

export type Question = {
  readonly ticket: Pick<Ticket, 'place' | 'district'>
  readonly asked: Requirement
  readonly roster: Pick<Roster, 'unit' | 'freeIn'>
  readonly grid: Pick<Grid, 'nearest' | 'within'>
  readonly newest: (
    mover: number,
  ) => { readonly lng: number; readonly lat: number; readonly at: number } | undefined
  readonly river: River
  readonly travel: TravelTable
  /** The ways over the roads to the ticket, where a network was imported. */
  readonly roads?: RoadWays | undefined
  readonly now: number
  readonly limit: number
}

/** A question with what is worked out once for all its units. */
export type Search = Question & { readonly ways: Ways; readonly counting: Counting }

/** Beyond this age a place says too little to be sent by. */
export const OLDEST_FIX_MS = 600_000

export function recommend(question: Question): Recommendation {
  const search = searchFor(question)
  const found: Ranked[] = []
  for (const kind of kindsOf(search)) lookAt(kind, groupOf(kind), search, found, question.limit)
  const candidates = found.map((each): Candidate => withLine(each, search))
  return {
    at: question.now,
    onWater: search.ways.onWater,
    candidates,
    leftOut: leftOut(search, candidates),
    flip: flipOf(search, found[0]),
  }
}

function searchFor(question: Question): Search {
  const { ticket, river, travel, now, roster } = question
  const ways = waysTo(ticket.place, river, travel.at(now), question.roads)
  const counting: Counting = {
    weights: travel.weights,
    roster,
    reachMetres: reachDistances(ticket.place, travel.reaches, river.water),
    district: ticket.district,
    onWater: ways.onWater,
    now,
  }
  return { ...question, ways, counting }
}

/** Those first who are likely to be best: whoever comes later is looked for within what they reach. */
const onLand: readonly MovingKind[] = ['ebike', 'car', 'boat', 'foot']
const afloat: readonly MovingKind[] = ['boat', 'ebike', 'car', 'foot']

const kindsOf = ({ asked, ways }: Search): MovingKind[] =>
  (ways.onWater ? afloat : onLand).filter((kind) => suits({ kind }, asked.kinds, ways.onWater))

/** A candidate whose way is not drawn yet. */
type Ranked = Omit<Candidate, 'line'>

/**
 * Looks at the units of a kind that may be among the best. `most`: a score beyond which nobody is wanted; without one,
 * and while there are not enough, it goes outwards, and the farther it goes, the more it asks for at once.
 */
function lookAt(
  kind: MovingKind,
  group: number,
  search: Search,
  best: Ranked[],
  limit: number,
  most = best[limit - 1]?.score,
): void {
  const { ticket, grid, ways, roster } = search
  const beside = leastBeside(kind, search.counting)
  const accept = (id: number) => {
    const unit = roster.unit(id)
    return unit?.kind === kind && !isOld(id, search) && !unmet(unit, search.asked)
  }
  const consider = (near: readonly Neighbour[]): boolean => {
    for (const { mover, metres } of near) {
      const last = best[limit - 1]
      // No term is below nought, so that nobody counts less than the way and what the whole kind is charged.
      if (last && beside + ways.leastSeconds(kind, metres) > last.score) return true
      const ranked = rankedOf(kind, roster.unit(mover) as RosterUnit, search)
      if (ranked) enlist(ranked, best, limit)
    }
    return false
  }
  if (most !== undefined) {
    if (most < beside) return
    consider(grid.within(ticket.place, ways.mostMetres(kind, most - beside), { group, accept }))
    return
  }
  for (let looked = 0, count = 2 * limit; ; count *= 4) {
    const nearest = grid.nearest(ticket.place, count, { group, accept })
    if (consider(nearest.slice(looked)) || nearest.length < count) return
    looked = nearest.length
  }
}

export const isOld = (unit: number, { newest, now }: Pick<Question, 'newest' | 'now'>): boolean =>
  now - (newest(unit)?.at ?? Number.NEGATIVE_INFINITY) > OLDEST_FIX_MS

function rankedOf(kind: MovingKind, unit: RosterUnit, search: Search): Ranked | undefined {
  const fix = search.newest(unit.id)
  const way = fix && search.ways.from(kind, [fix.lng, fix.lat])
  if (!way) return undefined
  const terms = termsOf(unit, way, search.counting)
  const sameDistrict = unit.district !== null && unit.district === search.ticket.district
  return { unit: unit.id, ...way, fixAt: fix.at, sameDistrict, score: scoreOf(terms), terms }
}

/** Puts one among the best, of whom there are `limit` at most. */
function enlist(ranked: Ranked, best: Ranked[], limit: number): void {
  const place = best.findIndex((each) => isBetter(ranked, each))
  best.splice(place < 0 ? best.length : place, 0, ranked)
  best.length = Math.min(best.length, limit)
}

const isBetter = (a: Ranked, b: Ranked): boolean =>
  a.score < b.score || (a.score === b.score && a.unit < b.unit)

function withLine(ranked: Ranked, { newest, roster, ways }: Search): Candidate {
  const fix = newest(ranked.unit) as { lng: number; lat: number }
  const kind = (roster.unit(ranked.unit) as RosterUnit).kind as MovingKind
  return { ...ranked, line: ways.line(kind, [fix.lng, fix.lat]).map(rounded) }
}

/** To a metre: it is drawn, not measured. */
const rounded = ([lng, lat]: LngLat): LngLat => [Number(lng.toFixed(5)), Number(lat.toFixed(5))]

/** The busy unit that would be first, and by when it would have to be free: it may lose what it is better by. */
function flipOf(search: Search, first: Ranked | undefined): Flip | null {
  const best: Ranked[] = []
  for (const kind of kindsOf(search)) lookAt(kind, BUSY, search, best, 1, best[0]?.score ?? first?.score)
  const busy = best[0]
  if (!busy) return null
  if (!first) return { unit: busy.unit, before: null }
  if (busy.score >= first.score) return null
  return { unit: busy.unit, before: search.now + (first.score - busy.score) * 1000 }
}
