/** What the phone still has to send: kept across reloads, sent once and in order, each with a key of its own. */
import { create } from 'zustand'
import type { AssignmentCommand, AssignmentState, Report } from '#contract/assignments.ts'
import { assignmentMoves } from '#contract/assignments.ts'
import type { LngLat, Words } from '#contract/endpoint.ts'
import { newKey } from '../api.ts'

export type Step = Exclude<AssignmentCommand, 'recall'> | 'backup'

type Kept = { readonly key: string; readonly at: number; readonly place: LngLat | null }

/** `seen`: the assignment's version the officer saw; null until the step before it, still in the box, is confirmed. */
export type StepItem = Kept & {
  readonly kind: 'step'
  readonly step: Step
  readonly assignment: number
  readonly seen: number | null
  readonly reason?: string
  readonly report?: Report
}
export type PhotoItem = Kept & { readonly kind: 'photo'; readonly hash: string }
export type SosItem = Kept & { readonly kind: 'sos'; readonly unit: number }
export type Item = StepItem | PhotoItem | SosItem

/** What the server did not accept, until the officer has read it. */
export type Refused = { readonly item: Item; readonly words: Words | null }

export type Outbox = {
  readonly items: readonly Item[]
  readonly refused: readonly Refused[]
}

export const emptyOutbox: Outbox = { items: [], refused: [] }

export const useOutbox = create<Outbox>(() => emptyOutbox)

/** Puts a step at the end. `version` is the assignment's as the officer sees it. */
export function withStep(
  box: Outbox,
  step: Omit<StepItem, 'kind' | 'key' | 'seen'> & { readonly version: number },
): Outbox {
  const { version, ...what } = step
  const follows = box.items.some((item) => item.kind === 'step' && item.assignment === step.assignment)
  const item: StepItem = { ...what, kind: 'step', key: newKey(), seen: follows ? null : version }
  return { ...box, items: [...box.items, item] }
}

/** A photo goes before the report that names it; the same photo only once. */
export function withPhoto(box: Outbox, hash: string, at: number): Outbox {
  if (box.items.some((item) => item.kind === 'photo' && item.hash === hash)) return box
  const item: PhotoItem = { kind: 'photo', key: newKey(), at, place: null, hash }
  return { ...box, items: [...box.items, item] }
}

/** An emergency goes before everything else. */
export function withSos(box: Outbox, unit: number, at: number, place: LngLat | null): Outbox {
  if (box.items.some((item) => item.kind === 'sos')) return box
  const item: SosItem = { kind: 'sos', key: newKey(), at, place, unit }
  return { ...box, items: [item, ...box.items] }
}

/** The first item was done; `version` is what its assignment has now, for the next step of the same. */
export function afterSent(box: Outbox, sent: Item, version: number | null): Outbox {
  const items = box.items.filter((item) => item.key !== sent.key)
  if (sent.kind !== 'step' || version === null) return { ...box, items }
  const next = items.findIndex((item) => item.kind === 'step' && item.assignment === sent.assignment)
  return { ...box, items: items.map((item, index) => (index === next ? { ...item, seen: version } : item)) }
}

/** The item was refused; the steps that built on it are not sent either. */
export function afterRefused(box: Outbox, refused: Item, words: Words): Outbox {
  const builds = (item: Item) =>
    item.key !== refused.key &&
    refused.kind === 'step' &&
    item.kind === 'step' &&
    item.assignment === refused.assignment
  return {
    items: box.items.filter((item) => item.key !== refused.key && !builds(item)),
    refused: [
      ...box.refused,
      { item: refused, words },
      ...box.items.filter(builds).map((item) => ({ item, words: null })),
    ],
  }
}

export const withoutRefused = (box: Outbox, key: string): Outbox => ({
  ...box,
  refused: box.refused.filter(({ item }) => item.key !== key),
})

/** The state an assignment will have once everything in the box is accepted. */
export function expectedState(
  assignment: { readonly id: number; readonly state: AssignmentState },
  items: readonly Item[],
): AssignmentState {
  let { state } = assignment
  for (const item of items) {
    if (item.kind !== 'step' || item.assignment !== assignment.id || item.step === 'backup') continue
    const { from, to } = assignmentMoves[item.step]
    if (from.includes(state)) state = to
  }
  return state
}
