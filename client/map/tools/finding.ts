/** Who and what is where: within a distance of a place, or inside a ring, at the places where they are drawn. */
import type { LngLat } from '#contract/endpoint.ts'
import { isLead } from '#contract/problems.ts'
import type { Unit } from '#contract/units.ts'
import type { Facts } from '../../facts.ts'
import { type Positions, reckonedPlace } from '../../positions/store.ts'
import { metresBetween } from '../distance.ts'
import { ringHolds } from './ring.ts'

export type Found = {
  readonly kind: 'unit' | 'ticket' | 'contact'
  readonly id: number
  /** From the centre. */
  readonly metres: number
  /** The Huangpu lies between, and it is an obstacle to this one. */
  readonly across: boolean
}

type Known = Pick<Facts, 'units' | 'contacts' | 'tickets'>

/**
 * What is looked through: positions and facts at `now`; `reckons`: movers are drawn where they are reckoned to be;
 * `isShown`: whether a unit is on the map, or hidden by the filter.
 */
export type City = {
  readonly from: Positions
  readonly known: Known
  readonly now: number
  readonly reckons: boolean
  readonly isShown: (unit: Unit) => boolean
}

type Around = {
  readonly centre: LngLat
  readonly metres: number
  /** Answers whether the river lies between the centre and a place. */
  readonly isAcross: (place: LngLat) => boolean
}

export type Within = {
  /** Nearest first. */
  readonly found: readonly Found[]
  /** Units that are there and hidden by the filter. */
  readonly hidden: number
}

/** Shown units, open tickets and contacts within `metres` of the centre. */
export function findWithin(city: City, { centre, metres, isAcross }: Around): Within {
  const found: Found[] = []
  let hidden = 0
  const isNear = nearby(centre, metres)
  const { units, contacts, tickets } = city.known
  eachMover(city, (id, place) => {
    const away = isNear(place)
    if (away === undefined) return
    const unit = units.get(id)
    if (unit && !city.isShown(unit)) hidden++
    else if (unit)
      found.push({ kind: 'unit', id, metres: away, across: unit.kind !== 'boat' && isAcross(place) })
    else if (contacts.has(id)) found.push({ kind: 'contact', id, metres: away, across: false })
  })
  for (const ticket of tickets.values()) {
    const away = isLead(ticket) ? isNear(ticket.place) : undefined
    if (away === undefined) continue
    found.push({ kind: 'ticket', id: ticket.id, metres: away, across: isAcross(ticket.place) })
  }
  found.sort((one, other) => one.metres - other.metres || one.id - other.id)
  return { found, hidden }
}

export type Caught = {
  readonly units: readonly number[]
  readonly tickets: readonly number[]
  /** Units inside that the filter hides: they are not caught. */
  readonly hidden: number
  /** When the ring was drawn, ms UTC. */
  readonly at: number
}

/** Shown units and open tickets inside a ring. */
export function findInside(city: City, ring: readonly LngLat[]): Caught {
  const holds = ringHolds(ring)
  const { units, tickets } = city.known
  const inside: number[] = []
  let hidden = 0
  eachMover(city, (id, [lng, lat]) => {
    const unit = units.get(id)
    if (!unit || !holds(lng, lat)) return
    if (city.isShown(unit)) inside.push(id)
    else hidden++
  })
  return {
    units: inside,
    hidden,
    tickets: [...tickets.values()].filter((each) => isLead(each) && holds(...each.place)).map(({ id }) => id),
    at: city.now,
  }
}

/** Where a mover is drawn, if it is on the map at all. */
export function drawnPlace(
  { from, now, reckons }: Omit<City, 'known' | 'isShown'>,
  mover: number,
): LngLat | undefined {
  const row = from.rows.get(mover)
  // Nobody is reckoned on from a moment before his fix.
  return reckonedPlace(mover, reckons || row === undefined ? now : (from.at[row] as number), from)
}

function eachMover(city: City, see: (mover: number, place: LngLat) => void): void {
  const { from } = city
  for (let row = 0; row < from.count; row++) {
    if (from.present[row] === 0) continue
    const mover = from.movers[row] as number
    const place = drawnPlace(city, mover)
    if (place) see(mover, place)
  }
}

/** Metres per degree of latitude, a little too few: what is further away in degrees is certainly too far. */
const DEGREE = 111_000

/** The distance of what is near, after a look at its latitude: most of 10,000 movers are far away. */
function nearby(centre: LngLat, metres: number): (place: LngLat) => number | undefined {
  return (place) => {
    if (Math.abs(place[1] - centre[1]) * DEGREE > metres) return undefined
    const away = metresBetween(centre, place)
    return away <= metres ? away : undefined
  }
}
