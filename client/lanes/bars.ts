/** An assignment as the bars of its states, one after another. */
import type { Assignment, AssignmentState } from '#contract/assignments.ts'
import type { UnitStatus } from '#contract/units.ts'

export type Bar = {
  readonly assignment: number
  readonly ticket: number
  readonly state: AssignmentState
  /** The unit's status that it is drawn as; idle: sent, and not accepted yet. */
  readonly status: UnitStatus
  readonly from: number
  readonly to: number
}

const statusOf = {
  dispatched: 'idle',
  accepted: 'enroute',
  enroute: 'enroute',
  onscene: 'onscene',
  reported: 'onscene',
} as const satisfies Partial<Record<AssignmentState, UnitStatus>>

/** `until`: how far what is not over goes, ms UTC. */
export function barsOf(assignment: Assignment, until: number): Bar[] {
  const { dispatchedAt, acceptedAt, departedAt, arrivedAt, reportedAt, endedAt } = assignment
  const steps = [
    ['dispatched', dispatchedAt],
    ['accepted', acceptedAt],
    ['enroute', departedAt],
    ['onscene', arrivedAt],
    ['reported', reportedAt],
  ] as const
  const begun = steps.filter((step): step is [(typeof step)[0], number] => step[1] !== null)
  const end = endedAt ?? until
  return begun
    .map(([state, from], i) => ({
      assignment: assignment.id,
      ticket: assignment.ticket,
      state,
      status: statusOf[state],
      from,
      to: Math.min(begun[i + 1]?.[1] ?? end, end),
    }))
    .filter(({ from, to }) => to > from)
}

/** Between two stretches in which a unit was heard nothing was. */
export const gapsBetween = (heard: readonly { readonly from: number; readonly to: number }[]) =>
  heard.slice(1).map(({ from }, i) => ({ from: heard[i]?.to ?? from, to: from }))
