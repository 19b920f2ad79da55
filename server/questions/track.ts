/** Each mover's fixes by themselves, in the order of time, with the interval it kept. */
import type { PastFixes } from './historyQueries.ts'

/** Flat columns of one mover; each moment once. */
export type Track = {
  readonly mover: number
  readonly at: readonly number[]
  readonly lng: readonly number[]
  readonly lat: readonly number[]
  /** The usual time between two of its fixes, ms. */
  readonly interval: number
}

export function tracksOf({ mover, at, lng, lat }: PastFixes): Track[] {
  const rowsOf = new Map<number, number[]>()
  for (const [row, each] of mover.entries()) {
    const rows = rowsOf.get(each)
    if (rows) rows.push(row)
    else rowsOf.set(each, [row])
  }
  return [...rowsOf].map(([each, rows]) => {
    const inOrder = rows
      .sort((one, other) => (at[one] as number) - (at[other] as number))
      .filter((row, i, all) => i === 0 || at[row] !== at[all[i - 1] as number])
    const pick = (column: readonly number[]) => inOrder.map((row) => column[row] as number)
    const times = pick(at)
    return { mover: each, at: times, lng: pick(lng), lat: pick(lat), interval: intervalOf(times) }
  })
}

/** The median: a silence of hours makes no slow reporter. */
function intervalOf(times: readonly number[]): number {
  const between = times.slice(1).map((time, i) => time - (times[i] as number))
  return between.sort((a, b) => a - b)[Math.floor((between.length - 1) / 2)] ?? 0
}
