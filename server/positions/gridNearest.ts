/** The nearest of all that were offered so far: a heap with the farthest of them on top. */
import type { Neighbour } from './grid.ts'

export type NearestSoFar = {
  /** Forgets all, to keep `count` of those to come. */
  begin(count: number): void
  /** Whether this one is among the nearest so far. */
  wants(mover: number, metres: number): boolean
  /** Takes one that is wanted; the farthest goes where there is no room. */
  add(mover: number, metres: number): void
  /** Metres beyond which nobody is wanted. */
  farthest(): number
  /** Nearest first. */
  sorted(): Neighbour[]
}

export function createNearestSoFar(): NearestSoFar {
  let heap: Neighbour[] = []
  let room = 0
  const top = () => heap[0] as Neighbour
  return {
    begin(count) {
      heap = []
      room = count
    },
    wants: (mover, metres) => heap.length < room || isFarther(top(), mover, metres),
    add(mover, metres) {
      if (heap.length < room) rise(heap, { mover, metres })
      else sink(heap, { mover, metres })
    },
    farthest: () => (heap.length < room ? Number.POSITIVE_INFINITY : top().metres),
    sorted: () => heap.sort(nearerFirst),
  }
}

export const nearerFirst = (a: Neighbour, b: Neighbour): number => a.metres - b.metres || a.mover - b.mover

const isFarther = (than: Neighbour, mover: number, metres: number): boolean =>
  than.metres > metres || (than.metres === metres && than.mover > mover)

/** Lets a new one in at the bottom. */
function rise(heap: Neighbour[], one: Neighbour): void {
  let place = heap.length
  while (place > 0) {
    const above = (place - 1) >> 1
    const parent = heap[above] as Neighbour
    if (!isFarther(one, parent.mover, parent.metres)) break
    heap[place] = parent
    place = above
  }
  heap[place] = one
}

/** Puts a new one in the place of the farthest. */
function sink(heap: Neighbour[], one: Neighbour): void {
  let place = 0
  for (;;) {
    let below = 2 * place + 1
    const [left, right] = [heap[below], heap[below + 1]]
    if (!left) break
    if (right && isFarther(right, left.mover, left.metres)) below++
    const child = heap[below] as Neighbour
    if (!isFarther(child, one.mover, one.metres)) break
    heap[place] = child
    place = below
  }
  heap[place] = one
}
