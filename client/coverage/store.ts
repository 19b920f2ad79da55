/** What this console knows of coverage while it looks at it: segments, when each was last passed, what is owed. */
import { create } from 'zustand'
import {
  type Coverage,
  type CoverageMode,
  type CoverageView,
  coverageModes,
  type Debt,
  modesOf,
  type PassCount,
  type Segments,
} from '#contract/coverage.ts'
import type { CoverageTarget } from '#contract/coverageTargets.ts'
import type { LngLat } from '#contract/endpoint.ts'

export type View = CoverageView | 'off'

/** ms UTC by segment; NaN: never. Filled anew in place, and replaced so that who looks at it hears. */
export type LastBy = Readonly<Record<CoverageMode, Float64Array>>

type Known = {
  readonly view: View
  readonly segments: Segments | null
  readonly last: LastBy | null
  readonly targets: readonly CoverageTarget[]
  /** As of when, ms UTC. */
  readonly at: number | null
  readonly debts: readonly Debt[]
  readonly debtsAt: number | null
  readonly counts: readonly PassCount[]
  /** The zone of the debt that is chosen. */
  readonly chosen: number | null
  /** The server did not answer last time. */
  readonly failed: boolean
}

const nothing: Known = {
  ...{ view: 'off', segments: null, last: null, targets: [], at: null },
  ...{ debts: [], debtsAt: null, counts: [], chosen: null, failed: false },
}

export const useCoverage = create<Known>(() => nothing)

/** All there is, as of `coverage.at`. */
export function letInAll(segments: Segments, coverage: Coverage): void {
  const lastOf = (mode: CoverageMode) =>
    Float64Array.from(segments.ids, (_, i) => {
      const minutes = coverage.minutes?.[mode]?.[i] ?? -1
      return minutes < 0 ? Number.NaN : coverage.at - minutes * 60_000
    })
  const last = Object.fromEntries(coverageModes.map((mode) => [mode, lastOf(mode)])) as LastBy
  useCoverage.setState({ segments, last, at: coverage.at, failed: false })
}

/** What changed: triples of segment, mode and when. */
export function letInChanged({ at, changed = [] }: Coverage): void {
  const { last } = useCoverage.getState()
  if (!last) return
  for (let i = 0; i + 2 < changed.length; i += 3) {
    const mode = coverageModes[changed[i + 1] as number]
    if (mode) last[mode][changed[i] as number] = changed[i + 2] as number
  }
  useCoverage.setState({ last: changed.length > 0 ? { ...last } : last, at, failed: false })
}

/** Where the middle of a segment is. */
export const middleOf = ({ ends }: Segments, i: number): LngLat => [
  ((ends[4 * i] as number) + (ends[4 * i + 2] as number)) / 2e6,
  ((ends[4 * i + 1] as number) + (ends[4 * i + 3] as number)) / 2e6,
]

/** When a segment was last passed by any of a view's modes; NaN: never. */
export function lastPassed(last: LastBy, segment: number, view: CoverageView): number {
  let newest = Number.NaN
  for (const mode of modesOf(view)) {
    const at = last[mode][segment] ?? Number.NaN
    if (!Number.isNaN(at) && !(at <= newest)) newest = at
  }
  return newest
}
