/** Whether a reported place is believed: pure, so that every rule can be tested by itself. */
import type { Fix, Refusal } from '#contract/positions.ts'
import { metresFromTo } from '../zones/plane.ts'

/** `late`: believed, but older than the newest: it belongs to the history and never moves anything backwards. */
export type Verdict = 'accepted' | 'late' | Refusal

/** What is known of a mover when its next fix comes. */
export type Known = {
  at: number
  lng: number
  lat: number
  accuracy: number
  /** How many refused fixes in a row agreed on another place, and the last of them. */
  doubts: number
  doubtedAt: number
  doubtedLng: number
  doubtedLat: number
}

/** Clocks of phones and terminals are rarely further off than this. */
const FUTURE_MS = 10_000
const TOO_LATE_MS = 24 * 3_600_000

/** Faster than anything that carries one of our devices: a train at full speed does 97 m/s. */
const FASTEST_METRES_PER_SECOND = 100
/** Two fixes of a standing phone between high buildings lie this far apart. */
const NOISE_METRES = 150
/** A place by cell tower may be this wrong; what claims to be worse still gets no more tolerance. */
const WORST_ACCURACY_METRES = 1_000
/** So many fixes in a row that agree on a place are the truth, and what was known before was the error. */
const AGREEING = 3

/** `timeErrorMs`: how far `fix.at` may be from when the device was there, where it is only the time of receipt. */
export function judge(fix: Fix, known: Known | undefined, now: number, timeErrorMs = 0): Verdict {
  const refusal = impossible(fix, now)
  if (refusal) return refusal
  if (!known) return 'accepted'
  if (fix.at === known.at) return 'duplicate'
  if (fix.at < known.at) return 'late'
  const blur = tolerance(fix.accuracy) + tolerance(known.accuracy) + travelled(timeErrorMs)
  if (within(fix, known.at, known.lng, known.lat, blur)) return 'accepted'
  const persists = known.doubts >= AGREEING - 1 && agreesWithDoubted(fix, known)
  return persists ? 'accepted' : 'too_fast'
}

/** Whether a doubted fix is a newer one from where the doubted ones before it were. */
export const agreesWithDoubted = (fix: Fix, known: Known): boolean =>
  known.doubts > 0 &&
  fix.at > known.doubtedAt &&
  within(fix, known.doubtedAt, known.doubtedLng, known.doubtedLat, tolerance(fix.accuracy))

/** What is wrong with the fix by itself. */
function impossible(fix: Fix, now: number): Refusal | undefined {
  if (!Number.isFinite(fix.at) || !Number.isFinite(fix.lng) || !Number.isFinite(fix.lat)) return 'invalid'
  // Receivers without a fix send exactly this; nobody patrols the Gulf of Guinea.
  if (fix.lng === 0 && fix.lat === 0) return 'invalid'
  if (Math.abs(fix.lng) > 180 || Math.abs(fix.lat) > 90) return 'out_of_range'
  if (fix.at > now + FUTURE_MS) return 'from_the_future'
  if (fix.at < now - TOO_LATE_MS) return 'too_late'
  return undefined
}

/** Whether anything could have come from there; `blur`: metres by which the places may be wrong. */
function within(fix: Fix, at: number, lng: number, lat: number, blur: number): boolean {
  return metresFromTo(fix.lng, fix.lat, lng, lat) <= travelled(fix.at - at) + NOISE_METRES + blur
}

const travelled = (ms: number): number => (FASTEST_METRES_PER_SECOND * ms) / 1000

const tolerance = (accuracy: number): number =>
  Number.isNaN(accuracy) ? 0 : Math.min(accuracy, WORST_ACCURACY_METRES)
