/** What a unit was shown as over a span of time: from its duty and emergencies in the log, and from its assignments. */
import type { Assignment, AssignmentState } from '#contract/assignments.ts'
import { type Unit, type UnitStatus, unitStatus } from '#contract/units.ts'

/** `unknown`: the log does not tell yet. */
export type StatusStep = { readonly at: number; readonly status: UnitStatus | 'unknown' }

/** The unit as it stood after something was logged of it, ms UTC. */
export type UnitThen = Pick<Unit, 'duty' | 'sos'> & { readonly at: number }

/** What of an assignment tells how its unit was shown. */
export type UnderWay = Pick<Assignment, 'unit' | 'dispatchedAt' | 'arrivedAt' | 'endedAt'>

/** `stood` and `assignments` are one unit's, oldest first; the first step is at `from`. */
export function statusSteps(
  stood: readonly UnitThen[],
  assignments: readonly UnderWay[],
  from: number,
  to: number,
): StatusStep[] {
  const times = [from, ...stood.map(({ at }) => at), ...assignments.flatMap(timesOf)]
  const within = [...new Set(times)].filter((at) => at >= from && at < to).sort((one, other) => one - other)
  const steps: StatusStep[] = []
  for (const at of within) {
    const status = statusAt(stood, assignments, at)
    if (status !== steps.at(-1)?.status) steps.push({ at, status })
  }
  return steps
}

const timesOf = ({ dispatchedAt, arrivedAt, endedAt }: UnderWay): number[] =>
  [dispatchedAt, arrivedAt, endedAt].filter((at) => at !== null)

function statusAt(stood: readonly UnitThen[], assignments: readonly UnderWay[], at: number) {
  const unit = stood.findLast((each) => each.at <= at)
  const active = assignments.findLast(
    ({ dispatchedAt, endedAt }) => dispatchedAt <= at && (endedAt === null || endedAt > at),
  )
  if (!unit && !active) return 'unknown'
  return unitStatus(unit ?? { duty: 'on', sos: null }, active && { state: stateAt(active, at) })
}

const stateAt = ({ arrivedAt }: UnderWay, at: number): AssignmentState =>
  arrivedAt !== null && arrivedAt <= at ? 'onscene' : 'enroute'
