/** How units of each kind pass a segment: from how far, how fast, and how long they may be unheard meanwhile. */
import type { CoverageMode } from '#contract/coverage.ts'
import type { UnitKind } from '#contract/units.ts'

export type Manner = {
  readonly mode: CoverageMode
  /** How far from the line of a bank it may be, on the side of the land and on that of the water. */
  readonly inland: number
  readonly waterside: number
  /** How far from the middle of a road. */
  readonly beside: number
  /** m/s: who goes faster looks at nothing, or is on another road. */
  readonly fastest: number
  /** Unheard for longer, it may have been anywhere meanwhile. */
  readonly gapMs: number
  /** A segment is passed within this time, or not in one go. */
  readonly longestMs: number
  /** A vehicle points where it goes; a walker's heading is noise. */
  readonly headed: boolean
}

const MINUTE = 60_000

/**
 * Walkers keep to the promenade; the first road a car finds may be the far edge of the strip; a bank as rebuilt from the river's
 * width is right within some metres, hence the little on its other side: less than half the creek. From midstream of the Huangpu
 * a boat sees neither bank's wall, so that it has to keep within 150 m of one.
 */
export const manners: Readonly<Partial<Record<UnitKind, Manner>>> = {
  foot: {
    ...{ mode: 'foot', inland: 45, waterside: 12, beside: 20, fastest: 4 },
    ...{ gapMs: 5 * MINUTE, longestMs: 45 * MINUTE, headed: false },
  },
  ebike: {
    ...{ mode: 'car', inland: 60, waterside: 12, beside: 20, fastest: 9 },
    ...{ gapMs: 1.75 * MINUTE, longestMs: 30 * MINUTE, headed: true },
  },
  car: {
    ...{ mode: 'car', inland: 80, waterside: 12, beside: 20, fastest: 14 },
    ...{ gapMs: 20_000, longestMs: 30 * MINUTE, headed: true },
  },
  boat: {
    ...{ mode: 'boat', inland: 10, waterside: 150, beside: 0, fastest: 12 },
    ...{ gapMs: 2 * MINUTE, longestMs: 30 * MINUTE, headed: true },
  },
}

export const SHORE_REACH = 80
export const WATER_REACH = 150
