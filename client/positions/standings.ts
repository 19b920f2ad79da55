/** Who is drawn by itself, who may be gathered with others, and who is not drawn: decided anew with each dressing. */
import { type Unit, type UnitStatus, unitStatus } from '#contract/units.ts'
import type { Facts } from '../facts.ts'
import { ALONE, CONTACT, type Tally, tallies, UNSEEN } from './clusterCells.ts'
import { ageAt, type Positions } from './store.ts'

export type Watch = {
  readonly from: Positions
  readonly facts: Pick<Facts, 'units' | 'retired' | 'activeByUnit'>
  readonly now: number
  readonly contacts: boolean
  /** Movers somebody has in hand: selected, chosen, candidates. They are neither hidden nor gathered. */
  readonly inHand: ReadonlySet<number>
  /** Whether the filter lets a unit through. */
  readonly passes: (unit: Unit, status: UnitStatus) => boolean
}

/** Writes each row's standing: a number of `tallies`, `ALONE` or `UNSEEN`. */
export function writeStandings(standings: Uint8Array, watch: Watch): void {
  const { from, contacts, inHand } = watch
  for (let row = 0; row < from.count; row++) {
    const mover = from.movers[row] as number
    const unit = watch.facts.units.get(mover)
    if (from.present[row] === 0 || (!unit && (!contacts || watch.facts.retired.has(mover))))
      standings[row] = UNSEEN
    else if (inHand.has(mover)) standings[row] = ALONE
    else standings[row] = unit ? standingOf(unit, row, watch) : CONTACT
  }
}

function standingOf(unit: Unit, row: number, { from, facts, now, passes }: Watch): number {
  const status = unitStatus(unit, facts.activeByUnit.get(unit.id))
  if (status === 'sos') return ALONE
  if (!passes(unit, status)) return UNSEEN
  if (status === 'off') return numbers.off
  const age = ageAt(from, row, now)
  if (age === 'live' || age === 'extrapolated') return numbers[status]
  // Somebody counts on a unit with a task: that it has gone silent must not drown in a crowd.
  return status === 'idle' ? numbers.stale : ALONE
}

const numbers = Object.fromEntries(tallies.map((tally, i) => [tally, i])) as Record<Tally, number>
