/** How well a hotspot is patrolled: stays there, held against stops of 10 to 16 minutes at gaps of at most two hours. Pure. */
import { MOST_GAP_MINUTES, type PatrolDose, STOP_MINUTES } from '#contract/hotspots.ts'
import { startOfDay } from '#contract/patrols.ts'
import { dayOf } from '#contract/workingTime.ts'

/** ms UTC. */
export type Visit = { readonly unit: number; readonly from: number; readonly to: number }

export type DoseAsked = {
  readonly at: number
  /** When the window began. */
  readonly windowFrom: number
  /** When the hotspot began: nobody owes it a stop from before. */
  readonly since: number
  /** Tickets of the window. */
  readonly count: number
  /** Since when visits are kept; null: they are not. */
  readonly knownSince: number | null
}

const MINUTE = 60_000
/** Going from one hexagon to the next is one stay. */
const SAME_STAY_MS = 2 * MINUTE

export function doseOf(visits: readonly Visit[], asked: DoseAsked): PatrolDose {
  const { at, windowFrom, since, count, knownSince } = asked
  const stays = staysOf(visits.filter(({ from }) => from <= at).map((visit) => cut(visit, at)))
  const midnight = startOfDay(dayOf(at))
  const isStop = ({ from, to }: Visit) => to - from >= STOP_MINUTES.least * MINUTE
  const today = stays.filter(({ to }) => to >= midnight)
  const stops = stays.filter(isStop)
  const lastStop = stops.length > 0 ? Math.max(...stops.map(({ to }) => to)) : null
  // Nobody can say what was owed before stays were kept.
  const begun = Math.max(since, knownSince ?? at)
  const gap = Math.max(0, at - Math.max(lastStop ?? begun, begun)) / MINUTE
  const windowMinutes = minutesFrom(stays, windowFrom)
  // Minutes of a part held against tickets of the whole would be a rate of nothing.
  const isKnown = knownSince !== null && knownSince <= windowFrom
  return {
    minutes: rounded(minutesFrom(today, midnight)),
    stops: today.filter(isStop).length,
    longStops: today.filter(({ from, to }) => to - from > STOP_MINUTES.most * MINUTE).length,
    lastStop,
    gap: rounded(Math.max(0, at - (lastStop ?? begun)) / MINUTE),
    debt: rounded(Math.max(0, gap - MOST_GAP_MINUTES)),
    windowMinutes: rounded(windowMinutes),
    perMinute: windowMinutes > 0 && isKnown ? rounded(count / windowMinutes, 4) : null,
    knownSince,
  }
}

const cut = (visit: Visit, at: number): Visit => ({ ...visit, to: Math.min(visit.to, at) })

/** One unit's visits that follow each other are one stay. */
function staysOf(visits: readonly Visit[]): Visit[] {
  const stays: { unit: number; from: number; to: number }[] = []
  for (const visit of [...visits].sort((a, b) => a.unit - b.unit || a.from - b.from)) {
    const last = stays.at(-1)
    if (last && last.unit === visit.unit && visit.from - last.to <= SAME_STAY_MS)
      last.to = Math.max(last.to, visit.to)
    else stays.push({ ...visit })
  }
  return stays
}

const minutesFrom = (stays: readonly Visit[], from: number): number =>
  stays.reduce((sum, stay) => sum + Math.max(0, stay.to - Math.max(stay.from, from)), 0) / MINUTE

const rounded = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits
