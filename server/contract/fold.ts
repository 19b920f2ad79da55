/** The board as of a moment: an earlier one, and what events changed since. The newest version wins, in whatever order they come. */
import {
  type Board,
  CARD_KEPT_MS,
  type Changed,
  CLOSED_KEPT_MS,
  DUTY_KEPT_MS,
  isRoundOnBoard,
} from './board.ts'
import type { ZoneFeature } from './city.ts'
import type { Presence } from './presence.ts'
import { isOpen } from './ticketMoves.ts'

type Versioned = { readonly id: number; readonly version: number }
type ById<T> = Map<number, T>
type Listed<Name extends keyof Board> = NonNullable<Board[Name]> extends readonly (infer T)[] ? T : never
type Expo = NonNullable<Board['expo']>

/** Mutated in place: an hour of events goes through it in some ten ms. */
export type Folded = {
  readonly units: ById<Listed<'units'>>
  readonly contacts: ById<Listed<'contacts'>>
  readonly tickets: ById<Listed<'tickets'>>
  readonly assignments: ById<Listed<'assignments'>>
  readonly rounds: ById<Listed<'rounds'>>
  readonly joints: ById<Listed<'joints'>>
  readonly operations: ById<Expo['operations'][number]>
  readonly reinforcements: ById<Expo['reinforcements'][number]>
  readonly counters: ById<Expo['counters'][number]>
  readonly cards: ById<Expo['cards'][number]>
  /** By unit and zone; who has left stays, lest an older word bring it back. */
  readonly presences: Map<string, Presence>
  /** By ticket. */
  readonly holds: ById<Listed<'holds'>>
  readonly alarms: Map<string, Listed<'alarms'>>
  people: Board['people']
}

export function unfold(board: Board): Folded {
  const { expo } = board
  return {
    units: byId(board.units),
    contacts: byId(board.contacts),
    tickets: byId(board.tickets),
    assignments: byId(board.assignments),
    rounds: byId(board.rounds),
    joints: byId(board.joints ?? []),
    operations: byId(expo?.operations ?? []),
    reinforcements: byId(expo?.reinforcements ?? []),
    counters: byId(expo?.counters ?? []),
    cards: byId(expo?.cards ?? []),
    presences: new Map(board.presences.map((each) => [placeOf(each), each])),
    holds: new Map(board.holds.map((each) => [each.ticket, each])),
    alarms: new Map(board.alarms.map((each) => [each.key, each])),
    people: board.people,
  }
}

/** Lets in what one event changed. */
export function foldIn(folded: Folded, changed: Changed): void {
  const { ticket, unit, contact, round, joint, presence, hold, alarm, expo } = changed
  newest(folded.tickets, ticket)
  newest(folded.units, unit)
  newest(folded.contacts, contact)
  newest(folded.rounds, round)
  newest(folded.joints, joint)
  newest(folded.operations, expo?.operation)
  newest(folded.reinforcements, expo?.reinforcement)
  newest(folded.cards, expo?.card)
  for (const each of changed.assignments ?? []) newest(folded.assignments, each)
  for (const each of expo?.counters ?? []) newest(folded.counters, each)
  if (changed.device && changed.device.unit !== null) folded.contacts.delete(changed.device.number)
  if (presence) enter(folded.presences, presence)
  for (const zone of changed.zones ?? []) rename(folded.presences, zone)
  for (const zone of changed.retiredZones ?? []) leave(folded.presences, zone)
  if (hold?.hold) folded.holds.set(hold.ticket, hold.hold)
  else if (hold) folded.holds.delete(hold.ticket)
  const { person } = changed
  if (person) folded.people = withPerson(folded.people, person)
  if (alarm && alarm.at >= (folded.alarms.get(alarm.key)?.at ?? 0)) folded.alarms.set(alarm.key, alarm)
}

