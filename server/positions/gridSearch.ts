/** Looking around a place, ring of cells by ring, until nobody farther out can be near enough: provably, not probably. */
import type { LngLat } from '#contract/endpoint.ts'
import { METRES_PER_DEGREE, metresFromTo } from '../zones/plane.ts'
import { CELL_DEGREES, COLUMNS, columnAt, type GridCells, ROWS, rowAt } from './gridCells.ts'
import { CELL, LAT, LINKS, LNG, MOVER, NONE, PLACES } from './gridSlots.ts'

export type Finder = {
  /** Called before everything, and before everything again where the search begins anew. Answers the reach. */
  begin(): number
  /** Takes one who may be near enough. Answers the reach: the metres beyond which nobody is wanted any more. */
  take(mover: number, metres: number): number
}

/** A margin for rounding, some thousand times what it can come to. */
const NEARLY = 1 - 1e-9

/**
 * Answers a function that shows a finder everyone who may be near enough; of one group where named.
 * Its state lives here and not in the call: closures made anew for each search cost as much as the search.
 */
export function createSearch(cells: GridCells) {
  let slots = cells.slots()
  let lng = 0
  let lat = 0
  let group: number | undefined
  let finder: Finder
  let reach = 0
  /** The least that a degree of longitude can be of one of latitude, for whoever is looked at now. */
  let narrowest = 0

  const look = (slot: number) => {
    const itsLng = slots.places[slot * PLACES + LNG] as number
    const itsLat = slots.places[slot * PLACES + LAT] as number
    const north = itsLat - lat
    const around = Math.abs(itsLng - lng)
    const east = Math.min(around, 360 - around) * narrowest
    // Spares nearly all of them the cosine, which costs more than the rest of the search.
    if (Math.sqrt(east * east + north * north) * METRES_PER_DEGREE * NEARLY > reach) return
    const metres = metresFromTo(lng, lat, itsLng, itsLat)
    reach = finder.take(slots.links[slot * LINKS + MOVER] as number, metres)
  }
  const lookInCell = (column: number, row: number) => cells.inCell(column, row, group, look)
  const lookAround = (): boolean => {
    const [column, row] = [columnAt(lng), rowAt(lat)]
    let looked = 0
    // Once more cells than movers were looked at, looking at all movers is faster than at the rest of the earth.
    for (let ring = 0; looked <= cells.placed() && ring < COLUMNS / 2; ring++) {
      narrowest = narrowestAround(lat, ring)
      looked += eachCellOfRing(column, row, ring, lookInCell)
      // Whoever is outside is at least `ring` cells north or south of here, or east or west where they are narrowest.
      if (ring * CELL_DEGREES * narrowest * METRES_PER_DEGREE * NEARLY > reach) return true
    }
    return false
  }
  const lookAtAll = () => {
    narrowest = 0
    for (let slot = 0; slot < cells.known(); slot++) {
      const isPlaced = slots.links[slot * LINKS + CELL] !== NONE
      if (isPlaced && (group ?? slots.group[slot]) === slots.group[slot]) look(slot)
    }
  }
  return (place: LngLat, onlyGroup: number | undefined, forFinder: Finder): void => {
    ;[lng, lat] = place
    slots = cells.slots()
    group = onlyGroup
    finder = forFinder
    reach = finder.begin()
    if (lookAround()) return
    reach = finder.begin()
    lookAtAll()
  }
}

/** For two places, one at `lat` and one in the rows up to the next ring, whose middle latitude is what counts. */
function narrowestAround(lat: number, ring: number): number {
  const farthest = Math.min(90, Math.abs(lat) + ((ring + 1) * CELL_DEGREES) / 2)
  return Math.cos((farthest * Math.PI) / 180)
}

/** Calls back for the cells that are `ring` cells from this one; answers how many those are. */
function eachCellOfRing(
  column: number,
  row: number,
  ring: number,
  look: (column: number, row: number) => void,
): number {
  let cells = 0
  for (let y = Math.max(0, row - ring); y <= Math.min(ROWS - 1, row + ring); y++) {
    const step = ring === 0 || Math.abs(y - row) === ring ? 1 : 2 * ring
    for (let x = column - ring; x <= column + ring; x += step) {
      look(x < 0 ? x + COLUMNS : x < COLUMNS ? x : x - COLUMNS, y)
      cells++
    }
  }
  return cells
}
