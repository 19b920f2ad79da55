/** Reads a line of the command line into an order, or into the reason why it is none. Never guesses: what is ambiguous is listed. */
import { type Assignment, assignmentMoves } from '#contract/assignments.ts'
import type { Place } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Action } from '#contract/roles.ts'
import { isAllowed, isOpen, type Ticket, type TicketCommand } from '#contract/tickets.ts'
import type { Contact, Unit } from '#contract/units.ts'
import { RADIUS } from '../map/tools/radius.ts'
import { placesLike } from '../tickets/places.ts'
import type { Words } from '../ui/words/chinese.ts'
import { casesLike, contactsLike, unitsLike } from './codes.ts'

export type Order =
  | { readonly verb: 'dispatch'; readonly ticket: Ticket; readonly units: readonly Unit[] }
  | { readonly verb: 'recall'; readonly assignment: Assignment; readonly reason: string }
  | { readonly verb: 'prioritise'; readonly ticket: Ticket; readonly priority: number }
  | { readonly verb: 'merge'; readonly ticket: Ticket; readonly into: Ticket }
  | { readonly verb: 'note'; readonly ticket: Ticket; readonly text: string }
  | { readonly verb: 'goTicket'; readonly ticket: Ticket }
  | { readonly verb: 'goUnit'; readonly unit: Unit }
  | { readonly verb: 'goContact'; readonly contact: Contact }
  | { readonly verb: 'goPlace'; readonly place: LngLat }
  | { readonly verb: 'within'; readonly metres: number }
  | { readonly verb: 'help' }

export type Read =
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'order'; readonly order: Order; readonly sentence: string }

/** What a line is read against: the facts of this moment and what this person may do. */
export type World = {
  readonly tickets: ReadonlyMap<number, Ticket>
  readonly units: ReadonlyMap<number, Unit>
  readonly contacts: ReadonlyMap<number, Contact>
  readonly assignments: ReadonlyMap<number, Assignment>
  readonly activeByUnit: ReadonlyMap<number, Assignment>
  readonly places: readonly Place[]
  readonly may: (action: Action) => boolean
  readonly words: Words
}

/** Why a line is no order; thrown inside this file and caught in `readLine`. */
class Wrong extends Error {}

/** Full-width letters and digits of a Chinese input method read as plain ones. */
export function readLine(line: string, world: World): Read {
  const [verb = '', ...rest] = line.normalize('NFKC').trim().split(/\s+/)
  if (verb === '') return { kind: 'empty' }
  const read = verbs[verb.toUpperCase()]
  if (!read) return { kind: 'wrong', why: world.words.desk.line.unknownVerb(verb) }
  try {
    const { order, sentence } = read(rest, world)
    return { kind: 'order', order, sentence }
  } catch (error) {
    if (error instanceof Wrong) return { kind: 'wrong', why: error.message }
    throw error
  }
}

type Understood = { readonly order: Order; readonly sentence: string }

const verbs: Record<string, (rest: readonly string[], world: World) => Understood> = {
  D: readDispatch,
  X: readRecall,
  P: readPriority,
  M: readMerge,
  N: readNote,
  G: readGo,
  U: readUnit,
  W: readWithin,
  '?': (_rest, { words }) => ({ order: { verb: 'help' }, sentence: words.desk.line.help }),
}

function readDispatch([code, ...codes]: readonly string[], world: World): Understood {
  const { words, may, activeByUnit } = world
  need(code && codes.length > 0, words.desk.line.needs('D 26112300 H017 H042'))
  need(may('ticket.dispatch'), words.desk.line.notAllowed)
  const ticket = movable(code, 'dispatch', world)
  const units = [...new Set(codes.map((each) => oneUnit(each, world)))]
  for (const unit of units) {
    need(!activeByUnit.has(unit.id), words.desk.line.busy(unit.code))
    need(unit.duty === 'on' && !unit.sos, words.desk.line.off(unit.code))
  }
  const named = `P${ticket.priority} ${ticket.code} ${ticket.address}`
  const sentence = words.desk.line.dispatch(named, units.map((unit) => unit.code).join(' '))
  return { order: { verb: 'dispatch', ticket, units }, sentence }
}

function readRecall([code, unitCode, ...reasons]: readonly string[], world: World): Understood {
  const { words, may, assignments } = world
  const reason = reasons.join(' ')
  need(code && unitCode && reason, words.desk.line.needs(`X 26112300 H017 ${words.screen.reason}`))
  need(may('assignment.recall'), words.desk.line.notAllowed)
  const ticket = oneCase(code, world)
  const unit = oneUnit(unitCode, world)
  const sent = [...assignments.values()].find(
    (each) =>
      each.ticket === ticket.id && each.unit === unit.id && assignmentMoves.recall.from.includes(each.state),
  )
  need(sent, words.desk.line.notSent(unit.code, ticket.code))
  return {
    order: { verb: 'recall', assignment: sent, reason },
    sentence: words.desk.line.recall(unit.code, ticket.code, reason),
  }
}

