/** Reads a line of the command line into an order, or into the reason why it is none. Never guesses: what is ambiguous is listed. */
import { isOpen } from '#contract/ticketMoves.ts'
import { RADIUS } from '../map/tools/radius.ts'
import { readMoment } from '../replay/when.ts'
import { placesLike } from '../tickets/places.ts'
import { dateTime } from '../ui/times.ts'
import { casesLike, contactsLike, unitsLike } from './codes.ts'
import { readArrived, readDispatch, readFree, readReassign, readRecall } from './readDispatch.ts'
import {
  LISTED,
  movable,
  need,
  type Order,
  one,
  oneCase,
  oneUnit,
  type Reader,
  type Understood,
  type World,
  Wrong,
} from './reading.ts'

export type { Order, World } from './reading.ts'

export type Read =
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'order'; readonly order: Order; readonly sentence: string }

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

const verbs: Readonly<Record<string, Reader>> = {
  D: readDispatch,
  R: readReassign,
  A: readArrived,
  F: readFree,
  C: readClose,
  X: readRecall,
  P: readPriority,
  M: readMerge,
  N: readNote,
  G: readGo,
  U: readUnit,
  V: readView,
  W: readWithin,
  T: readReplay,
  '?': (_rest, { words }) => ({ order: { verb: 'help' }, sentence: words.desk.line.help }),
}

/** `C case code`: the check is passed; who dispatched or handled the case does not check it. */
function readClose([code, digit, ...rest]: readonly string[], world: World): Understood {
  const { words, may } = world
  const codes = words.sending.closeCodes
  const listed = codes.map((text, i) => `${i + 1} ${text}`).join(' · ')
  need(code && digit, words.desk.line.needs(`C 26112300 1-${codes.length}: ${listed}`))
  need(may('ticket.check'), words.desk.line.notAllowed)
  const ticket = movable(code, 'check', world)
  const text = /^\d$/.test(digit) ? codes[Number(digit) - 1] : undefined
  need(text, words.sending.codes(listed))
  const note = [text, ...rest].join(' ')
  return { order: { verb: 'close', ticket, note }, sentence: words.sending.close(ticket.code, note) }
}

/** `V name` shows a kept view, `V +name` keeps what is shown, `V -name` deletes one. */
function readView([word = '', ...rest]: readonly string[], { words, views }: World): Understood {
  const sign = /^[+-]/.exec(word)?.[0]
  const name = [sign ? word.slice(1) : word, ...rest].join(' ')
  if (sign === '+') {
    need(name, words.desk.line.needs('V +name'))
    return { order: { verb: 'saveView', name }, sentence: words.sending.saveView(name) }
  }
  const known = views.join(' ') || words.sending.noViews
  need(views.includes(name), words.sending.noView(name, known))
  return sign
    ? { order: { verb: 'deleteView', name }, sentence: words.sending.deleteView(name) }
    : { order: { verb: 'openView', name }, sentence: words.sending.view(name) }
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

/** Back by some time, or to a time of day, the last there was, or of a date. */
function readReplay(rest: readonly string[], { words, now, may }: World): Understood {
  const text = rest.join(' ')
  need(text, words.desk.line.needs('T -15m | T 14:05'))
  need(may('replay.see'), words.desk.line.notAllowed)
  const at = readMoment(text, now)
  need(at !== undefined, words.replay.line.unknown)
  need(at <= now, words.replay.line.future)
  return { order: { verb: 'replay', at }, sentence: words.replay.line.go(dateTime(at)) }
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
