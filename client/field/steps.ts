/** What the officer does next: one step at a time, queued at once and sent when it can be. */
import type { Assignment, AssignmentState, Report } from '#contract/assignments.ts'
import type { OpenTicket } from '#contract/tickets.ts'
import { newKey } from '../api.ts'
import { serverNow } from '../clock.ts'
import { changeOutbox } from './keeping.ts'
import { freshFix, freshPlace } from './location.ts'
import { type Step, withItem, withPhoto, withStep } from './outbox.ts'

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

/** Resolves once the phone has kept it. */
export function take(
  { id, version }: Assignment,
  step: Step,
  words: { readonly reason?: string; readonly report?: Report } = {},
): Promise<void> {
  const what = { step, assignment: id, version, ...hereAndNow(), ...words }
  return changeOutbox((box) => withStep(box, what))
}

export function addNote(ticket: number, text: string): Promise<void> {
  const note = { kind: 'note', key: newKey(), ...hereAndNow(), ticket, text } as const
  return changeOutbox((box) => withItem(box, note))
}

export function reportFinding(finding: OpenTicket): Promise<void> {
  const found = { kind: 'finding', key: newKey(), ...hereAndNow() } as const
  return changeOutbox((box) =>
    withItem(box, { ...found, finding: { ...finding, happenedAt: finding.happenedAt ?? found.at } }),
  )
}

/** Queues a photo that was just taken and kept. */
export function queuePhoto(hash: string): Promise<void> {
  const photo = { ...hereAndNow(), hash, accuracy: freshFix()?.accuracy ?? null }
  return changeOutbox((box) => withPhoto(box, photo))
}

const hereAndNow = () => ({ at: Math.round(serverNow()), place: freshPlace() })
