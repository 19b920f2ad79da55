/** What a unit's device makes of where it is: noise between high buildings, spells without signal, its own interval. */
import type { Point } from '../../server/zones/plane.ts'
import type { MovingKind } from './motion.ts'
import type { Random } from './random.ts'

export type Receiver = {
  /** Seconds between two reports. */
  readonly interval: number
  /** Metres the fix is off, drifting slowly. */
  readonly error: Point
  /** Seconds until the next report. */
  readonly untilReport: number
  /** Seconds it still has no signal. */
  readonly silent: number
}

/** Typical error in metres; boats and expressways have open sky. */
const noise: Record<MovingKind, number> = { foot: 4, ebike: 4, car: 2, boat: 1.5 }

export function createReceiver(kind: MovingKind, random: Random): Receiver {
  const interval = { foot: 3 + Math.floor(random.next() * 3), ebike: 2, car: 1, boat: 1 }[kind]
  return { interval, error: [0, 0], untilReport: random.between(0, interval), silent: 0 }
}

const SPELLS_AN_HOUR = 0.8
/** Mostly short: a gate, a stairwell. Now and then long enough for the desk to see it fade. */
const SPELL_SECONDS = [15, 45, 90, 240, 420] as const
/** How slowly the error drifts, in seconds. */
const DRIFT_SECONDS = 25

/** The receiver `seconds` later, and whether it reports now. */
export function listen(
  receiver: Receiver,
  kind: MovingKind,
  seconds: number,
  random: Random,
): { readonly receiver: Receiver; readonly reports: boolean } {
  const error = drift(receiver.error, noise[kind], seconds, random)
  if (receiver.silent > 0) {
    return { receiver: { ...receiver, error, silent: receiver.silent - seconds }, reports: false }
  }
  if (random.chance((SPELLS_AN_HOUR * seconds) / 3600)) {
    return { receiver: { ...receiver, error, silent: random.pick(SPELL_SECONDS) }, reports: false }
  }
  const left = receiver.untilReport - seconds
  const reports = left <= 0
  const untilReport = reports ? Math.max(left + receiver.interval, 0) : left
  return { receiver: { ...receiver, error, untilReport }, reports }
}

/** A mean-reverting walk: its spread stays at `metres`, and it never jumps. */
function drift([x, y]: Point, metres: number, seconds: number, random: Random): Point {
  const back = Math.min(1, seconds / DRIFT_SECONDS)
  const push = metres * Math.sqrt(2 * back)
  return [x - x * back + push * random.normal() * 0.5, y - y * back + push * random.normal() * 0.5]
}
