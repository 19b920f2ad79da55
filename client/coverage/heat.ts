/** How much a segment is in need of a patrol: its minutes since the last pass against what is asked for. */
import { heatColour, type Rgba, rgba, surface } from '../map/palette.ts'

/** `never`: not passed since the segment is there; `unasked`: nothing is asked for at this hour. */
export type Level = 0 | 1 | 2 | 3 | 4 | 5 | 'never' | 'unasked'
export const levels = [0, 1, 2, 3, 4, 5] as const

/** Shares of the target from which each level counts. */
const FROM = [0, 0.25, 0.5, 0.75, 1, 2]

/** `minutes` NaN: never; `target` undefined: nothing is asked for. */
export function levelOf(minutes: number, target: number | undefined): Level {
  if (Number.isNaN(minutes)) return 'never'
  if (target === undefined) return 'unasked'
  const share = minutes / target
  return (FROM.filter((from) => share >= from).length - 1) as Level
}

/** Wider the more it needs someone, so that it is not colour alone that tells. */
const widths = [2, 2.5, 3, 3.5, 5.5, 7.5] as const

export const lookOf = (
  level: Level,
): { readonly colour: string; readonly width: number; readonly dashed: boolean } => {
  if (level === 'never') return { colour: surface.dark.middle, width: 3.5, dashed: true }
  if (level === 'unasked') return { colour: surface.dark.edge, width: 1.5, dashed: false }
  return { colour: heatColour[level], width: widths[level], dashed: false }
}

export const rgbaOf = (level: Level): Rgba => rgba(lookOf(level).colour)
