/**
 * Places that always have more than the rest of the city. A hotspot is held against what is usual there, and so a place that is
 * always bad is none: this is Gi* of the earlier windows over the whole city, and how likely such a sum is where the places'
 * counts are dealt out anew. Pure.
 */

import { CHRONIC_SHARE } from '#contract/hotspots.ts'
import { RATE } from './clusters.ts'
import type { Counts } from './counting.ts'
import { PAST_WINDOWS } from './counting.ts'
import { discoveries } from './falseDiscovery.ts'
import { giStar, momentsOf } from './gi.ts'
import { type Places, WIDTH } from './places.ts'

export type Chronic = {
  /** In the midst of its neighbourhood, and those around it. */
  readonly places: readonly number[]
  /** Tickets a window in so many places anywhere in the city. */
  readonly expected: number
  readonly z: number
  /** Among all ways to deal the places' counts out anew, either way. */
  readonly chance: number
  readonly rate: number
}

/** With fewer earlier windows nobody can say always. */
const LEAST_WINDOWS = 4
/** As many as a list can hold. */
const MOST = 20

/** The least likely first; none shares a place with another. */
export function chronicOf({ past, pastWindows, places: count }: Counts, places: Places): Chronic[] {
  if (pastWindows < LEAST_WINDOWS || count === 0) return []
  const neighbours = places.neighbours()
  const around = (place: number): number[] =>
    [...neighbours.subarray(place * WIDTH, (place + 1) * WIDTH)].filter((each) => each >= 0 && each < count)
  const inAll = new Uint32Array(count)
  const totals = new Uint32Array(count)
  for (let place = 0; place < count; place++) {
    let most = 0
    for (let k = place * PAST_WINDOWS; k < place * PAST_WINDOWS + pastWindows; k++) {
      const its = past[k] as number
      inAll[place] = (inAll[place] as number) + its
      most = Math.max(most, its)
    }
    // Without its greatest window: one bad day is not always.
    totals[place] = (inAll[place] as number) - most
  }
  const moments = momentsOf(totals)
  const mean = moments.sum / count
  const level = sumOf(inAll) / count / pastWindows
  const tails = drawnTails(totals, WIDTH)
  const chances = new Float64Array(count)
  const sums = new Float64Array(count)
  // Some 27,000 places with each question: no array is made for any of them.
  for (let place = 0; place < count; place++) {
    let [sum, size] = [0, 0]
    for (let k = place * WIDTH; k < (place + 1) * WIDTH; k++) {
      const neighbour = neighbours[k] as number
      if (neighbour < 0 || neighbour >= count) continue
      sum += totals[neighbour] as number
      size++
    }
    sums[place] = sum
    chances[place] = Math.min(1, 2 * (tails[size]?.[sum] ?? 0))
  }
  const taken = new Set<number>()
  const found: Chronic[] = []
  for (const { place, rate } of discoveries(chances, count, RATE)) {
    const its = around(place)
    const expected = its.length * level
    const sum = sums[place] as number
    if (sum <= its.length * mean || its.some((each) => taken.has(each))) continue
    if (!lasts(its, past, pastWindows, expected)) continue
    for (const each of its) taken.add(each)
    const [z, chance] = [giStar(sum, its.length, moments), chances[place] as number]
    found.push({ places: its, expected, z, chance, rate })
    if (found.length === MOST) break
  }
  return found
}

function lasts(its: readonly number[], past: Uint16Array, pastWindows: number, expected: number): boolean {
  let above = 0
  for (let window = 0; window < pastWindows; window++)
    if (sumOf(its.map((place) => past[place * PAST_WINDOWS + window] as number)) > expected) above++
  return above >= CHRONIC_SHARE * pastWindows
}

/**
 * By how many are drawn of `values`, without putting back, and by sum: the share of all ways to draw them that come to at least
 * that sum. Exact: the ways are counted value by value.
 */
export function drawnTails(values: ArrayLike<number>, most: number): Float64Array[] {
  const timesOf = new Map<number, number>()
  let highest = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    timesOf.set(value, (timesOf.get(value) ?? 0) + 1)
    highest = Math.max(highest, value)
  }
  const ways = Array.from({ length: most + 1 }, () => new Float64Array(most * highest + 1))
  ;(ways[0] as Float64Array)[0] = 1
  for (const [value, times] of timesOf) {
    for (let drawn = most; drawn >= 1; drawn--) {
      const to = ways[drawn] as Float64Array
      for (let of = 1; of <= Math.min(drawn, times); of++) {
        const [from, choices, shift] = [ways[drawn - of] as Float64Array, choose(times, of), of * value]
        for (let sum = (drawn - of) * highest; sum >= 0; sum--)
          to[sum + shift] = (to[sum + shift] as number) + (from[sum] as number) * choices
      }
    }
  }
  return ways.map((counted) => {
    for (let sum = counted.length - 2; sum >= 0; sum--)
      counted[sum] = (counted[sum] as number) + (counted[sum + 1] as number)
    const all = counted[0] as number
    return all > 0 ? counted.map((each) => each / all) : counted
  })
}

function choose(of: number, drawn: number): number {
  let ways = 1
  for (let i = 0; i < drawn; i++) ways *= (of - i) / (i + 1)
  return ways
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum
}
