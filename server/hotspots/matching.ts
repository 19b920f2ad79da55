/** Which of the hotspots that stand a sighting is, and what changed of it. Pure. */
import type { Hotspot, HotspotClass } from '#contract/hotspots.ts'
import type { Sighting } from './clusters.ts'

export type Standing = Pick<Hotspot, 'id' | 'version' | 'since' | 'class' | 'cold' | 'places'>

/** `known`: undefined: it is new. */
export type Match<T extends Standing> = { readonly sighting: Sighting; readonly known: T | undefined }

export type Matched<T extends Standing> = {
  readonly matches: readonly Match<T>[]
  /** Seen no more. */
  readonly over: readonly T[]
}

/** Each one that stands is one sighting at most: that with which it shares most places. `find`: the number of a place by its key. */
export function match<T extends Standing>(
  sightings: readonly Sighting[],
  standing: readonly T[],
  find: (key: string) => number,
): Matched<T> {
  const pairs = standing.flatMap((known) => {
    const its = new Set(known.places.map(find))
    return sightings.flatMap((sighting, number) => {
      const shared =
        sighting.cold === known.cold ? sighting.places.filter((place) => its.has(place)).length : 0
      return shared > 0 ? [{ known, number, shared }] : []
    })
  })
  pairs.sort((a, b) => b.shared - a.shared || a.known.id - b.known.id)
  const knownBy = new Map<number, T>()
  const taken = new Set<number>()
  for (const { known, number } of pairs) {
    if (taken.has(known.id) || knownBy.has(number)) continue
    taken.add(known.id)
    knownBy.set(number, known)
  }
  return {
    matches: sightings.map((sighting, number) => ({ sighting, known: knownBy.get(number) })),
    over: standing.filter(({ id }) => !taken.has(id)),
  }
}

/** One that grew has grown until it has fewer tickets than in the window before: it does not go to and fro with each of them. */
export function classOf({ sighting, known }: Match<Standing>, count: number): HotspotClass {
  const keeps = known?.class === 'growing' && sighting.class === 'lasting' && count >= sighting.before
  return keeps ? 'growing' : sighting.class
}
