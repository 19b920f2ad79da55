/** Holds what is about to be saved against the roster: refused with every conflict in words, unless a person sets them aside. */
import {
  type Booking,
  type Conflict,
  conflictsOf,
  type Demand,
  officersAt,
  type RosterFacts,
} from '#contract/conflicts.ts'
import type { Override } from '#contract/patrols.ts'
import type { Round } from '#contract/rounds.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import type { Overridden } from './events.ts'
import { lockRoster, rosterFacts } from './rosterQueries.ts'

/** What was set aside, for the log; undefined: nothing stands against it. `plan` makes the booking of what the roster says. */
export async function judgeBooking(
  tx: Db,
  { unit, day }: { readonly unit: number; readonly day: string },
  plan: (facts: RosterFacts) => { readonly booking: Booking; readonly demand: Demand | null },
  override: Override | undefined,
): Promise<Overridden | undefined> {
  await lockRoster(tx)
  const facts = await rosterFacts(tx, day, 1, unit)
  const { booking, demand } = plan(facts)
  return settle(conflictsOf(booking, demand, facts), override)
}

/** Whether a crew may walk a round. */
export const judgeRound = (
  tx: Db,
  round: Omit<RoundBookingOf, 'unit'>,
  unit: number,
  override: Override | undefined,
): Promise<Overridden | undefined> =>
  judgeBooking(
    tx,
    { unit, day: round.day },
    (facts) => ({ booking: roundBooking({ ...round, unit }, facts), demand: round }),
    override,
  )

type RoundBookingOf = Pick<
  Round,
  'day' | 'from' | 'until' | 'name' | 'nameEn' | 'mode' | 'certificates' | 'item'
> & { readonly id: number | null; readonly unit: number }

/** A round as work of the crew that is there then. */
export const roundBooking = (
  { id, unit, from, until, name, nameEn }: Omit<RoundBookingOf, 'day' | 'mode' | 'certificates' | 'item'>,
  facts: RosterFacts,
): Booking => ({
  kind: 'round',
  id,
  unit,
  from,
  until,
  name: { zh: name, en: nameEn },
  officers: officersAt(unit, { from, until }, facts),
})

function settle(conflicts: readonly Conflict[], override: Override | undefined): Overridden | undefined {
  if (conflicts.length === 0) return undefined
  if (override) return { reason: override.reason, conflicts }
  throw new Refused(409, 'conflicts', {
    zh: `${conflicts.map(({ words }) => words.zh).join('；')}。请调整，或写明理由后仍然保存`,
    en: `${conflicts.map(({ words }) => words.en).join('; ')}. Change it, or save it all the same with a reason`,
  })
}
