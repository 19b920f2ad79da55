/** What the console knows: units, contacts, tickets, assignments and the log. One function lets facts in; the newest version wins. */

import type { AlarmAnswer } from '#contract/alarmAnswers.ts'
import type { Assignment } from '#contract/assignments.ts'
import { isActive } from '#contract/assignments.ts'
import type { Board, Changed, Person } from '#contract/board.ts'
import type { Hold, HoldChange } from '#contract/dispatch.ts'
import type { Event } from '#contract/events.ts'
import { isPresenceKind, type Presence } from '#contract/presence.ts'
import type { Round } from '#contract/rounds.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Contact, Unit } from '#contract/units.ts'
import { letInExpo, loadExpo } from './expo/store.ts'
import { byService, withUnit } from './inService.ts'
import { letInJoint, loadJoints } from './joint/store.ts'
import { createTwofold } from './twofold.ts'
import { letInZones, renewZones } from './zones/store.ts'

/** Maps are replaced, never mutated, when one of their entries changes: compare by identity. */
export type Facts = {
  /** The last event number that is in these facts; 0 before the board is loaded. */
  readonly number: number
  /** When these facts were so, where a phone kept them and the server has not been heard since; ms UTC. */
  readonly keptAt: number | null
  readonly units: ReadonlyMap<number, Unit>
  /** Units out of service: in no list and on no map; the log can name them, and an older word brings none back. */
  readonly retired: ReadonlyMap<number, Unit>
  readonly contacts: ReadonlyMap<number, Contact>
  readonly tickets: ReadonlyMap<number, Ticket>
  readonly assignments: ReadonlyMap<number, Assignment>
  /** Each unit's active assignment. */
  readonly activeByUnit: ReadonlyMap<number, Assignment>
  /** In which zones each unit is now. */
  readonly presences: ReadonlyMap<number, readonly Presence[]>
  /** By ticket, who works on it. */
  readonly holds: ReadonlyMap<number, Hold>
  /** By alarm, the newest answer to it. */
  readonly alarmAnswers: ReadonlyMap<string, AlarmAnswer>
  /** Patrol rounds of yesterday, today and tomorrow, and those under way. */
  readonly rounds: ReadonlyMap<number, Round>
  /** By username, whoever may appear as an actor of the log. */
  readonly people: ReadonlyMap<string, Person>
  /** Newest last, at most `LOG_KEPT`. */
  readonly log: readonly Event[]
  /** Who entered, dwelt in and left zones: so many that they would push everything else out of the log. */
  readonly movements: readonly Event[]
}

const LOG_KEPT = 200

export const noFacts: Facts = {
  number: 0,
  keptAt: null,
  units: new Map(),
  retired: new Map(),
  contacts: new Map(),
  tickets: new Map(),
  assignments: new Map(),
  activeByUnit: new Map(),
  presences: new Map(),
  holds: new Map(),
  alarmAnswers: new Map(),
  rounds: new Map(),
  people: new Map(),
  log: [],
  movements: [],
}

const stores = createTwofold(noFacts)
/** What every view shows. */
export const useFacts = stores.useShown
/** What is now, whatever moment the views show. */
export const useLiveFacts = stores.useLive
export const showFacts = stores.show
const setFacts = stores.set

const hearers = new Set<(changed: Changed) => void>()

/** Calls back with each change that is let in, for stores of things that are not on the board; answers how to stop. */
export function onChanged(hear: (changed: Changed) => void): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}

/** Lets in what a command answered or an event carried. */
export function letIn(changed: Changed): void {
  letInElsewhere(changed)
  setFacts((facts) => apply(facts, changed))
  for (const hear of hearers) hear(changed)
}

/** Lets in an event of the log: what it changed, and its line in the log. An event seen before changes nothing. */
export function letInEvent(event: Event): void {
  if (event.number <= useLiveFacts.getState().number) return
  letInElsewhere(event.body as Changed)
  setFacts((facts) => withEvent(facts, event))
  for (const hear of hearers) hear(event.body as Changed)
}

/** The facts after an event. */
export const withEvent = (facts: Facts, event: Event): Facts =>
  withLine({ ...apply(facts, event.body as Changed), number: event.number }, event)

/** An event's line in the log, and nothing else of it. */
export function withLine(facts: Facts, event: Event): Facts {
  if (isNoDeed(event)) return facts
  const list = isPresenceKind(event.kind) ? 'movements' : 'log'
  return { ...facts, [list]: [...facts[list].slice(-LOG_KEPT + 1), event] }
}

/**
 * Who opens cases and what counters read changes by the second, rounds are made by the hundred: no deeds, and not in the log.
 * Who looked at whose track is for that person and the auditor.
 */
const isNoDeed = ({ subject, kind }: Event): boolean =>
  subject.startsWith('hold/') ||
  subject.startsWith('track/') ||
  kind === 'round.planned' ||
  kind === 'counter.read'

/** What has a store of its own. */
function letInElsewhere(changed: Changed): void {
  const { expo, joint } = changed
  letInZones(changed)
  if (expo) letInExpo(expo)
  if (joint) letInJoint(joint)
}

