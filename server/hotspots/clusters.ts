/** What is beyond chance, gathered into hotspots: places side by side are one, told of where it is least likely. Pure. */
import type { HotspotClass } from '#contract/hotspots.ts'
import type { Judged } from './judge.ts'
import { type Places, WIDTH } from './places.ts'

/** Of everything called a hotspot, one in twenty may be false. */
export const RATE = 0.05
/** A hotspot that stands is held until it is beyond this one, so that it does not flicker. */
export const KEPT_RATE = 0.1

export type Cluster = {
  readonly cold: boolean
  /** The least likely first. */
  readonly places: readonly number[]
  /** Adjusted p value of the first. */
  readonly rate: number
}

/** `held`: places of hotspots that stand. */
export function clustersOf(judged: Judged, places: Places, held: ReadonlySet<number> = new Set()): Cluster[] {
  const rates = new Map<number, number>()
  const hot: number[] = []
  const cold: number[] = []
  for (const { place, rate } of judged.discoveries(KEPT_RATE)) {
    if (rate > RATE && !held.has(place)) continue
    const observed = judged.observed[place] as number
    if (observed <= judged.expected(place)) cold.push(place)
    else hot.push(place)
    rates.set(place, rate)
  }
  const gathered = (its: readonly number[], isCold: boolean) =>
    componentsOf(its, places).map(
      (members): Cluster => ({
        cold: isCold,
        places: members,
        rate: rates.get(members[0] as number) as number,
      }),
    )
  return [...gathered(hot, false), ...gathered(cold, true)]
}

/** Places that hang together, in the order given. */
function componentsOf(members: readonly number[], places: Places): number[][] {
  const neighbours = places.neighbours()
  const component = new Map<number, number>()
  const left = new Set(members)
  let count = 0
  for (const first of members) {
    if (!left.delete(first)) continue
    const queue = [first]
    for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
      component.set(place, count)
      for (let k = place * WIDTH; k < (place + 1) * WIDTH; k++) {
        const next = neighbours[k] as number
        if (left.delete(next)) queue.push(next)
      }
    }
    count++
  }
  return Array.from({ length: count }, (_, number) =>
    members.filter((place) => component.get(place) === number),
  )
}

export type Sighting = Cluster & {
  readonly class: HotspotClass
  /** Tickets of the window before, where it is told of. */
  readonly before: number
}

/** A quarter more, and two tickets at least. */
const hasGrown = (now: number, before: number): boolean => now >= 1.25 * before && now >= before + 2

/** Held against the window before: what is new, grows or lasts, and what was beyond chance then and is not any more. */
export function sightingsOf(
  clusters: readonly Cluster[],
  earlier: readonly Cluster[],
  now: Judged,
  before: Judged,
): Sighting[] {
  const standing = clusters.map((cluster): Sighting => {
    const peak = cluster.places[0] as number
    const count = before.observed[peak] ?? 0
    const was = earlier.some((each) => overlap(each, cluster))
    const grown = !cluster.cold && hasGrown(now.observed[peak] as number, count)
    return { ...cluster, before: count, class: was ? (grown ? 'growing' : 'lasting') : 'new' }
  })
  const fading = earlier
    .filter((each) => !clusters.some((cluster) => overlap(each, cluster)))
    .map(
      (each): Sighting => ({
        ...each,
        class: 'fading',
        before: before.observed[each.places[0] as number] as number,
      }),
    )
  return [...standing, ...fading]
}

export const overlap = (a: Pick<Cluster, 'cold' | 'places'>, b: Pick<Cluster, 'cold' | 'places'>): boolean =>
  a.cold === b.cold && a.places.some((place) => b.places.includes(place))
