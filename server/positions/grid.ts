/** Where every mover is, in cells of the map: who is nearest to a place is answered from memory, and exactly. */
import type { LngLat } from '#contract/endpoint.ts'
import { createGridCells } from './gridCells.ts'
import { createNearestSoFar, nearerFirst } from './gridNearest.ts'
import { createSearch, type Finder } from './gridSearch.ts'

export type Neighbour = { readonly mover: number; readonly metres: number }

/** Who is asked for; left out: everyone. `accept` is asked only of those that are near enough; it must not search. */
export type Among = {
  readonly group?: number | undefined
  readonly accept?: (mover: number) => boolean
}

export type Grid = {
  /** How many movers have a place. */
  size(): number
  /** The mover is there now. Allocates nothing for a mover that is known. */
  move(mover: number, lng: number, lat: number): void
  /** The mover has no place any more; its group stays. */
  remove(mover: number): void
  /** Puts a mover, placed or not, into a group of 0 to 7; everyone begins in 0. A search in one group meets no other. */
  sort(mover: number, group: number): void
  /** The `count` nearest, nearest first; of equally near ones the lower number. */
  nearest(place: LngLat, count: number, among?: Among): Neighbour[]
  /** Everyone not farther than `metres`, nearest first. */
  within(place: LngLat, metres: number, among?: Among): Neighbour[]
}

export function createGrid(capacity?: number): Grid {
  const cells = createGridCells(capacity)
  const search = createSearch(cells)
  const nearest = createNearestSoFar()
  let near: Neighbour[] = []
  let wanted = 0
  let accept = everyone

  const nearestFinder: Finder = {
    begin() {
      nearest.begin(wanted)
      return nearest.farthest()
    },
    take(mover, metres) {
      if (nearest.wants(mover, metres) && accept(mover)) nearest.add(mover, metres)
      return nearest.farthest()
    },
  }
  const withinFinder: Finder = {
    begin() {
      near = []
      return wanted
    },
    take(mover, metres) {
      if (metres <= wanted && accept(mover)) near.push({ mover, metres })
      return wanted
    },
  }
  return {
    size: cells.placed,
    move: cells.move,
    remove: cells.remove,
    sort: cells.sort,
    nearest(place, count, among = {}) {
      if (!(count > 0)) return []
      wanted = count
      accept = among.accept ?? everyone
      search(place, among.group, nearestFinder)
      return nearest.sorted()
    },
    within(place, metres, among = {}) {
      wanted = metres
      accept = among.accept ?? everyone
      search(place, among.group, withinFinder)
      return near.sort(nearerFirst)
    },
  }
}

const everyone = (_mover: number): boolean => true
