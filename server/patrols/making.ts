/** Makes rounds of plans: for each plan one on every day of the week ahead that it recurs on. */
import { conflictsOf } from '#contract/conflicts.ts'
import {
  dayAfter,
  type Plan,
  type PlanStop,
  type Shift,
  spanOfShift,
  startOfDay,
  weekdayOf,
} from '#contract/patrols.ts'
import type { Round, RoundStop } from '#contract/rounds.ts'
import { dayOf } from '#contract/workingTime.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import { append } from '../events/append.ts'
import { roundEvent } from './events.ts'
import { roundBooking } from './judging.ts'
import { activePlans, allShifts } from './planQueries.ts'
import { lockRoster, rosterFacts } from './rosterQueries.ts'
import { daysWithRound, insertRound, type NewRound } from './roundQueries.ts'

const DAYS_AHEAD = 7
const MINUTE = 60_000
/** A day begins at midnight in Shanghai: so long after it its week is complete at the latest. */
const EVERY_MS = 600_000

/** Keeps the week ahead filled; answers how to stop. */
export function keepRoundsAhead(needs: {
  readonly db: Pool
  readonly now: () => number
  readonly nudge: () => void
  readonly say: (line: string) => void
}): () => Promise<void> {
  const { db, now, nudge, say } = needs
  let running: Promise<void> | undefined
  const run = () => {
    running ??= fillWeek(db, now())
      .then((made) => void (made > 0 && nudge()))
      .catch((error: Error) => say(`the rounds of the week ahead could not be made: ${error.message}`))
      .finally(() => {
        running = undefined
      })
  }
  run()
  const timer = setInterval(run, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** Makes every round of the week ahead that is missing; answers how many. */
export const fillWeek = (db: Pool, now: number): Promise<number> =>
  transaction(db, async (tx) => {
    await lockRoster(tx)
    const made: Round[] = []
    for (const plan of await activePlans(tx)) made.push(...(await makeRounds(tx, plan, 'patrols', now)))
    if (made.length > 0) await append(tx, now, plannedEvents(made, 'patrols'))
    return made.length
  })

export const plannedEvents = (rounds: readonly Round[], actor: string) =>
  rounds.map((round) => roundEvent('planned', round, { actor }))

/** The rounds of a plan that are missing in the week ahead; the usual crew walks them where nothing stands against it. */
export async function makeRounds(tx: Db, plan: Plan, actor: string, now: number): Promise<Round[]> {
  const today = dayOf(now)
  const days = Array.from({ length: DAYS_AHEAD }, (_, i) => dayAfter(today, i)).filter((day) =>
    plan.weekdays.includes(weekdayOf(day)),
  )
  const known = await daysWithRound(tx, plan.id, days)
  const missing = days.filter((day) => !known.includes(day))
  if (missing.length === 0) return []
  const shift = (await allShifts(tx)).find(({ code }) => code === plan.shift)
  if (!shift) throw new Error(`plan ${plan.id} names the shift ${plan.shift}, which there is not`)
  const made: Round[] = []
  for (const day of missing) {
    const form = roundForm(plan, day, shift)
    // What is over before it could begin is not made any more.
    if (form.until <= now) continue
    const unit = await usualCrew(tx, plan, form)
    const order = { plan: plan.id, unit, orderedBy: actor, orderedAt: now, reason: null }
    const round = await insertRound(tx, { ...form, ...order })
    if (round) made.push(round)
  }
  return made
}

/** What a round takes from its plan. */
export function roundForm(
  plan: Omit<Plan, 'id' | 'version' | 'retired'>,
  day: string,
  shift: Shift,
): Omit<NewRound, 'plan' | 'unit' | 'orderedBy' | 'orderedAt' | 'reason'> {
  const { name, nameEn, mode, tag, certificates, item, zones } = plan
  const stops = plan.stops.map((stop, i) => roundStop(stop, i + 1, day, shift))
  return {
    ...{ name, nameEn, mode, tag, certificates, item, zones, stops, day },
    ...spanOfShift(day, shift),
    shift: shift.code,
  }
}

function roundStop(
  { opens, closes, ...stop }: PlanStop,
  number: number,
  day: string,
  shift: Shift,
): RoundStop {
  return openStop(stop, number, momentOf(opens, day, shift), momentOf(closes, day, shift))
}

export const openStop = (
  stop: Omit<PlanStop, 'opens' | 'closes'>,
  number: number,
  opensAt: number | null = null,
  closesAt: number | null = null,
): RoundStop => ({
  ...stop,
  number,
  opensAt,
  closesAt,
  state: 'open',
  at: null,
  reachedBy: null,
  by: null,
  reason: null,
})

/** A time of day within a shift: what lies before its beginning is meant of the next day. */
function momentOf(minute: number | null, day: string, { startsMinute }: Shift): number | null {
  if (minute === null) return null
  return startOfDay(minute < startsMinute ? dayAfter(day, 1) : day) + minute * MINUTE
}

async function usualCrew(tx: Db, { unit }: Plan, form: ReturnType<typeof roundForm>): Promise<number | null> {
  if (unit === null) return null
  const facts = await rosterFacts(tx, form.day, 1, unit)
  const booking = roundBooking({ ...form, unit, id: null }, facts)
  return conflictsOf(booking, form, facts).length === 0 ? unit : null
}
