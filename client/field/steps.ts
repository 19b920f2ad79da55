/** What the officer does next: one step at a time, queued at once and sent when it can be. */
import type { Assignment, AssignmentState, Report } from '#contract/assignments.ts'
import { serverNow } from '../clock.ts'
import { useLocation } from './location.ts'
import { type Step, useOutbox, withSos, withStep } from './outbox.ts'

/** The one big button by state; null: nothing is left to do. */
export const nextStep: Readonly<Record<AssignmentState, Exclude<Step, 'decline' | 'backup'> | null>> = {
  dispatched: 'accept',
  accepted: 'depart',
  enroute: 'arrive',
  onscene: 'report',
  reported: 'finish',
  finished: null,
  declined: null,
  recalled: null,
}

export function take(
  { id, version }: Assignment,
  step: Step,
  words: { readonly reason?: string; readonly report?: Report } = {},
): void {
  const { place } = useLocation.getState()
  useOutbox.setState((box) =>
    withStep(box, { step, assignment: id, version, at: Math.round(serverNow()), place, ...words }),
  )
}

export function callForHelp(unit: number): void {
  const { place } = useLocation.getState()
  useOutbox.setState((box) => withSos(box, unit, Math.round(serverNow()), place))
}