/** Starts from the board; what the log showed so far stays. */
export function loadBoard(board: Board): void {
  renewZones()
  loadExpo(board.expo)
  loadJoints(board.joints)
  setFacts((facts) => ({ ...facts, ...factsOf(board) }))
}

/** The facts of a board: all but what its log said. */
export function factsOf(board: Board): Omit<Facts, 'log' | 'movements'> {
  const byId = <T extends { id: number }>(list: readonly T[]) => new Map(list.map((each) => [each.id, each]))
  const assignments = byId(board.assignments)
  return {
    number: board.number,
    keptAt: null,
    ...byService(board.units),
    contacts: byId(board.contacts),
    tickets: byId(board.tickets),
    assignments,
    activeByUnit: activeByUnit(assignments),
    presences: byUnit(board.presences),
    holds: new Map(board.holds.map((hold) => [hold.ticket, hold])),
    alarmAnswers: new Map(board.alarms.map((answer) => [answer.key, answer])),
    rounds: byId(board.rounds),
    people: new Map(board.people.map((each) => [each.username, each])),
  }
}

/** Starts from what a phone kept, to be read until the server is heard. */
export function takeUpKept(board: Board, log: readonly Event[]): void {
  loadBoard(board)
  loadLog(log)
  setFacts({ keptAt: board.at })
}

/** What the log said before the facts began: shown in the log, and changes nothing. */
export function loadLog(events: readonly Event[]): void {
  setFacts(({ log }) => {
    const known = new Set(log.map((each) => each.number))
    const earlier = events.filter((each) => !known.has(each.number) && !isNoDeed(each))
    const merged = [...earlier, ...log].sort((one, other) => one.number - other.number)
    return { log: merged.slice(-LOG_KEPT) }
  })
}

/** Everything this person may see up to `number` is in. */
export function reachNumber(number: number): void {
  setFacts((facts) => (number > facts.number ? { number } : facts))
}

/** Forgets everything, when another person signs in. */
export function forgetFacts(): void {
  loadExpo(undefined)
  loadJoints()
  setFacts(noFacts)
}

function apply(facts: Facts, changed: Changed): Facts {
  const assignments = newer(facts.assignments, changed.assignments ?? [])
  return {
    ...facts,
    tickets: newer(facts.tickets, changed.ticket ? [changed.ticket] : []),
    ...(changed.unit && withUnit(facts, changed.unit)),
    contacts: unbound(newer(facts.contacts, changed.contact ? [changed.contact] : []), changed.device),
    presences: changed.presence ? withPresence(facts.presences, changed.presence) : facts.presences,
    holds: changed.hold ? withHold(facts.holds, changed.hold) : facts.holds,
    alarmAnswers: changed.alarm ? withAnswer(facts.alarmAnswers, changed.alarm) : facts.alarmAnswers,
    rounds: newer(facts.rounds, changed.round ? [changed.round] : []),
    people: changed.person
      ? new Map(facts.people).set(changed.person.username, changed.person)
      : facts.people,
    assignments,
    activeByUnit: assignments === facts.assignments ? facts.activeByUnit : activeByUnit(assignments),
  }
}

function newer<T extends { id: number; version: number }>(
  known: ReadonlyMap<number, T>,
  changed: readonly T[],
): ReadonlyMap<number, T> {
  const news = changed.filter((each) => each.version > (known.get(each.id)?.version ?? 0))
  if (news.length === 0) return known
  const next = new Map(known)
  for (const each of news) next.set(each.id, each)
  return next
}

function byUnit(presences: readonly Presence[]): Facts['presences'] {
  const units = new Map<number, Presence[]>()
  for (const each of presences) {
    const known = units.get(each.unit)
    if (known) known.push(each)
    else units.set(each.unit, [each])
  }
  return units
}

function withPresence(known: Facts['presences'], changed: Presence): Facts['presences'] {
  const before = known.get(changed.unit) ?? []
  const same = before.find(({ zone }) => zone.id === changed.zone.id)
  if (same && same.version >= changed.version) return known
  const others = before.filter((presence) => presence !== same)
  return new Map(known).set(changed.unit, changed.since === null ? others : [...others, changed])
}

function withHold(known: Facts['holds'], { ticket, hold }: HoldChange): Facts['holds'] {
  const next = new Map(known)
  if (hold) next.set(ticket, hold)
  else next.delete(ticket)
  return next
}

function withAnswer(known: Facts['alarmAnswers'], answer: AlarmAnswer): Facts['alarmAnswers'] {
  if (answer.at < (known.get(answer.key)?.at ?? 0)) return known
  return new Map(known).set(answer.key, answer)
}

/** A device that was bound to a unit moves the unit from then on. */
function unbound(
  contacts: ReadonlyMap<number, Contact>,
  device: Changed['device'],
): ReadonlyMap<number, Contact> {
  if (!device || device.unit === null || !contacts.has(device.number)) return contacts
  const next = new Map(contacts)
  next.delete(device.number)
  return next
}

function activeByUnit(assignments: ReadonlyMap<number, Assignment>): ReadonlyMap<number, Assignment> {
  const active = new Map<number, Assignment>()
  for (const each of assignments.values()) if (isActive(each)) active.set(each.unit, each)
  return active
}
