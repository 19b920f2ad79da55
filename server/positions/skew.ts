/** How far each device's clock is off, measured from when its reports say they were taken and when they came in. Pure. */
import { type ByNumber, createByNumber } from '#contract/byNumber.ts'

export type Skews = {
  /**
   * Takes in that a report taken at `said`, by the device's clock, came in at `received`, by ours; both ms UTC. Answers by how
   * many ms the device's clock is ahead (negative: behind), as far as that is believed by now.
   */
  measure(device: number, said: number, received: number): number
  /** How many devices are off by more than `WORTH_TELLING_MS`, and the largest error of all, in ms. */
  off(): { readonly count: number; readonly largest: number }
}

/** An error that people are told of. */
export const WORTH_TELLING_MS = 2_000

/** A clock is corrected in steps of this, and only when it is off the last correction by more than `TOLERANCE_MS`: times do not jump. */
const QUANTUM_MS = 500
const TOLERANCE_MS = 1_000
/** What is further off is a broken date and no clock that could be corrected. */
const MOST_SKEW_MS = 24 * 3_600_000
/** A fix cannot come in before it was taken: so many different ones in a row that say so are no slip of a single message. */
const AHEAD_REPORTS = 3
/** Delays of a network spread wider; a clock that tells whole seconds spreads one. */
const STEADY_SPREAD_MS = 2_000
const STEADY_REPORTS = 10
/**
 * How long reports must come equally late. A backlog that drains hardly faster than it grows comes equally late for a while:
 * a device that was on time before is doubted for longer, and one that comes back to the right time is believed at once.
 */
const STEADY_MS = { right: 5_000, unknown: 30_000, onTimeBefore: 600_000 } as const

type Clock = {
  /** What is believed. */
  skew: number
  /** It was found right, or its error steady, at least once. */
  known: boolean
  said: number
  /** Reports in a row from the future, and the least of what they were ahead. */
  ahead: number
  leastAhead: number
  /** The reports that came equally late: since when, how many, and between which offsets (said − received). */
  since: number
  count: number
  low: number
  high: number
}

/** `onFound` hears of a device's error when it is first known and whenever it is another. */
export function createSkews(onFound: (device: number, skew: number) => void): Skews {
  // One small object for each device, none for a report.
  const clocks = createByNumber<Clock>()
  const believe = (device: number, clock: Clock, skew: number) => {
    const isNews = !clock.known || clock.skew !== skew
    clock.known = true
    clock.skew = skew
    clock.count = 0
    if (isNews) onFound(device, skew)
  }
  return {
    measure(device, said, received) {
      const clock = clocks.get(device) ?? begin(clocks, device)
      const offset = said - received
      // The same fix sent again tells nothing new; nor does a broken date.
      if (said === clock.said || !(Math.abs(offset) <= MOST_SKEW_MS)) return clock.skew
      clock.said = said
      if (isAhead(clock, offset)) believe(device, clock, quantised(clock.leastAhead))
      else if (isSteady(clock, offset, received)) believe(device, clock, steadySkew(clock))
      return clock.skew
    },
    off() {
      let count = 0
      let largest = 0
      for (const { skew } of clocks.values()) {
        if (Math.abs(skew) > WORTH_TELLING_MS) count++
        if (Math.abs(skew) > Math.abs(largest)) largest = skew
      }
      return { count, largest }
    },
  }
}

function begin(clocks: ByNumber<Clock>, device: number): Clock {
  const clock = {
    skew: 0,
    known: false,
    said: Number.NaN,
    ahead: 0,
    leastAhead: 0,
    since: 0,
    count: 0,
    low: 0,
    high: 0,
  }
  clocks.set(device, clock)
  return clock
}

/** Whether enough reports in a row are from the future even so corrected: the least of them is certain. */
function isAhead(clock: Clock, offset: number): boolean {
  if (offset <= clock.skew + TOLERANCE_MS) {
    clock.ahead = 0
    return false
  }
  clock.leastAhead = clock.ahead === 0 ? offset : Math.min(clock.leastAhead, offset)
  clock.ahead++
  if (clock.ahead < AHEAD_REPORTS) return false
  clock.ahead = 0
  return true
}

/** Whether reports have come equally late for long enough to say what they tell of the clock. */
function isSteady(clock: Clock, offset: number, received: number): boolean {
  const low = Math.min(clock.low, offset)
  const high = Math.max(clock.high, offset)
  if (clock.count === 0 || high - low > STEADY_SPREAD_MS) {
    clock.since = received
    clock.count = 1
    clock.low = offset
    clock.high = offset
    return false
  }
  clock.count++
  clock.low = low
  clock.high = high
  return clock.count >= STEADY_REPORTS && received - clock.since >= proofMs(clock)
}

function proofMs({ skew, known, high }: Clock): number {
  const isFurtherOff = high < skew - TOLERANCE_MS && Math.abs(high) > Math.abs(skew)
  if (!isFurtherOff || high > -WORTH_TELLING_MS) return STEADY_MS.right
  return known ? STEADY_MS.onTimeBefore : STEADY_MS.unknown
}

/** By the report with the least delay. Up to 2 s late is the network's own time, and no clock is blamed for it. */
function steadySkew({ skew, high }: Clock): number {
  if (Math.abs(high - skew) <= TOLERANCE_MS) return skew
  return high > -WORTH_TELLING_MS && high < TOLERANCE_MS ? 0 : quantised(high)
}

/** Never more than is certain: a corrected fix stays a little ahead rather than made older than it is. */
const quantised = (offset: number): number => Math.floor(offset / QUANTUM_MS) * QUANTUM_MS
