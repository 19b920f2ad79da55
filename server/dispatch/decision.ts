/** A past dispatch as it was decided: what was shown then, unaltered, who was sent, and how the first would have done. */
import type { ShownRecommendation } from '#contract/candidates.ts'
import type { Decision, Knowledge, KnownThen, WhatIf } from '#contract/decisions.ts'
import type { Db } from '../db.ts'
import { likelyWay, lostAgainst } from './decisionOutcome.ts'
import {
  arrivalErrors,
  type DispatchEvent,
  dispatchEventOf,
  type Sent,
  sentWith,
  shownText,
  unitNames,
} from './decisionQueries.ts'
import { hashOfDecision } from './override.ts'
import { noAssignment } from './refusals.ts'

/** What would have been recommended for a ticket at a past moment, from history and log. */
export type Reckoner = (event: DispatchEvent, at: number) => Promise<ShownRecommendation>

export async function decisionOf(db: Db, assignment: number, reckon: Reckoner): Promise<Decision> {
  const [event, together] = await Promise.all([dispatchEventOf(db, assignment), sentWith(db, assignment)])
  const [{ dispatchedAt: at } = { dispatchedAt: 0 }] = together
  if (!event) throw noAssignment(assignment)
  const sent = together.map(({ dispatchedAt: _, ...each }) => each)
  const { shown, knowledge, unaltered } = await whatWasKnown(db, event, at, reckon)
  const known = await withNames(db, shown)
  const first = firstOf(event, known)
  const passedOver = first && !sent.some(({ unit }) => unit === first.unit)
  return {
    number: event.number,
    at,
    by: event.by,
    role: event.role,
    ticket: event.body.ticket,
    sent,
    reason: event.body.reason ?? null,
    override: event.body.override ?? null,
    knowledge,
    unaltered,
    known,
    whatIf: passedOver ? await whatIfSent(db, first, sent, at) : null,
  }
}

type Shown = Omit<ShownRecommendation, 'at' | 'candidates'> & {
  readonly at: number | null
  readonly candidates: readonly Omit<KnownThen['candidates'][number], 'code'>[]
}
type Known = { readonly shown: Shown; readonly knowledge: Knowledge; readonly unaltered: boolean }

async function whatWasKnown(db: Db, event: DispatchEvent, at: number, reckon: Reckoner): Promise<Known> {
  const { decision: hash, recommended } = event.body
  const text = hash && (await shownText(db, hash))
  if (text) {
    const shown = JSON.parse(text) as ShownRecommendation
    return { shown, knowledge: 'shown', unaltered: hashOfDecision(text) === hash }
  }
  if (recommended) return { shown: ranksOnly(recommended), knowledge: 'ranked', unaltered: !hash }
  return { shown: await reckon(event, at), knowledge: 'reckoned', unaltered: !hash }
}

const ranksOnly = (recommended: NonNullable<DispatchEvent['body']['recommended']>): Shown => ({
  at: null,
  onWater: false,
  candidates: recommended.map((each) => ({ ...each, metres: null, fixAt: null, terms: [] })),
  leftOut: [],
  flip: null,
})

async function withNames(db: Db, shown: Shown): Promise<KnownThen> {
  const ids = [...shown.candidates, ...shown.leftOut].map(({ unit }) => unit)
  const names = await unitNames(db, ids)
  const code = (unit: number) => names.get(unit)?.code ?? `#${unit}`
  return {
    at: shown.at,
    onWater: shown.onWater,
    candidates: shown.candidates.map(({ unit, etaSeconds, score, crossing, metres, fixAt, terms }) => ({
      ...{ unit, code: code(unit), etaSeconds, score, crossing },
      ...{ metres, fixAt, terms },
    })),
    leftOut: shown.leftOut.map((each) => ({ ...each, code: code(each.unit) })),
    flip: shown.flip,
  }
}

/** Of those that could still be sent when it was decided, where that was told. */
function firstOf({ body }: DispatchEvent, { candidates }: KnownThen) {
  const unit = body.recommended?.[0]?.unit
  return unit === undefined ? candidates[0] : candidates.find((each) => each.unit === unit)
}

/** Arrivals of so long before and after tell how wrong estimates were then. */
const ERRORS_AROUND_MS = 30 * 86_400_000

async function whatIfSent(
  db: Db,
  first: KnownThen['candidates'][number],
  sent: readonly Omit<Sent, 'dispatchedAt'>[],
  at: number,
): Promise<WhatIf> {
  const [errorsOf, names] = await Promise.all([
    arrivalErrors(db, at - ERRORS_AROUND_MS, at + ERRORS_AROUND_MS),
    unitNames(db, [first.unit]),
  ])
  const kind = names.get(first.unit)?.kind
  const errors = (kind && errorsOf.get(kind)) ?? []
  const likely = likelyWay(first.etaSeconds, errors)
  const arrived = sent.filter(({ arrivedAt, actualSeconds }) => arrivedAt !== null && actualSeconds !== null)
  const [soonest] = arrived.toSorted((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0))
  return {
    unit: first.unit,
    code: first.code,
    estimatedSeconds: first.etaSeconds,
    arrivals: errors.length,
    likely,
    lost: likely && soonest ? lostAgainst(soonest.actualSeconds as number, likely) : null,
  }
}
