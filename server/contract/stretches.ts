/** Where a track is unbroken: what was not heard of a mover for too long is a gap, and no line leads over it. */

/** Three reports missed, and 30 s at least, by what was usual before. */
const MISSED_REPORTS = 3
const SILENT_AT_LEAST = 30_000

/** Longer than this without a fix is a gap for a mover that reports every `interval` ms. */
export const gapAfter = (interval: number): number => Math.max(SILENT_AT_LEAST, MISSED_REPORTS * interval)

/** The usual time between fixes, after two that were `apart`: it follows slowly, so that one lost fix changes little. */
export function usualInterval(known: number, apart: number): number {
  if (known === 0) return apart
  return apart > known ? Math.min(apart, known * 1.1) : Math.max(apart, known * 0.9)
}

/** silence: nothing was heard; outside: it was heard, and not within the area. */
export const gapReasons = ['silence', 'outside'] as const
export type GapReason = (typeof gapReasons)[number]

/** Between two fixes, both ms UTC. */
export type Gap = { readonly from: number; readonly to: number; readonly reason: GapReason }

export type Cut<T> = { readonly stretches: readonly (readonly T[])[]; readonly gaps: readonly Gap[] }

/**
 * Cuts one mover's fixes, oldest first, into unbroken stretches of those for which `isInside` holds. A stretch goes on
 * while fixes come as is usual; what is usual is learned from all of them, inside or not.
 */
export function cutTrack<T extends { readonly at: number }>(
  fixes: readonly T[],
  isInside: (fix: T) => boolean = () => true,
): Cut<T> {
  const stretches: T[][] = []
  const gaps: Gap[] = []
  let interval = medianApart(fixes)
  let before: number | undefined
  let last: number | undefined
  let wasOutside = false
  for (const fix of fixes) {
    const apart = before === undefined ? 0 : fix.at - before
    const wasSilent = apart > gapAfter(interval)
    if (before !== undefined) interval = usualInterval(interval, apart)
    before = fix.at
    if (!isInside(fix)) {
      wasOutside = true
      continue
    }
    if (last === undefined || wasSilent || wasOutside) stretches.push([fix])
    else stretches.at(-1)?.push(fix)
    if (last !== undefined && (wasSilent || wasOutside)) {
      gaps.push({ from: last, to: fix.at, reason: wasOutside ? 'outside' : 'silence' })
    }
    last = fix.at
    wasOutside = false
  }
  return { stretches, gaps }
}

/** To begin with: one that sleeps for an hour after its first fix does not report by the hour. */
function medianApart(fixes: readonly { readonly at: number }[]): number {
  const apart = fixes.slice(1).map(({ at }, i) => at - (fixes[i] as { readonly at: number }).at)
  return apart.sort((one, other) => one - other)[Math.floor(apart.length / 2)] ?? 0
}
