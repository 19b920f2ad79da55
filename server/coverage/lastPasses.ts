/** When each segment was last passed by each mode: flat arrays in memory, and what of them changed. */
import { type CoverageMode, coverageModes } from '#contract/coverage.ts'

export type LastPasses = {
  /** Answers whether it is the newest of its segment and mode: a late one never takes a newer one's place. */
  note(segment: number, mode: CoverageMode, to: number, received: number): boolean
  /** ms UTC; NaN: never. */
  at(segment: number, mode: CoverageMode): number
  /** Triples of segment, number of the mode, and when it was passed, of all that the server learnt at or after `since`. */
  changedSince(since: number): number[]
}

export function createLastPasses(segments: number): LastPasses {
  const size = segments * coverageModes.length
  const last = new Float64Array(size).fill(Number.NaN)
  const learnt = new Float64Array(size).fill(Number.NEGATIVE_INFINITY)
  const placeOf = (segment: number, mode: CoverageMode) =>
    segment * coverageModes.length + coverageModes.indexOf(mode)
  return {
    note(segment, mode, to, received) {
      const place = placeOf(segment, mode)
      if ((last[place] as number) >= to) return false
      last[place] = to
      learnt[place] = received
      return true
    },
    at: (segment, mode) => last[placeOf(segment, mode)] as number,
    changedSince(since) {
      const changed: number[] = []
      for (let place = 0; place < size; place++) {
        if ((learnt[place] as number) < since) continue
        const mode = place % coverageModes.length
        changed.push((place - mode) / coverageModes.length, mode, last[place] as number)
      }
      return changed
    },
  }
}

export const minutesSince = (last: number, now: number): number =>
  Number.isNaN(last) ? -1 : Math.round(Math.max(0, now - last) / 6_000) / 10
