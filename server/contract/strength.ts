/** How strong a ring is, must be, and will be in a quarter and half an hour; used by the server's clockwork and the gauges alike. */
import type { Level, Operation, Ring, RosterDuty } from './expo.ts'

export const SOON_MS = 15 * 60_000
export const LATER_MS = 30 * 60_000

export type RingFacts = {
  readonly ring: Ring
  /** The ring and the posts in it. */
  readonly zones: ReadonlySet<number>
  /** The phase the operation is in. */
  readonly phase: number
  readonly roster: readonly RosterDuty[]
  /** Units on duty that are heard and inside. */
  readonly inside: ReadonlySet<number>
  /** Units that were sent to somewhere outside. */
  readonly sentAway: ReadonlySet<number>
  /** Units that could come: on duty. */
  readonly onDuty: (unit: number) => boolean
}

export type Strength = {
  readonly now: number
  readonly least: number
  /** In 15 and 30 minutes, as far as is known now. */
  readonly soon: number
  readonly later: number
  readonly level: Level
}

export function strengthOf(facts: RingFacts, now: number): Strength {
  const { inside } = facts
  const at = (time: number) => ({ count: predicted(facts, now, time), least: leastAt(facts, time) })
  const [soon, later] = [at(now + SOON_MS), at(now + LATER_MS)]
  const least = leastAt(facts, now)
  const falling = soon.count < soon.least || later.count < later.least
  const level = inside.size < least ? 'short' : falling ? 'falling' : 'held'
  return { now: inside.size, least, soon: soon.count, later: later.count, level }
}

/**
 * Who is inside and neither sent away nor at the end of a shift, and whose shift begins there meanwhile. Whoever is late
 * for a shift that has begun is not counted on.
 */
function predicted(
  { inside, sentAway, roster, zones, onDuty }: RingFacts,
  now: number,
  time: number,
): number {
  const covers = (duty: RosterDuty, at: number) => duty.startsAt <= at && at < duty.endsAt
  const staying = [...inside].filter((unit) => {
    if (sentAway.has(unit)) return false
    const own = roster.filter((duty) => duty.unit === unit)
    return !own.some((duty) => covers(duty, now)) || own.some((duty) => covers(duty, time))
  })
  const coming = roster.filter(
    (duty) =>
      zones.has(duty.zone) &&
      duty.startsAt > now &&
      covers(duty, time) &&
      !inside.has(duty.unit) &&
      onDuty(duty.unit),
  )
  return staying.length + new Set(coming.map(({ unit }) => unit)).size
}

function leastAt({ ring, phase }: Pick<RingFacts, 'ring' | 'phase'>, at: number): number {
  const hour = hourOf(at)
  const holding = ring.minima.filter(
    (each) => each.phase === phase && each.fromHour <= hour && hour < each.toHour,
  )
  return Math.max(0, ...holding.map(({ least }) => least))
}

/** Of the day in Shanghai. */
const hourOf = (at: number): number => new Date(at + 8 * 3_600_000).getUTCHours()

export type PostState = {
  /** Units on duty that stand there. */
  readonly standing: readonly number[]
  /** Whose duty it is now. */
  readonly duty: RosterDuty | undefined
  /** Whose it is next. */
  readonly next: RosterDuty | undefined
  /** Since when the relief is overdue: whoever had the duty still stands there, or nobody has come in time, ms UTC. */
  readonly overdueSince: number | undefined
}

/**
 * Of an operation, the duties at posts that have begun and that nobody has come to in time: neither the unit itself nor another
 * that was put on the roster in its place.
 */
export const reliefsOverdue = ({ roster }: Pick<Operation, 'roster'>, now: number): RosterDuty[] =>
  roster.filter(
    (duty) =>
      typeof duty.overdueAt === 'number' &&
      duty.stoodAt === null &&
      duty.startsAt <= now &&
      now < duty.endsAt &&
      !roster.some((other) => replaces(other, duty) && other.stoodAt !== null && now < other.endsAt),
  )

const replaces = (other: RosterDuty, duty: RosterDuty): boolean =>
  other.id !== duty.id && other.zone === duty.zone && other.startsAt >= duty.startsAt

/** Who stands at a post, whose duty it is, and who relieves whom. */
export function postOf(
  zone: number,
  roster: readonly RosterDuty[],
  standing: readonly number[],
  now: number,
): PostState {
  const here = roster.filter((duty) => duty.zone === zone).sort((one, other) => one.startsAt - other.startsAt)
  const duty = here.findLast(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
  const next = here.find(({ startsAt }) => startsAt > now)
  const over = here.findLast(({ endsAt }) => endsAt <= now)
  const relieved = duty !== undefined && standing.includes(duty.unit)
  const waits = over !== undefined && !relieved && standing.includes(over.unit) && over.unit !== duty?.unit
  const [missed] = reliefsOverdue({ roster: here }, now).filter(({ unit }) => !standing.includes(unit))
  return { standing, duty, next, overdueSince: waits ? over.endsAt : (missed?.overdueAt ?? undefined) }
}
