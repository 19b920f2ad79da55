/** What counts for and against a unit, each with its number and in seconds, none of them below nought. */
import type { CandidateTerm, Term } from '#contract/candidates.ts'
import type { UnitKind } from '#contract/units.ts'
import type { ReachDistance } from './reaches.ts'
import { type Roster, standing } from './roster.ts'
import type { RosterUnit } from './rosterQueries.ts'
import type { TermWeights, Weight } from './travelQueries.ts'
import type { Way } from './ways.ts'

export type Counting = {
  readonly weights: TermWeights
  readonly roster: Pick<Roster, 'freeIn'>
  readonly reachMetres: ReachDistance
  readonly district: string | null
  readonly onWater: boolean
  readonly now: number
}

export function termsOf(unit: RosterUnit, way: Way, counting: Counting): CandidateTerm[] {
  const { weights } = counting
  const terms: CandidateTerm[] = [
    { term: 'travel', amount: way.metres, seconds: way.etaSeconds },
    counted('workload', unit.today, beyond(weights.workload, unit.today)),
    restTerm(unit, counting),
  ]
  if (unit.onRiver && unit.district) terms.push(reachTerm(unit.district, counting))
  if (unit.district && unit.district !== counting.district)
    terms.push(coverageTerm(unit, unit.district, counting))
  if (shoreCounts(unit.kind, counting)) terms.push(shoreTerm(counting))
  return terms
}

/** Seconds that every unit of a kind is charged beside its way. */
export const leastBeside = (kind: UnitKind, counting: Counting): number =>
  shoreCounts(kind, counting) ? shoreTerm(counting).seconds : 0

/** From the shore one sees what is on the water, and boats go first. */
const shoreCounts = (kind: UnitKind, { onWater }: Counting): boolean => onWater && kind !== 'boat'
const shoreTerm = ({ weights }: Counting): CandidateTerm => counted('shore', 1, beyond(weights.shore, 1))

export const scoreOf = (terms: readonly CandidateTerm[]): number =>
  terms.reduce((sum, { seconds }) => sum + seconds, 0)

/** Nobody stays longer without a break: it was taken and not told. */
const LONGEST_HOURS = 16

function restTerm({ restedAt }: RosterUnit, { weights, now }: Counting): CandidateTerm {
  const hours = oneDigit(Math.max(0, now - (restedAt ?? Number.NEGATIVE_INFINITY)) / 3_600_000)
  if (hours > LONGEST_HOURS) return counted('rest', null, 0)
  return counted('rest', hours, beyond(weights.rest, hours))
}

/** How far the ticket draws a river unit from the reaches of its district. */
function reachTerm(district: string, { weights, reachMetres }: Counting): CandidateTerm {
  const metres = reachMetres(district)
  if (metres === undefined) return counted('reach', null, 0)
  const kilometres = oneDigit(metres / 1000)
  return counted('reach', kilometres, beyond(weights.reach, kilometres))
}

/** Who goes to another district leaves so many free units at home. */
function coverageTerm(unit: RosterUnit, home: string, { weights, roster }: Counting): CandidateTerm {
  const left = roster.freeIn(home) - (standing(unit) === 'free' ? 1 : 0)
  const { weight, threshold } = weights.coverage
  return counted('coverage', left, weight * Math.max(0, threshold - left))
}

const beyond = ({ weight, threshold }: Weight, amount: number): number =>
  weight * Math.max(0, amount - threshold)

const counted = (term: Term, amount: number | null, seconds: number): CandidateTerm => ({
  term,
  amount,
  seconds: Math.round(seconds),
})

const oneDigit = (value: number): number => Math.round(value * 10) / 10
