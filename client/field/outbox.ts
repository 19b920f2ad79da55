/** What the phone still has to send: kept across reloads, sent once and in order, each with a key of its own. */
import { create } from 'zustand'
import type { AssignmentCommand, AssignmentState, Report } from '#contract/assignments.ts'
import { assignmentMoves } from '#contract/assignments.ts'
import type { LngLat, Words } from '#contract/endpoint.ts'
import type { OpenTicket, Ticket } from '#contract/tickets.ts'
import { newKey } from '../api.ts'

export type Step = Exclude<AssignmentCommand, 'recall' | 'withdraw'> | 'backup'

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
/** `place` and `accuracy` (metres) are where the phone was when it took the photo. */
export type PhotoItem = Kept & {
  readonly kind: 'photo'
  readonly hash: string
  readonly accuracy: number | null
}
export type NoteItem = Kept & { readonly kind: 'note'; readonly ticket: number; readonly text: string }
export type FindingItem = Kept & { readonly kind: 'finding'; readonly finding: OpenTicket }
/** What the officer did on a round; the server judges it by how the round stands, not by a version. */
export type RoundItem = Kept & {
  readonly kind: 'round'
  readonly step: 'start' | 'reach' | 'skip' | 'finish' | 'appeal'
  readonly round: number
  readonly stop?: number
  readonly code?: string
  readonly reason?: string
  readonly alarm?: number
  readonly text?: string
  readonly photos?: readonly string[]
}
export type Item = StepItem | PhotoItem | NoteItem | FindingItem | RoundItem

/** What the server did not accept, until the officer has read it. */
export type Refused = { readonly item: Item; readonly words: Words | null }

/** A finding that the server has filed. */
export type Filed = Pick<Ticket, 'id' | 'code' | 'category' | 'openedAt'>

export type Outbox = {
  readonly items: readonly Item[]
  readonly refused: readonly Refused[]
  /** Newest last. */
  readonly filed: readonly Filed[]
}

export const emptyOutbox: Outbox = { items: [], refused: [], filed: [] }

export const useOutbox = create<Outbox>(() => emptyOutbox)

const FILED_KEPT = 20

/** Puts a step at the end. `version` is the assignment's as the officer sees it. */
export function withStep(
  box: Outbox,
  step: Omit<StepItem, 'kind' | 'key' | 'seen'> & { readonly version: number },
): Outbox {
  const { version, ...what } = step
  const follows = box.items.some((item) => item.kind === 'step' && item.assignment === step.assignment)
  return withItem(box, { ...what, kind: 'step', key: newKey(), seen: follows ? null : version })
}

/** A photo goes before the report that names it; the same photo only once. */
export function withPhoto(box: Outbox, photo: Omit<PhotoItem, 'kind' | 'key'>): Outbox {
  if (box.items.some((item) => item.kind === 'photo' && item.hash === photo.hash)) return box
  return withItem(box, { ...photo, kind: 'photo', key: newKey() })
}

/** Puts an item at the end. */
export const withItem = (box: Outbox, item: Item): Outbox => ({ ...box, items: [...box.items, item] })

/** What the server answered: the assignment's new version, or the ticket that was filed. */
export type Answer = { readonly version?: number; readonly filed?: Filed }

/** The item was done; the next step of the same assignment builds on the version it has now. */
export function afterSent(box: Outbox, sent: Item, { version, filed }: Answer): Outbox {
  const items = box.items.filter((item) => item.key !== sent.key)
  if (filed) return { ...box, items, filed: [...box.filed, filed].slice(-FILED_KEPT) }
  if (sent.kind !== 'step' || version === undefined) return { ...box, items }
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
    ...box,
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

/** Sends a refused item again as a new command; a step builds on the version the officer sees now. */
export function withRetried(box: Outbox, { item }: Refused, version: number): Outbox {
  const rest = withoutRefused(box, item.key)
  if (item.kind !== 'step') return withItem(rest, { ...item, key: newKey() })
  const { kind: _kind, key: _key, seen: _seen, ...step } = item
  return withStep(rest, { ...step, version })
}

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
