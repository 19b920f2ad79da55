/** How old a position is, and what that makes of it: the one table of thresholds, on the map and in the lists. */

/** A mover is moved on from its fix for at most this long; then it stays where it was believed to be. */
export const EXTRAPOLATED_AT_MOST = 15_000
export const GHOST_AFTER = 180_000
export const LOST_AFTER = 600_000
const GREY_AFTER_AT_LEAST = 30_000
/** A fix that is not yet due again is as live as it can be; and nobody calls 5 s old. */
const LIVE_FOR_AT_LEAST = 5_000

export const ages = ['live', 'extrapolated', 'grey', 'ghost', 'lost'] as const
export type Age = (typeof ages)[number]

/** The age at which a mover that reports every `interval` ms turns grey: three reports missed, and 30 s at least. */
export const greyAfter = (interval: number): number => Math.max(GREY_AFTER_AT_LEAST, 3 * interval)

/** What a fix taken `at` is at `now`; `interval` is the mover's usual time between fixes, 0 where not known. All in ms. */
export function ageOf(now: number, at: number, interval: number): Age {
  const old = now - at
  if (old > LOST_AFTER) return 'lost'
  if (old > GHOST_AFTER) return 'ghost'
  if (old > greyAfter(interval)) return 'grey'
  return old > Math.max(LIVE_FOR_AT_LEAST, 1.5 * interval) ? 'extrapolated' : 'live'
}

/** An age for a label beside a marker: 45 s, 3 min, 2 h, 4 d: the same in both languages. */
export function shortAge(old: number): string {
  const seconds = Math.max(0, Math.round(old / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`
}