function readPriority([code, digit]: readonly string[], world: World): Understood {
  const { words, may } = world
  need(code && /^[1-4]$/.test(digit ?? ''), words.desk.line.needs('P 26112300 1-4'))
  need(may('ticket.prioritise'), words.desk.line.notAllowed)
  const ticket = movable(code, 'prioritise', world)
  const priority = Number(digit)
  return {
    order: { verb: 'prioritise', ticket, priority },
    sentence: words.desk.line.priority(ticket.code, priority),
  }
}

function readNote([code, ...rest]: readonly string[], world: World): Understood {
  const { words, may } = world
  const text = rest.join(' ')
  need(code && text, words.desk.line.needs(`N 26112300 ${words.desk.form.text}`))
  need(may('ticket.note'), words.desk.line.notAllowed)
  const ticket = oneCase(code, world)
  return { order: { verb: 'note', ticket, text }, sentence: words.desk.line.note(ticket.code, text) }
}

function readMerge([code, intoCode]: readonly string[], world: World): Understood {
  const { words, may } = world
  need(code && intoCode, words.desk.line.needs('M 26112300 26112301'))
  need(may('ticket.merge'), words.desk.line.notAllowed)
  const ticket = movable(code, 'merge', world)
  const into = oneCase(intoCode, world)
  need(into.id !== ticket.id, words.problems.line.itself)
  need(into.state !== 'merged', words.problems.line.mergedAlready(into.code))
  need(isOpen(into), words.desk.line.notNow(words.ticketStates[into.state]))
  const sentence = words.problems.line.merge(ticket.code, `${into.code} ${into.address}`)
  return { order: { verb: 'merge', ticket, into }, sentence }
}

function readUnit([code]: readonly string[], world: World): Understood {
  need(code, world.words.desk.line.needs('U H017'))
  const unit = oneUnit(code, world)
  return {
    order: { verb: 'goUnit', unit },
    sentence: world.words.desk.line.unit(`${unit.code} ${unit.squad}`),
  }
}

/** Around whatever is selected; with nothing selected the map asks for the place. */
function readWithin([metres = '']: readonly string[], { words }: World): Understood {
  need(/^\d+$/.test(metres), words.desk.line.needs('W 300'))
  const { least, most } = RADIUS
  need(Number(metres) >= least && Number(metres) <= most, words.tools.badRadius(least, most))
  return {
    order: { verb: 'within', metres: Number(metres) },
    sentence: words.tools.line(Number(metres)),
  }
}

/** A unit or a case by its code, else a vessel by its MMSI or name, else a named place. */
function readGo(rest: readonly string[], world: World): Understood {
  const { words, units, contacts, tickets, places } = world
  const text = rest.join(' ')
  need(text, words.desk.line.needs('G H017 | 26112300 | 外白渡桥'))
  const found: Candidate[] = [
    ...unitsLike(text, units.values()).map((unit) => ({
      name: unit.code,
      order: { verb: 'goUnit', unit } as const,
    })),
    ...casesLike(text, tickets.values()).map((ticket) => ({
      name: ticket.code,
      order: { verb: 'goTicket', ticket } as const,
    })),
  ]
  if (found.length === 0) {
    for (const contact of contactsLike(text, contacts.values())) {
      found.push({ name: contact.name ?? contact.device, order: { verb: 'goContact', contact } })
    }
  }
  const named = found.length > 0 ? [] : placesLike(places, text, LISTED + 1)
  const same = named.filter(
    (place) => place.name === text || place.nameEn.toLowerCase() === text.toLowerCase(),
  )
  for (const place of same.length === 1 ? same : named) {
    found.push({ name: place.name, order: { verb: 'goPlace', place: place.place } })
  }
  const only = one(found, text, ({ name }) => name, words.desk.line.unknownPlace(text), words)
  return { order: only.order, sentence: words.desk.line.go(only.name) }
}

type Candidate = { readonly name: string; readonly order: Order }

function movable(code: string, command: TicketCommand, world: World): Ticket {
  const ticket = oneCase(code, world)
  need(isAllowed(command, ticket.state), world.words.desk.line.notNow(world.words.ticketStates[ticket.state]))
  return ticket
}

function oneCase(code: string, { tickets, words }: World): Ticket {
  const open = [...tickets.values()].filter((ticket) => isOpen(ticket) || ticket.code === code)
  return one(casesLike(code, open), code, (ticket) => ticket.code, words.desk.line.unknownCase(code), words)
}

const oneUnit = (code: string, { units, words }: World): Unit =>
  one(unitsLike(code, units.values()), code, (unit) => unit.code, words.desk.line.unknownUnit(code), words)

const LISTED = 6

function one<T>(
  found: readonly T[],
  text: string,
  nameOf: (each: T) => string,
  none: string,
  words: Words,
): T {
  const [first] = found
  need(first !== undefined, none)
  const names = found.slice(0, LISTED).map(nameOf).join(' ')
  need(found.length === 1, words.desk.line.ambiguous(text, found.length > LISTED ? `${names} …` : names))
  return first
}

function need(claim: unknown, why: string): asserts claim {
  if (!claim) throw new Wrong(why)
}
