/** How much a segment is in need of a patrol: its minutes since the last pass against what is asked for. */
import { type CoverageTarget, minutesOver } from '#contract/coverageTargets.ts'
import { heatColour, type Rgba, rgba, surface } from '../map/palette.ts'

/** `never`: not passed since the segment is there; `unasked`: nothing is asked for at this hour. */
export type Level = 0 | 1 | 2 | 3 | 4 | 5 | 'never' | 'unasked'
export const levels = [0, 1, 2, 3, 4, 5] as const

/** Shares of the target from which each level counts. */
const FROM = [0, 0.25, 0.5, 0.75, 1, 2]

/** As the list of debts counts: hours in which nothing is asked for do not. `last` NaN: never; no target: nothing is asked for. */
export function levelOf(last: number, target: CoverageTarget | undefined, at: number): Level {
  if (Number.isNaN(last)) return 'never'
  if (target === undefined) return 'unasked'
  const share = 1 + minutesOver(target, last, last, at) / target.minutes
  return Math.max(0, FROM.filter((from) => share >= from).length - 1) as Level
}

/** Wider the more it needs someone, so that it is not colour alone that tells. */
const widths = [1.5, 2, 2.5, 3, 4, 5] as const

export const lookOf = (
  level: Level,
): { readonly colour: string; readonly width: number; readonly dashed: boolean } => {
  if (level === 'never') return { colour: surface.dark.middle, width: 3, dashed: true }
  if (level === 'unasked') return { colour: surface.dark.edge, width: 1.5, dashed: false }
  return { colour: heatColour[level], width: widths[level], dashed: false }
}

export const rgbaOf = (level: Level): Rgba => rgba(lookOf(level).colour)
