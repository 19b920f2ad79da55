/** Who could go to a ticket, soonest first: the nearest of each kind are looked at until nobody farther can be sooner. */
import type { Candidate, Ticket } from '#contract/tickets.ts'
import type { Grid } from '../positions/grid.ts'
import type { River } from './river.ts'
import { groupOf, type Roster } from './roster.ts'
import { fastestFirst, type MovingKind, type Ways, waysTo } from './ways.ts'

export type Question = {
  readonly ticket: Pick<Ticket, 'place' | 'district'>
  /** Unit kinds the category asks for; none: any that moves on land. */
  readonly kinds: readonly string[]
  readonly roster: Pick<Roster, 'districtOf'>
  readonly grid: Pick<Grid, 'nearest'>
  readonly newest: (
    mover: number,
  ) => { readonly lng: number; readonly lat: number; readonly at: number } | undefined
  readonly river: River
  readonly now: number
  readonly limit: number
}

/** Beyond this age a place says too little to be sent by. */
const OLDEST_FIX_MS = 600_000

export function candidates(question: Question): Candidate[] {
  const ways = waysTo(question.ticket.place, question.river)
  const soonest: Candidate[] = []
  for (const kind of fastestFirst) if (suits(kind, question.kinds)) lookAt(kind, question, ways, soonest)
  return soonest
}

const suits = (kind: MovingKind, asked: readonly string[]): boolean =>
  asked.length === 0 ? kind !== 'boat' : asked.includes(kind)

/** Goes outwards through the free units of a kind; the farther it goes, the more it asks for at once. */
function lookAt(kind: MovingKind, question: Question, ways: Ways, soonest: Candidate[]): void {
  const { ticket, grid, newest, now, limit } = question
  const accept = (unit: number) => now - (newest(unit)?.at ?? Number.NEGATIVE_INFINITY) <= OLDEST_FIX_MS
  let looked = 0
  for (let count = 2 * limit; ; count *= 4) {
    const nearest = grid.nearest(ticket.place, count, { group: groupOf(kind), accept })
    for (const { mover, metres } of nearest.slice(looked)) {
      const last = soonest[limit - 1]
      if (last && ways.leastSeconds(kind, metres) > last.etaSeconds) return
      const candidate = candidateOf(kind, mover, question, ways)
      if (candidate) enlist(candidate, soonest, limit)
    }
    looked = nearest.length
    if (looked < count) return
  }
}

function candidateOf(kind: MovingKind, unit: number, question: Question, ways: Ways): Candidate | undefined {
  const fix = question.newest(unit)
  const way = fix && ways.from(kind, [fix.lng, fix.lat])
  if (!way) return undefined
  const district = question.roster.districtOf(unit)
  const sameDistrict = district !== null && district === question.ticket.district
  return { unit, ...way, fixAt: fix.at, sameDistrict }
}

/** Puts one among the soonest, of whom there are `limit` at most. */
function enlist(candidate: Candidate, soonest: Candidate[], limit: number): void {
  const place = soonest.findIndex((each) => isSooner(candidate, each))
  soonest.splice(place < 0 ? soonest.length : place, 0, candidate)
  soonest.length = Math.min(soonest.length, limit)
}

const isSooner = (a: Candidate, b: Candidate): boolean =>
  a.etaSeconds < b.etaSeconds || (a.etaSeconds === b.etaSeconds && a.unit < b.unit)
