/** Distances over time as lines of a picture: broken where nobody was heard, and read at any moment. */
import type { DistanceAnswer, DistanceLine } from '#contract/questions.ts'

export const CHART = { width: 340, height: 180, left: 34, right: 40, top: 8, bottom: 20 } as const

export type Scale = {
  readonly x: (at: number) => number
  readonly y: (metres: number) => number
  readonly at: (x: number) => number
  readonly most: number
}

/** As high as the farthest that is shown, in whole kilometres. */
export function scaleOf({ from, to, units }: Pick<DistanceAnswer, 'from' | 'to' | 'units'>): Scale {
  const { width, height, left, right, top, bottom } = CHART
  const farthest = units.reduce((most, { metres }) => Math.max(most, ...metres), 0)
  const most = Math.max(1, Math.ceil(farthest / 1000)) * 1000
  const across = width - left - right
  return {
    most,
    x: (at) => left + ((at - from) / (to - from)) * across,
    y: (metres) => top + (1 - metres / most) * (height - top - bottom),
    at: (x) => Math.round(from + (Math.min(across, Math.max(0, x - left)) / across) * (to - from)),
  }
}

/** The path of a line, lifted over every gap; a report between two gaps is a dot. */
export function pathOf({ at, metres, bridged }: DistanceLine, { x, y }: Scale): string {
  let path = ''
  for (const [i, time] of at.entries()) {
    const place = `${x(time).toFixed(1)} ${y(metres[i] as number).toFixed(1)}`
    const isGap = i === 0 || time - (at[i - 1] as number) > bridged
    path += isGap ? `M${place}h0` : `L${place}`
  }
  return path
}

export type Reading = { readonly at: number; readonly metres: number }

/** The report nearest to a moment; undefined within a gap. */
export function readingAt({ at, metres, bridged }: DistanceLine, moment: number): Reading | undefined {
  let nearest = -1
  for (const [i, time] of at.entries()) {
    if (nearest < 0 || Math.abs(time - moment) < Math.abs((at[nearest] as number) - moment)) nearest = i
  }
  if (nearest < 0 || Math.abs((at[nearest] as number) - moment) > bridged / 2) return undefined
  return { at: at[nearest] as number, metres: metres[nearest] as number }
}
