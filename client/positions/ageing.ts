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

/** What is due to report only every `due` ms is not given up before four reports are missed, nor lost before six. */
export const DUE_UNTIL = { ghost: 4, lost: 6 } as const
const ghostAfter = (due: number): number => Math.max(GHOST_AFTER, DUE_UNTIL.ghost * due)
export const lostAfter = (due: number): number => Math.max(LOST_AFTER, DUE_UNTIL.lost * due)

/**
 * What a fix taken `at` is at `now`. `interval`: the mover's usual time between fixes, 0 where not known; `due`: how often a
 * rule says that it reports, 0 where there is none. The larger counts; but only a rule makes anyone wait longer for a ghost:
 * a phone that has been heard every five minutes has a bad network. All in ms.
 */
export function ageOf(now: number, at: number, interval: number, due = 0): Age {
  const old = now - at
  const usual = Math.max(interval, due)
  if (old > lostAfter(due)) return 'lost'
  if (old > ghostAfter(due)) return 'ghost'
  if (old > greyAfter(usual)) return 'grey'
  return old > Math.max(LIVE_FOR_AT_LEAST, 1.5 * usual) ? 'extrapolated' : 'live'
}

/** An age for a label beside a marker: 45 s, 3 min, 2 h, 4 d: the same in both languages. */
export function shortAge(old: number): string {
  const seconds = Math.max(0, Math.round(old / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`
}
