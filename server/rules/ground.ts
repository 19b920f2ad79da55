/** Zones as the law sees them: each version's ground, and which of them a place lies in. */
import type { ZoneKind } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { planeAt } from '../zones/plane.ts'

/** A zone as it held in [validFrom, validTo), ms UTC. */
export type ZoneVersion = {
  readonly zone: number
  readonly version: number
  readonly kind: ZoneKind
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly river: string | null
  readonly validFrom: number
  readonly validTo: number | null
  /** Polygons, each an outer ring and its holes. */
  readonly polygons: readonly (readonly (readonly LngLat[])[])[]
}

export type Ground = ZoneVersion & { readonly area: number; readonly box: Box }
type Box = { readonly west: number; readonly south: number; readonly east: number; readonly north: number }

/** One latitude for all, so that zones are compared by one measure. */
const plane = planeAt(31.2)

export function groundOf(zone: ZoneVersion): Ground {
  const places = zone.polygons.flat(2)
  return {
    ...zone,
    area: zone.polygons.reduce((sum, rings) => sum + areaOf(rings), 0),
    box: {
      west: Math.min(...places.map(([lng]) => lng)),
      east: Math.max(...places.map(([lng]) => lng)),
      south: Math.min(...places.map(([, lat]) => lat)),
      north: Math.max(...places.map(([, lat]) => lat)),
    },
  }
}

/** Square metres; holes are taken off. */
const areaOf = (rings: readonly (readonly LngLat[])[]): number =>
  rings.reduce((sum, ring, i) => (i === 0 ? ringArea(ring) : sum - ringArea(ring)), 0)

function ringArea(ring: readonly LngLat[]): number {
  let twice = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = plane.toMetres(ring[i] as LngLat)
    const [bx, by] = plane.toMetres(ring[i + 1] as LngLat)
    twice += ax * by - bx * ay
  }
  return Math.abs(twice) / 2
}

/** Whether a place lies in it; its edge belongs to it, and so does the edge of a hole. */
export function holds({ polygons, box }: Ground, [x, y]: LngLat): boolean {
  if (x < box.west || x > box.east || y < box.south || y > box.north) return false
  return polygons.some((rings) => {
    let inside = false
    for (const ring of rings) {
      const side = sideOf(ring, x, y)
      if (side === 'edge') return true
      if (side === 'in') inside = !inside
    }
    return inside
  })
}

function sideOf(ring: readonly LngLat[], x: number, y: number): 'in' | 'out' | 'edge' {
  let inside = false
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i] as LngLat
    const [bx, by] = ring[i + 1] as LngLat
    const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    if (
      turn === 0 &&
      x >= Math.min(ax, bx) &&
      x <= Math.max(ax, bx) &&
      y >= Math.min(ay, by) &&
      y <= Math.max(ay, by)
    )
      return 'edge'
    if (ay > y !== by > y && turn > 0 === by > ay) inside = !inside
  }
  return inside ? 'in' : 'out'
}

export type GroundIndex = {
  /** Takes in a version, or takes its place. */
  put(zone: ZoneVersion): void
  /** Every version of every zone that a place lies in, whenever it holds. */
  at(place: LngLat): Ground[]
  /** Every version of a zone. */
  of(zone: number): readonly Ground[]
  all(): Iterable<Ground>
}

/** Degrees: about a kilometre, some cells for a reach, so that a place is held against a handful of zones. */
const CELL = 0.01

export function createGroundIndex(): GroundIndex {
  const versions = new Map<number, Ground[]>()
  const cells = new Map<string, Set<Ground>>()
  const remove = (ground: Ground) => {
    for (const cell of cellsOf(ground.box)) cells.get(cell)?.delete(ground)
  }
  return {
    put(zone) {
      const known = versions.get(zone.zone) ?? []
      const before = known.find(({ version }) => version === zone.version)
      if (before) remove(before)
      const ground = groundOf(zone)
      versions.set(zone.zone, [...known.filter((each) => each !== before), ground])
      for (const cell of cellsOf(ground.box)) {
        const there = cells.get(cell)
        if (there) there.add(ground)
        else cells.set(cell, new Set([ground]))
      }
    },
    at(place) {
      const there = cells.get(cellAt(Math.floor(place[0] / CELL), Math.floor(place[1] / CELL)))
      return there ? [...there].filter((ground) => holds(ground, place)) : []
    },
    of: (zone) => versions.get(zone) ?? [],
    *all() {
      for (const each of versions.values()) yield* each
    },
  }
}

const cellAt = (column: number, row: number): string => `${column} ${row}`

function* cellsOf({ west, south, east, north }: Box): Generator<string> {
  for (let column = Math.floor(west / CELL); column <= Math.floor(east / CELL); column++) {
    for (let row = Math.floor(south / CELL); row <= Math.floor(north / CELL); row++) yield cellAt(column, row)
  }
}
