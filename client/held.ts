/** What this console holds, entry by entry, as the state's hash takes it. */
import { isActive } from '#contract/assignments.ts'
import type { Entry, FactKind } from '#contract/stateHash.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import { type Expo, useLiveExpo } from './expo/store.ts'
import type { Facts } from './facts.ts'
import type { Positions } from './positions/store.ts'
import { useLiveZones, type Zones } from './zones/store.ts'

/** What is compared, from its stores, as of one event. */
export type Held = Pick<Facts, 'units' | 'retired' | 'contacts' | 'tickets' | 'assignments' | 'rounds'> &
  Pick<Expo, 'operations'> & { readonly zones: Zones }

export const heldNow = (facts: Facts): Held => ({
  ...facts,
  operations: useLiveExpo.getState().operations,
  zones: useLiveZones.getState(),
})

/**
 * Closed tickets, ended assignments and rounds that are not under way are left out: how long each side keeps them is its own affair.
 * Undefined where this console has not asked for them.
 */
export const heldFacts: Readonly<Record<FactKind, (held: Held) => Entry[] | undefined>> = {
  units: ({ units, retired }) => versions([...units.values(), ...retired.values()]),
  contacts: ({ contacts }) => versions(contacts.values()),
  tickets: ({ tickets }) => versions([...tickets.values()].filter(isOpen)),
  assignments: ({ assignments }) => versions([...assignments.values()].filter(isActive)),
  rounds: ({ rounds }) => versions([...rounds.values()].filter(({ state }) => state === 'started')),
  operations: ({ operations }) => versions(operations.values()),
  zones: ({ zones: { zones, known } }) =>
    known ? versions(zones.map(({ properties }) => properties)) : undefined,
}

/** Where everything is drawn, back in the steps of the wire. */
export function heldPositions(from: Positions): Entry[] {
  const entries: Entry[] = []
  for (let row = 0; row < from.count; row++) {
    if (from.present[row] === 0) continue
    const lng = Math.round((from.places[row * 3] as number) * 1e6)
    const lat = Math.round((from.places[row * 3 + 1] as number) * 1e6)
    entries.push([from.movers[row] as number, lng, lat, Math.round((from.at[row] as number) / 10)])
  }
  return entries
}

const versions = (things: Iterable<{ readonly id: number; readonly version: number }>): Entry[] =>
  Array.from(things, ({ id, version }) => [id, version] as const)
