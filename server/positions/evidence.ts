/** A score of observations for and against one suspicion: what convinces is many, over a wide ground, with little against. */

export type Evidence = {
  /** Seen at `x`, `y` in metres; what is seen on another `ground` is counted, and its reach measured anew. */
  support(x: number, y: number, ground?: string): void
  /** Neither for nor against: a suspicion that explains nothing fades. */
  doubt(): void
  against(): void
  convinces(): boolean
  /** What spoke for it has been outweighed, or there was nothing. */
  isGone(): boolean
  /** Much has spoken against it. */
  isDenied(): boolean
}

const CONVINCING = 30
/** No score goes further, so that a device mended, or bound to another unit, is believed again within minutes. */
const MOST = 45
const LEAST = -60
/** So many in a row against it prove the opposite. */
const DENIALS = 10
const DOUBT = 0.5
const AGAINST = 3

export function createEvidence(reachMetres: number): Evidence {
  let score = 0
  let denials = 0
  let where = ''
  let [west, east, south, north] = nowhere
  const lessen = (by: number) => {
    score = Math.max(LEAST, score - by)
    if (score <= 0) [west, east, south, north] = nowhere
  }
  return {
    support(x, y, ground = '') {
      score = Math.min(MOST, score + 1)
      denials = 0
      if (ground !== where) [west, east, south, north] = nowhere
      where = ground
      west = Math.min(west, x)
      east = Math.max(east, x)
      south = Math.min(south, y)
      north = Math.max(north, y)
    },
    doubt: () => lessen(DOUBT),
    against() {
      denials++
      lessen(AGAINST)
    },
    convinces: () => score >= CONVINCING && Math.max(east - west, north - south) >= reachMetres,
    isGone: () => score <= 0,
    isDenied: () => denials >= DENIALS,
  }
}

const nowhere: readonly [number, number, number, number] = [
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
]
