/** What happens to a round's stops and alarms, as changes of the round: undefined where it has happened, or cannot any more. */
import type { LngLat } from '#contract/endpoint.ts'
import type { ReachedBy, Round, RoundAlarm, RoundStop, TroubleKind } from '#contract/rounds.ts'
import type { RoundChange } from './roundQueries.ts'

export type Reached = { readonly at: number; readonly by: string; readonly reachedBy: ReachedBy }
export type Skipped = { readonly at: number; readonly by: string; readonly reason: string }

export const stopOf = ({ stops }: Round, number: number): RoundStop | undefined =>
  stops.find((stop) => stop.number === number)

export function withReached(round: Round, number: number, reached: Reached): RoundChange | undefined {
  return withStop(round, number, { ...reached, state: 'reached' })
}

export function withSkipped(round: Round, number: number, skipped: Skipped): RoundChange | undefined {
  return withStop(round, number, { ...skipped, state: 'skipped' })
}

function withStop(round: Round, number: number, change: Partial<RoundStop>): RoundChange | undefined {
  if (round.state !== 'started' || stopOf(round, number)?.state !== 'open') return undefined
  return { stops: round.stops.map((stop) => (stop.number === number ? { ...stop, ...change } : stop)) }
}

export type Trouble = {
  readonly kind: TroubleKind
  readonly since: number
  readonly place: LngLat | null
  readonly metres: number | null
}

const openAlarm = ({ alarms }: Round, kind: TroubleKind): RoundAlarm | undefined =>
  alarms.find((alarm) => alarm.kind === kind && alarm.until === null)

export function withTrouble(round: Round, trouble: Trouble, raisedAt: number): RoundChange | undefined {
  if (round.state !== 'started' || openAlarm(round, trouble.kind)) return undefined
  // One that was told as over and is told again, by whoever did not hear of it, is the same.
  if (round.alarms.some(({ kind, since }) => kind === trouble.kind && since >= trouble.since))
    return undefined
  const number = round.alarms.length + 1
  const alarm: RoundAlarm = { ...trouble, number, until: null, raisedAt, appeal: null, decision: null }
  return { alarms: [...round.alarms, alarm] }
}

export function withTroubleOver(round: Round, kind: TroubleKind, until: number): RoundChange | undefined {
  const over = openAlarm(round, kind)
  return over && withAlarm(round, over.number, { until: Math.max(until, over.since) })
}

/** No alarm of a round goes on after its end. */
export const withAllOver = (round: Round, until: number): RoundChange => ({
  alarms: round.alarms.map((alarm) =>
    alarm.until === null ? { ...alarm, until: Math.max(until, alarm.since) } : alarm,
  ),
})

export const withAlarm = (round: Round, number: number, change: Partial<RoundAlarm>): RoundChange => ({
  alarms: round.alarms.map((alarm) => (alarm.number === number ? { ...alarm, ...change } : alarm)),
})
