/** Whether a unit has entered, dwelt in or left a zone: the rule by itself, so that GPS jitter makes no events. */
import type { PresenceKind } from '#contract/presence.ts'

/** One unit and one zone. Changed in place: it is asked for each fix near a boundary. Times are ms UTC. */
export type Stay = {
  inside: boolean
  /** When it entered, while it is inside. */
  since: number
  dwelt: boolean
  /** The first fix of those in a row that were beyond the margin on the other side; NaN: none. */
  crossedAt: number
  /** The last fix before `crossedAt`: the last that did not speak of leaving. */
  heldUntil: number
}

export type Transition = { readonly kind: PresenceKind; readonly happened: number }

/** To have entered, a fix must lie this deep; */
export const ENTER_METRES = 5
/** to have left, this far outside, or as far as its accuracy where that is worse, */
const LEAVE_METRES = 15
/** though no further than this. What is blurrier brings nobody into a zone. */
export const BLURRED_METRES = 100
/**
 * After so long a silence nobody knows where the unit was. The stay goes on: it ends when the unit is first heard outside,
 * so a stay with a silence in it is at most as long as it says. Fixes before a silence confirm none after it, and a dwell time
 * that ran out in a silence is reached only when the unit is heard inside again.
 */
export const LOST_MS = 600_000

export const newStay = (): Stay => ({
  inside: false,
  since: Number.NaN,
  dwelt: false,
  crossedAt: Number.NaN,
  heldUntil: Number.NaN,
})

const nothing: readonly Transition[] = []

/** How a fix lies to the zone: `metres` inside its boundary, negative outside; `accuracy` NaN where not told. */
export type Sighting = {
  at: number
  /** The unit's fix before; NaN: none. */
  before: number
  metres: number
  accuracy: number
}

/** Two fixes in a row beyond the margin make an event, and it happened at the first of them. */
export function observe(stay: Stay, seen: Sighting, dwellMs: number): readonly Transition[] {
  if (!isAcross(stay.inside, seen.metres, seen.accuracy)) {
    stay.crossedAt = Number.NaN
    return nothing
  }
  if (!isCrossing(stay)) stay.heldUntil = seen.before
  if (!isCrossing(stay) || seen.at - seen.before > LOST_MS) {
    stay.crossedAt = seen.at
    return nothing
  }
  return stay.inside ? leave(stay, dwellMs) : enter(stay)
}

/** The dwell time that has run out by `now`, of a unit last heard at `heard`: without any fix of that second. */
export function dwell(stay: Stay, heard: number, now: number, dwellMs: number): readonly Transition[] {
  return stay.since + dwellMs <= now && hasDwelt(stay, heard, dwellMs) ? markDwelt(stay, dwellMs) : nothing
}

/** How far it must move before anything can change; negative while a crossing waits to be confirmed. */
export function slackMetres(stay: Stay, metres: number): number {
  if (isCrossing(stay)) return -1
  return stay.inside ? metres + LEAVE_METRES : ENTER_METRES - metres
}

export const isCrossing = (stay: Stay): boolean => !Number.isNaN(stay.crossedAt)

function isAcross(inside: boolean, metres: number, accuracy: number): boolean {
  if (!inside) return metres >= ENTER_METRES && !(accuracy > BLURRED_METRES)
  const margin = accuracy > LEAVE_METRES ? Math.min(accuracy, BLURRED_METRES) : LEAVE_METRES
  return metres <= -margin
}

function enter(stay: Stay): Transition[] {
  const happened = stay.crossedAt
  Object.assign(stay, { inside: true, since: happened, dwelt: false, crossedAt: Number.NaN })
  return [{ kind: 'zone.entered', happened }]
}

function leave(stay: Stay, dwellMs: number): Transition[] {
  const dwelt = hasDwelt(stay, stay.heldUntil, dwellMs) ? markDwelt(stay, dwellMs) : nothing
  // Fixes that arrive after the dwell time was told may say that it had left before: what was told stands.
  const happened = stay.dwelt ? Math.max(stay.crossedAt, stay.since + dwellMs) : stay.crossedAt
  Object.assign(stay, { inside: false, since: Number.NaN, dwelt: false, crossedAt: Number.NaN })
  return [...dwelt, { kind: 'zone.left', happened }]
}

function hasDwelt(stay: Stay, heard: number, dwellMs: number): boolean {
  if (!stay.inside || stay.dwelt) return false
  const due = stay.since + dwellMs
  if (isCrossing(stay) && stay.crossedAt < due) return false
  return due <= (isCrossing(stay) ? stay.heldUntil : heard) + LOST_MS
}

function markDwelt(stay: Stay, dwellMs: number): Transition[] {
  stay.dwelt = true
  return [{ kind: 'zone.dwelt', happened: stay.since + dwellMs }]
}
