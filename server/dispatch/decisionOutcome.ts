/** What probably would have been: an estimate widened by the errors that arrivals showed, and many such summed up. */
import type { Likely } from '#contract/decisions.ts'

/** A way that was estimated and not gone, by the errors (taken less estimated, seconds) of ways that were. Null: there are none. */
export function likelyWay(estimatedSeconds: number, errors: readonly number[]): Likely | null {
  if (errors.length === 0) return null
  return spreadOf(errors.map((error) => Math.max(0, estimatedSeconds + error)))
}

/** By how much a way that was gone took longer; below 0: less. */
export const lostAgainst = (actualSeconds: number, likely: Likely): Likely => ({
  median: actualSeconds - likely.median,
  p10: actualSeconds - likely.p90,
  p90: actualSeconds - likely.p10,
})

/** One that was passed over: what its own way was told to be, how wrong such estimates are, and how long the other took. */
export type PassedOver = {
  readonly estimatedSeconds: number
  readonly errors: readonly number[]
  readonly actualSeconds: number
}

const DRAWS = 500

/**
 * The median of what was lost, and how sure that is: each way that was not gone is drawn again and again from the errors of
 * its kind. The same cases always give the same answer. Null: nothing can be compared.
 */
export function medianLost(cases: readonly PassedOver[]): Likely | null {
  const judged = cases.filter(({ errors }) => errors.length > 0)
  if (judged.length === 0) return null
  const draw = sameDraws()
  const medians = Array.from({ length: DRAWS }, () =>
    quantile(
      sorted(
        judged.map(({ actualSeconds, estimatedSeconds, errors }) => {
          const error = errors[Math.floor(draw() * errors.length)] as number
          return actualSeconds - Math.max(0, estimatedSeconds + error)
        }),
      ),
      0.5,
    ),
  )
  return spreadOf(medians)
}

function spreadOf(values: readonly number[]): Likely {
  const inOrder = sorted(values)
  return { median: quantile(inOrder, 0.5), p10: quantile(inOrder, 0.1), p90: quantile(inOrder, 0.9) }
}

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

/** Between the two nearest, as `percentile_cont`; whole seconds. */
function quantile(inOrder: readonly number[], share: number): number {
  const place = share * (inOrder.length - 1)
  const below = inOrder[Math.floor(place)] as number
  const above = inOrder[Math.ceil(place)] as number
  return Math.round(below + (above - below) * (place - Math.floor(place)))
}

/** Numbers from 0 to 1 as if by chance (mulberry32), the same each time. */
function sameDraws(): () => number {
  let state = 20_261_126
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
