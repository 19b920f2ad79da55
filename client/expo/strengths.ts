/** The strength of every ring and the state of every post, from the facts and positions this console has. */
import { useMemo } from 'react'
import { type Item, type Operation, openItems, type Phase, zonesOf } from '#contract/expo.ts'
import { type PostState, postOf, type Strength, strengthOf } from '#contract/strength.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import { serverNow } from '../clock.ts'
import { type Facts, useFacts } from '../facts.ts'
import { lostAfter } from '../positions/ageing.ts'
import { positions } from '../positions/store.ts'
import { useNow } from '../ui/now.ts'
import { useZones } from '../zones/store.ts'
import { isInAny, isInZone } from './inside.ts'

type Known = Pick<Facts, 'units' | 'presences' | 'activeByUnit' | 'tickets'>

/** By ring. Worked out once a second and when a fact changes. */
export function useStrengths(operation: Operation): ReadonlyMap<number, Strength> {
  const now = useNow()
  const known = useKnown()
  return useMemo(() => strengthsOf(operation, known, now), [operation, known, now])
}

/** By post. */
export function usePosts(operation: Operation): ReadonlyMap<number, PostState> {
  const now = useNow()
  const known = useKnown()
  return useMemo(
    () =>
      new Map(
        operation.posts.map(({ zone }) => [
          zone,
          postOf(zone, operation.roster, [...unitsIn(zone, known, now)], now),
        ]),
      ),
    [operation, known, now],
  )
}

/** Of a phase, what is not reached now. */
export function useOpenItems(operation: Operation, phase: Phase): Item[] {
  const tickets = useFacts((facts) => facts.tickets)
  // Boundaries may come after the tickets.
  useZones((state) => state.zones)
  return openItems(phase, openTicketsOf(operation, tickets))
}

/** How many tickets are open in a zone of the operation, or in all of it. */
export function openTicketsOf(
  operation: Operation,
  tickets: Facts['tickets'],
): (zone: number | null) => number {
  const open = [...tickets.values()].filter((ticket) => isOpen(ticket) && ticket.state !== 'merged')
  const all = zonesOf(operation)
  return (zone) =>
    open.filter(({ place }) => (zone === null ? isInAny(all, place) : isInZone(zone, place))).length
}

function strengthsOf(operation: Operation, known: Known, now: number): Map<number, Strength> {
  const { rings, posts, roster, phase } = operation
  return new Map(
    rings.map((ring) => {
      const inside = unitsIn(ring.zone, known, now)
      const inRing = posts.filter((post) => post.ring === ring.zone).map(({ zone }) => zone)
      const strength = strengthOf(
        {
          ring,
          zones: new Set([ring.zone, ...inRing]),
          phase,
          roster,
          inside,
          sentAway: new Set([...inside].filter((unit) => isSentAway(unit, ring.zone, known))),
          onDuty: (unit) => known.units.get(unit)?.duty === 'on',
        },
        now,
      )
      return [ring.zone, strength]
    }),
  )
}

function useKnown(): Known {
  const units = useFacts((facts) => facts.units)
  const presences = useFacts((facts) => facts.presences)
  const activeByUnit = useFacts((facts) => facts.activeByUnit)
  const tickets = useFacts((facts) => facts.tickets)
  return useMemo(
    () => ({ units, presences, activeByUnit, tickets }),
    [units, presences, activeByUnit, tickets],
  )
}

/** Units on duty that are in a zone and not lost. */
export function unitsIn(zone: number, { presences, units }: Known, now: number): Set<number> {
  const inside = new Set<number>()
  for (const [unit, zones] of presences) {
    if (!zones.some((presence) => presence.zone.id === zone)) continue
    if (units.get(unit)?.duty === 'on' && !isLost(unit, now)) inside.add(unit)
  }
  return inside
}

/** On the way to a ticket outside. */
function isSentAway(unit: number, zone: number, { activeByUnit, tickets }: Known): boolean {
  const assignment = activeByUnit.get(unit)
  if (!assignment || !['dispatched', 'accepted', 'enroute'].includes(assignment.state)) return false
  const ticket = tickets.get(assignment.ticket)
  return ticket !== undefined && !isInZone(zone, ticket.place)
}

function isLost(unit: number, now: number): boolean {
  const row = positions.rows.get(unit)
  if (row === undefined || positions.present[row] === 0) return false
  const heard = positions.at[row] as number
  return Math.min(now, serverNow()) - heard > lostAfter(positions.due[row] as number)
}
