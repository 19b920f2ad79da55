/** Plans and the roster, which are not on the board: asked for when a screen shows them, and kept up to date by what is let in. */
import { create } from 'zustand'
import type { Changed } from '#contract/board.ts'
import { type Item, listPlans, type Plan, type Shift } from '#contract/patrols.ts'
import { type CrewShift, type Leave, type Roster, readRoster } from '#contract/roster.ts'
import { isEnded, type Round } from '#contract/rounds.ts'
import { call, Refusal } from '../api.ts'
import { onChanged } from '../facts.ts'

type Plans = {
  readonly plans: readonly Plan[] | null
  readonly shifts: readonly Shift[]
  readonly items: readonly Item[]
  readonly error: Refusal | null
}
export const usePlans = create<Plans>(() => ({ plans: null, shifts: [], items: [], error: null }))

/** `day`: the first of the seven days shown; `at`: as it stood then, ms UTC; null: now. */
type Week = {
  readonly day: string
  readonly at: number | null
  readonly roster: Roster | null
  readonly error: Refusal | null
}
export const useWeek = create<Week>(() => ({ day: '', at: null, roster: null, error: null }))

async function loadPlans(): Promise<void> {
  try {
    usePlans.setState({ ...(await call(listPlans)), error: null })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    usePlans.setState({ error })
  }
}

/** The week from `day` on; what an older question is answered comes too late. */
export async function loadWeek(day: string, at: number | null = null): Promise<void> {
  const isShown = () => useWeek.getState().day === day && useWeek.getState().at === at
  if (!isShown()) useWeek.setState({ day, at, roster: null })
  try {
    const roster = await call(readRoster, { query: { day, ...(at === null ? {} : { at }) } })
    if (isShown()) useWeek.setState({ roster, error: null })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    useWeek.setState({ error })
  }
}

/** Keeps both up to date while a screen shows them; answers how to stop. */
export function followPatrols(): () => void {
  void loadPlans()
  return onChanged(hear)
}

function hear({ plan, crewShift, leave, round }: Changed): void {
  if (plan) {
    usePlans.setState(({ plans }) => ({ plans: plans && withNewer(plans, plan) }))
  }
  if (crewShift || leave || round) {
    useWeek.setState(({ roster, at }) => ({
      // The past is not changed by what happens now.
      roster: roster && at === null ? changedRoster(roster, { crewShift, leave, round }) : roster,
    }))
  }
}

type RosterChange = {
  readonly crewShift: CrewShift | undefined
  readonly leave: Leave | undefined
  readonly round: Round | undefined
}

function changedRoster(roster: Roster, { crewShift, leave, round }: RosterChange): Roster {
  return {
    ...roster,
    crewShifts: crewShift
      ? withNewer(roster.crewShifts, crewShift).filter(({ cancelled }) => !cancelled)
      : roster.crewShifts,
    leaves: leave ? withNewer(roster.leaves, leave) : roster.leaves,
    ...(round ? changedRounds(roster, round) : {}),
  }
}

function changedRounds(roster: Roster, round: Round): Pick<Roster, 'rounds' | 'bookings'> {
  const rounds = withNewer(roster.rounds, round).filter(({ state }) => state !== 'cancelled')
  const others = roster.bookings.filter(({ id }) => id !== round.id)
  const { id, unit, name, nameEn, from } = round
  const until = isEnded(round) ? (round.endedAt ?? round.until) : round.until
  const counts = unit !== null && round.state !== 'cancelled' && until > from
  return { rounds, bookings: counts ? [...others, { id, unit, name, nameEn, from, until }] : others }
}

function withNewer<T extends { readonly id: number; readonly version: number }>(
  list: readonly T[],
  news: T,
): T[] {
  const known = list.find(({ id }) => id === news.id)
  if (!known) return [...list, news]
  return news.version > known.version ? list.map((each) => (each.id === news.id ? news : each)) : [...list]
}