/** What of it a console holds at `at` (ms UTC), `number` being the last event that is in it. */
export function boardOf(folded: Folded, number: number, at: number): Board {
  const tickets = sorted(folded.tickets, ({ id }) => id).filter(
    ({ closedAt }) => closedAt === null || closedAt > at - CLOSED_KEPT_MS,
  )
  const ids = new Set(tickets.map(({ id }) => id))
  const isShown = ({ ticket }: { readonly ticket: number }) => ids.has(ticket)
  return {
    number,
    at,
    units: sorted(folded.units, ({ code }) => code),
    contacts: sorted(folded.contacts, ({ id }) => id),
    presences: [...folded.presences.values()]
      .filter(({ since }) => since !== null)
      .sort((one, other) => one.unit - other.unit || one.zone.id - other.zone.id),
    tickets,
    assignments: sorted(folded.assignments, ({ id }) => id).filter(isShown),
    people: folded.people,
    holds: sorted(folded.holds, ({ ticket }) => ticket),
    alarms: sorted(folded.alarms, ({ key }) => key).filter(({ key }) => stillMatters(folded, key)),
    rounds: sorted(folded.rounds, ({ id }) => id).filter((round) => isRoundOnBoard(round, at)),
    joints: sorted(folded.joints, ({ id }) => id).filter(isShown),
    expo: expoOf(folded, at),
  }
}

function expoOf(folded: Folded, at: number): Expo {
  return {
    operations: sorted(folded.operations, ({ id }) => id).map((operation) => ({
      ...operation,
      roster: operation.roster.filter(({ endsAt }) => endsAt > at - DUTY_KEPT_MS),
    })),
    reinforcements: sorted(folded.reinforcements, ({ id }) => id),
    counters: sorted(folded.counters, ({ id }) => id),
    cards: sorted(folded.cards, ({ id }) => id).filter(
      ({ closedAt }) => closedAt === null || closedAt > at - CARD_KEPT_MS,
    ),
  }
}

/** An answer about a ticket that is ended, or about a round that is not under way, matters no more. */
function stillMatters(folded: Folded, key: string): boolean {
  const [kind, about] = key.split('/')
  const id = Number(about)
  if (kind === 'round') return folded.rounds.get(id)?.state === 'started'
  if (kind === 'silent') return isOpenTicket(folded, folded.assignments.get(id)?.ticket)
  return kind === 'p1' || kind === 'clock' ? isOpenTicket(folded, id) : true
}

function isOpenTicket({ tickets }: Folded, id: number | undefined): boolean {
  const ticket = tickets.get(id ?? 0)
  return ticket !== undefined && isOpen(ticket)
}

function sorted<T>(known: ReadonlyMap<unknown, T>, key: (each: T) => number | string): T[] {
  return [...known.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

function newest<T extends Versioned>(known: ById<T>, changed: T | undefined): void {
  if (changed && changed.version > (known.get(changed.id)?.version ?? 0)) known.set(changed.id, changed)
}

const withPerson = (people: Board['people'], person: Board['people'][number]): Board['people'] =>
  [...people.filter(({ username }) => username !== person.username), person].sort((one, other) =>
    one.username < other.username ? -1 : 1,
  )

function enter(known: Folded['presences'], presence: Presence): void {
  const before = known.get(placeOf(presence))
  if (!before || presence.version > before.version) known.set(placeOf(presence), presence)
}

function rename(
  known: Folded['presences'],
  { id, properties: { kind, code, name, nameEn } }: ZoneFeature,
): void {
  for (const [key, presence] of known) {
    if (presence.zone.id === id)
      known.set(key, { ...presence, zone: { ...presence.zone, kind, code, name, nameEn } })
  }
}

/** Who is in a zone that is no more is in none. */
function leave(known: Folded['presences'], zone: number): void {
  for (const [key, presence] of known) if (presence.zone.id === zone) known.delete(key)
}

const placeOf = ({ unit, zone }: Presence): string => `${unit}/${zone.id}`
const byId = <T extends { readonly id: number }>(list: readonly T[]): ById<T> =>
  new Map(list.map((each) => [each.id, each]))
