/** Judges a view: Gi* and chance of each place, and what is beyond chance; one ticket more is a matter of its neighbourhood. Pure. */

import { eitherWay, type Urn } from './chance.ts'
import { type Counts, PAST_WINDOWS, RHYTHM_WINDOWS, SLICES } from './counting.ts'
import { type Discovery, discoveries } from './falseDiscovery.ts'
import { giStar, type Moments, momentsOf } from './gi.ts'
import { type Places, WIDTH } from './places.ts'

export type Judged = {
  readonly counts: Counts
  /** By place: tickets of the window in its neighbourhood, and the usual there. */
  readonly observed: Float64Array
  readonly usual: Float64Array
  readonly chances: Float64Array
  readonly dispersion: number
  urn(): Urn
  /** The usual at the level that the whole city has in this window. */
  expected(place: number): number
  /** Gi* of the excess over the usual, in both halves of the window. */
  z(place: number): number
  /** Beyond chance at a rate of false discoveries, the least likely first. */
  discoveries(rate: number): Discovery[]
  /** A ticket more or less, in the newer half: the chances of its neighbourhood follow at once, those of all others at the next full reckoning. */
  change(place: number, by: 1 | -1): void
}

/** A place with fewer tickets is not asked about, however rare they are there: it is no cluster. */
export const LEAST = 3
/** Where a lower tail cannot be smaller than this, no cold spot can be. */
const COLD_FROM = 0.1
/** Below it that is so for certain. */
const COLD_EXPECTED = 2

/** `dispersion`: as another window of the same view had it; where not given it is worked out. */
export function judge(counts: Counts, places: Places, dispersion?: number): Judged {
  const { places: count, usualTickets } = counts
  const neighbours = places.neighbours()
  const observed = aroundOf(halvesOf(counts.observed, count), neighbours, count)
  const usual = aroundOf(halvesOf(counts.usual, count), neighbours, count)
  const varies = dispersion ?? dispersionOf(counts, usual, neighbours)
  let tickets = counts.tickets
  let urn = urnOf(counts, tickets, varies)
  const moments = excessMoments(counts)
  const chances = new Float64Array(count).fill(1)
  const reckon = (place: number) => {
    // Places without usual figures are unknown, not unusual.
    if (counts.pastWindows === 0) return
    const here = observed[place] as number
    const share = (usual[place] as number) / usualTickets
    chances[place] = isInQuestion(here, share, tickets) ? eitherWay(here, share, urn) : 1
  }
  for (let place = 0; place < count; place++) reckon(place)
  return {
    counts,
    observed,
    usual,
    chances,
    dispersion: varies,
    urn: () => urn,
    expected: (place) => (tickets * (usual[place] as number)) / usualTickets,
    z: (place) =>
      giStar(
        (observed[place] as number) - (usual[place] as number),
        SLICES * sizeOf(neighbours, place, count),
        moments,
      ),
    discoveries: (rate) => discoveries(chances, count, rate),
    change(place, by) {
      // A place that is new since then comes with the next full reckoning.
      if (place >= count) return
      tickets += by
      urn = urnOf(counts, tickets, varies)
      moveMoments(moments, counts, count + place, by)
      for (let k = place * WIDTH; k < (place + 1) * WIDTH; k++) {
        const neighbour = neighbours[k] as number
        if (neighbour < 0 || neighbour >= count) continue
        observed[neighbour] = (observed[neighbour] as number) + by
        reckon(neighbour)
      }
    },
  }
}

/** Most places have few tickets where few are usual: nobody need work out that this is likely. An urn makes none likelier than the binomial does. */
function isInQuestion(observed: number, share: number, tickets: number): boolean {
  const expected = tickets * share
  if (observed > expected) return observed >= LEAST
  return expected > COLD_EXPECTED && Math.exp(tickets * Math.log1p(-share)) < COLD_FROM
}

/** Both halves together. */
function halvesOf(values: Float64Array, count: number): Float64Array {
  const both = values.slice(0, count)
  for (let place = 0; place < count; place++)
    both[place] = (both[place] as number) + (values[count + place] as number)
  return both
}

function aroundOf(values: ArrayLike<number>, neighbours: Int32Array, count: number): Float64Array {
  const around = new Float64Array(count)
  for (let place = 0, k = 0; place < count; place++) {
    let sum = 0
    for (const end = k + WIDTH; k < end; k++) {
      const neighbour = neighbours[k] as number
      if (neighbour >= 0 && neighbour < count) sum += values[neighbour] as number
    }
    around[place] = sum
  }
  return around
}

function sizeOf(neighbours: Int32Array, place: number, count: number): number {
  return neighbours
    .subarray(place * WIDTH, (place + 1) * WIDTH)
    .filter((neighbour) => neighbour >= 0 && neighbour < count).length
}

function excessMoments({ observed, usual }: Counts): { -readonly [K in keyof Moments]: Moments[K] } {
  return { ...momentsOf(observed.map((value, i) => value - (usual[i] as number))) }
}

function moveMoments(
  moments: { sum: number; squares: number },
  { observed, usual }: Counts,
  at: number,
  by: number,
): void {
  const before = (observed[at] as number) - (usual[at] as number)
  observed[at] = (observed[at] as number) + by
  moments.sum += by
  moments.squares += (before + by) ** 2 - before ** 2
}

/** Earlier windows so far above the usual were hotspots themselves: they do not tell how much varies by chance. */
const hotFrom = (usual: number): number => usual + 3 * Math.sqrt(usual) + 3

/** Variance over mean of earlier windows' neighbourhoods: above 1 where tickets come in clumps. */
function dispersionOf(counts: Counts, usual: Float64Array, neighbours: Int32Array): number {
  const { past, pastWindows, places } = counts
  const around = new Float64Array(PAST_WINDOWS)
  let [squares, sum] = [0, 0]
  for (let place = 0; place < places; place++) {
    around.fill(0)
    for (let k = place * WIDTH; k < (place + 1) * WIDTH; k++) {
      const neighbour = neighbours[k] as number
      if (neighbour < 0 || neighbour >= places) continue
      const from = neighbour * PAST_WINDOWS
      for (let window = 0; window < pastWindows; window++)
        around[window] = (around[window] as number) + (past[from + window] as number)
    }
    const mean = usual[place] as number
    const hot = hotFrom(mean)
    for (let window = 0; window < pastWindows; window++) {
      const then = around[window] as number
      if (then > hot) continue
      squares += (then - mean) * (then - mean)
      sum += mean
    }
  }
  return sum > 0 ? Math.max(1, squares / sum / ownShare(pastWindows)) : 1
}

/** The usual rests on the very windows it is held against, which brings them nearer to it. */
function ownShare(pastWindows: number): number {
  const windows = pastWindows + RHYTHM_WINDOWS
  return 1 - 2 / windows + pastWindows / windows ** 2
}

/** So large that a place's count varies as it did in the past, and by how little the usual is known besides. */
function urnOf({ weight }: Counts, tickets: number, dispersion: number): Urn {
  const varies = (dispersion * (weight + tickets)) / (weight + 1)
  const size = varies > 1 && tickets > varies ? (tickets - varies) / (varies - 1) : weight
  return { tickets, size: Math.max(1e-9, size) }
}
