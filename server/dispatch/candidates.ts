/** Who could go to a ticket, soonest first: travel time by the unit's kind, across the Huangpu only where one can cross. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Candidate, Ticket } from '#contract/tickets.ts'
import type { UnitKind } from '#contract/units.ts'
import { metresBetween } from '../zones/plane.ts'
import type { UnitForDispatch } from './queries.ts'
import { type River, sideOf } from './river.ts'

export type Question = {
  readonly ticket: Pick<Ticket, 'place' | 'district'>
  /** Unit kinds the category asks for; none: any that moves on land. */
  readonly kinds: readonly string[]
  readonly units: readonly UnitForDispatch[]
  readonly newest: (
    mover: number,
  ) => { readonly lng: number; readonly lat: number; readonly at: number } | undefined
  readonly river: River
  readonly now: number
  readonly limit: number
}

/** Door to door in the city, m/s: estimates, to be replaced by what arrivals show. */
const speed: Record<Exclude<UnitKind, 'video'>, number> = { foot: 1.3, ebike: 4.5, car: 6.5, boat: 6 }

/** How much longer the way is than the straight line. */
const detour: Record<Exclude<UnitKind, 'video'>, number> = { foot: 1.25, ebike: 1.3, car: 1.4, boat: 1.15 }

/** A ferry leaves every ten to twenty minutes and takes a few. */
const FERRY_SECONDS = 12 * 60

/** A bridge or tunnel is entered and left well behind the bank: its ramps, both together. */
const RAMPS_METRES = 1_500

/** Beyond this age a place says too little to be sent by. */
const OLDEST_FIX_MS = 600_000

export function candidates({ ticket, kinds, units, newest, river, now, limit }: Question): Candidate[] {
  const side = sideOf(river.axis, ticket.place)
  const found: Candidate[] = []
  for (const unit of units) {
    if (unit.kind === 'video' || unit.busyWith || unit.duty !== 'on' || unit.sos || !suits(unit.kind, kinds))
      continue
    const fix = newest(unit.id)
    if (!fix || now - fix.at > OLDEST_FIX_MS) continue
    const way = wayTo(unit.kind, [fix.lng, fix.lat], ticket.place, side, river)
    if (!way) continue
    found.push({
      unit: unit.id,
      ...way,
      fixAt: fix.at,
      sameDistrict: unit.district !== null && unit.district === ticket.district,
    })
  }
  return found.sort((a, b) => a.etaSeconds - b.etaSeconds || a.unit - b.unit).slice(0, limit)
}

const suits = (kind: UnitKind, asked: readonly string[]): boolean =>
  asked.length === 0 ? kind !== 'boat' : asked.includes(kind)

type Way = Pick<Candidate, 'metres' | 'etaSeconds' | 'crossing'>

function wayTo(
  kind: Exclude<UnitKind, 'video'>,
  from: LngLat,
  to: LngLat,
  side: number,
  { axis, crossings }: River,
): Way | undefined {
  const direct = metresBetween(from, to) * detour[kind]
  if (kind === 'boat' || sideOf(axis, from) === side) {
    return { metres: Math.round(direct), etaSeconds: Math.round(direct / speed[kind]), crossing: null }
  }
  let best: Way | undefined
  for (const crossing of crossings) {
    if (!crossing.open.includes(kind)) continue
    const straight = metresBetween(from, crossing.place) + metresBetween(crossing.place, to)
    const metres = straight * detour[kind] + (crossing.ferry ? 0 : RAMPS_METRES)
    const etaSeconds = Math.round(metres / speed[kind]) + (crossing.ferry ? FERRY_SECONDS : 0)
    if (!best || etaSeconds < best.etaSeconds)
      best = { metres: Math.round(metres), etaSeconds, crossing: crossing.name }
  }
  return best
}
