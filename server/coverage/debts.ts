/** What each reach and ring is short of: minutes over the target × length, worst first. Pure. */
import { type CoverageView, type Debt, modesOf } from '#contract/coverage.ts'
import { type CoverageTarget, minutesOver, targetFor } from '#contract/coverageTargets.ts'
import type { LastPasses } from './lastPasses.ts'
import type { CoveredZone } from './queries.ts'
import type { Segment } from './tracks.ts'

export type Covered = {
  readonly segments: readonly Segment[]
  readonly metres: ArrayLike<number>
  readonly zones: ReadonlyMap<number, CoveredZone>
  readonly targets: readonly CoverageTarget[]
  readonly last: Pick<LastPasses, 'at'>
}

export function debtsOf(covered: Covered, view: CoverageView, at: number): Debt[] {
  const byZone = new Map<number, number[]>()
  covered.segments.forEach(({ zone }, i) => {
    const its = byZone.get(zone)
    if (its) its.push(i)
    else byZone.set(zone, [i])
  })
  return [...byZone]
    .flatMap(([zone, its]) => debtOf(covered, view, at, zone, its))
    .sort((a, b) => b.kilometreMinutes - a.kilometreMinutes || a.zone - b.zone)
}

function debtOf(
  covered: Covered,
  view: CoverageView,
  at: number,
  id: number,
  its: readonly number[],
): Debt[] {
  const zone = covered.zones.get(id)
  const target = zone && targetFor(covered.targets, zone, view, at)
  if (!zone || !target) return []
  const over = its.flatMap((i) => {
    const { validFrom } = covered.segments[i] as Segment
    const last = newestOf(covered.last, i, view)
    const minutes = minutesOver(target, last, validFrom, at)
    return minutes > 0
      ? [
          {
            i,
            minutes,
            metres: covered.metres[i] as number,
            since: last || validFrom,
            never: Number.isNaN(last),
          },
        ]
      : []
  })
  if (over.length === 0) return []
  const sum = (of: (each: (typeof over)[number]) => number) =>
    over.reduce((total, each) => total + of(each), 0)
  return [
    {
      ...{ zone: id, name: zone.name, nameEn: zone.nameEn, target: target.minutes },
      kilometreMinutes: Math.round(sum(({ minutes, metres }) => (minutes * metres) / 1000) * 10) / 10,
      metres: Math.round(sum(({ metres }) => metres)),
      longest: Math.round((at - Math.min(...over.map(({ since }) => since))) / 60_000),
      never: over.filter(({ never }) => never).length,
      segments: over.map(({ i }) => i),
    },
  ]
}

/** When it was last passed by any of a view's modes, ms UTC; NaN: never. */
export function newestOf(last: Pick<LastPasses, 'at'>, segment: number, view: CoverageView): number {
  let newest = Number.NaN
  for (const mode of modesOf(view)) {
    const at = last.at(segment, mode)
    if (!(at <= newest)) newest = Number.isNaN(at) ? newest : at
  }
  return newest
}
