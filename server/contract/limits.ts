/** How long each step of an assignment may take, and when the step it is in is due. Used by server and consoles alike. */
import Type, { type Static } from 'typebox'
import type { Assignment } from './assignments.ts'
import { OneOf } from './endpoint.ts'

/** accept: since it was sent; travel: past the estimated way; checkin: since the crew arrived or was last heard. */
export const limitedSteps = ['accept', 'travel', 'checkin'] as const
export type LimitedStep = (typeof limitedSteps)[number]

export const Limit = Type.Object({
  step: OneOf(limitedSteps),
  priority: Type.Integer({ minimum: 1, maximum: 4 }),
  seconds: Type.Integer(),
})
export type Limit = Static<typeof Limit>

export type Due = { readonly step: LimitedStep; readonly at: number }

type Timed = Pick<
  Assignment,
  'state' | 'dispatchedAt' | 'acceptedAt' | 'departedAt' | 'arrivedAt' | 'etaSeconds' | 'checkedInAt'
>

/** The step an assignment is in and until when, ms UTC; undefined where nothing is due, or no estimate says when. */
export function dueOf(assignment: Timed, priority: number, limits: readonly Limit[]): Due | undefined {
  const started = startOf(assignment)
  if (!started) return undefined
  const limit = limits.find((each) => each.step === started.step && each.priority === priority)
  return limit && { step: started.step, at: started.at + limit.seconds * 1000 }
}

/** By how many ms the step is late at `now`; undefined where it is not. */
export function overdueBy(due: Due | undefined, now: number): number | undefined {
  return due && now > due.at ? now - due.at : undefined
}

function startOf(assignment: Timed): Due | undefined {
  const { state, dispatchedAt, acceptedAt, departedAt, arrivedAt, etaSeconds, checkedInAt } = assignment
  switch (state) {
    case 'dispatched':
      return { step: 'accept', at: dispatchedAt }
    case 'accepted':
    case 'enroute':
      if (etaSeconds === null) return undefined
      return { step: 'travel', at: (departedAt ?? acceptedAt ?? dispatchedAt) + etaSeconds * 1000 }
    case 'onscene':
      return { step: 'checkin', at: Math.max(checkedInAt ?? 0, arrivedAt ?? acceptedAt ?? dispatchedAt) }
    default:
      return undefined
  }
}
