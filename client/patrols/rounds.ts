/** Rounds as the screens need them: of a day, of a unit, which is looked at, and how far along they are. */
import { create } from 'zustand'
import {
  countsAgainst,
  isEnded,
  nextStop,
  type Round,
  type RoundStop,
  waitsForDecision,
} from '#contract/rounds.ts'
import { useFacts } from '../facts.ts'

export const useShownRound = create<{ readonly round: number | null }>(() => ({ round: null }))
export const showRound = (round: number | null): void => useShownRound.setState({ round })

/** Under way first, then what is to come by its time, then what is over. */
export function roundsOfDay(rounds: Iterable<Round>, day: string): Round[] {
  const rank = (round: Round) => (round.state === 'started' ? 0 : isEnded(round) ? 2 : 1)
  return [...rounds]
    .filter((round) => round.day === day || round.state === 'started')
    .sort((one, other) => rank(one) - rank(other) || one.from - other.from || one.id - other.id)
}

/** The round a crew walks, or the next it is to walk. */
export function roundOfUnit(rounds: Iterable<Round>, unit: number, now: number): Round | undefined {
  const own = [...rounds].filter(
    (round) => round.unit === unit && !isEnded(round) && round.until > now - LATE_MS,
  )
  return own.find(({ state }) => state === 'started') ?? own.sort((one, other) => one.from - other.from)[0]
}

/** A round that nobody began is still to be begun some hours after its end. */
const LATE_MS = 4 * 3_600_000

export const useRoundOfUnit = (unit: number, now: number): Round | undefined =>
  useFacts((facts) => roundOfUnit(facts.rounds.values(), unit, now))

export const doneStops = ({ stops }: Round): number => stops.filter(({ state }) => state !== 'open').length
/** Alarms on the round's account. */
export const countedAlarms = ({ alarms }: Round): number => alarms.filter(countsAgainst).length
export const openAppeals = ({ alarms }: Round): number => alarms.filter(waitsForDecision).length

/** How a stop is drawn: the one to go to next is larger. */
export type StopLook = 'open' | 'next' | 'reached' | 'skipped'
export const lookOf = (stop: RoundStop, round: Round): StopLook =>
  stop.state !== 'open' ? stop.state : round.state === 'started' && nextStop(round) === stop ? 'next' : 'open'
