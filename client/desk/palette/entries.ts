/** What the palette finds: functions with their keys, cases, units and places, best match first. */

import { navigate } from 'wouter/use-browser-location'
import type { Place } from '#contract/city.ts'
import type { EnforcementObject } from '#contract/objects.ts'
import type { Action } from '#contract/roles.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'
import { isReplaying, shownNow } from '../../clock.ts'
import { goToObject } from '../../objects/store.ts'
import type { Page } from '../../pages.ts'
import { flyTo, showMover } from '../../scene.ts'
import { selectTicket } from '../../selection.ts'
import { placesLike } from '../../tickets/places.ts'
import type { Words } from '../../ui/words/chinese.ts'
import { deedsOf } from '../deeds.ts'

export type Entry = {
  readonly id: string
  readonly kind: 'deed' | 'page' | 'ticket' | 'unit' | 'place' | 'object'
  readonly name: string
  readonly more: string
  readonly key?: string | undefined
  readonly run: () => void
}

export type Searched = {
  readonly tickets: ReadonlyMap<number, Ticket>
  readonly units: ReadonlyMap<number, Unit>
  readonly places: readonly Place[]
  /** Found by the server for the same text, a moment later. */
  readonly objects: readonly EnforcementObject[]
  readonly pages: readonly Page[]
  readonly may: (action: Action) => boolean
  readonly nameOf: (ticket: Ticket) => string
  readonly words: Words
}

const MOST_OF_A_KIND = 8

/** All functions for no text; else whatever holds every word of it. */
export function entriesFor(text: string, searched: Searched): readonly Entry[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase().split(/\s+/).filter(Boolean)
  const holds = (...texts: readonly string[]) => {
    const all = texts.join(' ').toLowerCase()
    return wanted.every((word) => all.includes(word))
  }
  const deeds = [...deedEntries(searched), ...pageEntries(searched)].filter(({ name, key }) =>
    holds(name, key ?? ''),
  )
  if (wanted.length === 0) return deeds
  return [
    ...deeds.slice(0, MOST_OF_A_KIND),
    ...ticketEntries(searched, holds),
    ...unitEntries(searched, holds),
    ...placesLike(searched.places, text, MOST_OF_A_KIND).map(placeEntry),
    ...searched.objects.map(objectEntry),
  ]
}

type Holds = (...texts: readonly string[]) => boolean

const deedEntries = ({ words, may }: Searched): readonly Entry[] =>
  deedsOf(words)
    .filter(({ needs }) => needs === undefined || may(needs))
    .map(({ name, key, run }) => ({ id: `deed/${name}`, kind: 'deed', name, more: '', key, run }))

const pageEntries = ({ words, pages }: Searched): readonly Entry[] =>
  pages.map(({ path, name, showsPast }) => ({
    id: `page${path}`,
    kind: 'page',
    name: name(words),
    more: '',
    key: path,
    run: () => navigate(showsPast && isReplaying() ? `${path}?at=${Math.round(shownNow())}` : path),
  }))

const ticketEntries = ({ tickets, nameOf }: Searched, holds: Holds): readonly Entry[] =>
  firstOf(
    tickets.values(),
    (ticket) => isOpen(ticket) && holds(ticket.code, ticket.address, nameOf(ticket)),
  ).map((ticket) => ({
    id: `ticket/${ticket.id}`,
    kind: 'ticket',
    name: `P${ticket.priority} ${ticket.code}`,
    more: `${nameOf(ticket)} ${ticket.address}`,
    run: () => {
      selectTicket(ticket.id)
      flyTo(ticket.place)
    },
  }))

const unitEntries = ({ units }: Searched, holds: Holds): readonly Entry[] =>
  firstOf(units.values(), (unit) => holds(unit.code, unit.squad, unit.squadEn)).map((unit) => ({
    id: `unit/${unit.id}`,
    kind: 'unit',
    name: unit.code,
    more: unit.squad,
    run: () => showMover(unit.id),
  }))

const placeEntry = ({ id, name, nameEn, place }: Place): Entry => ({
  id: `place/${id}`,
  kind: 'place',
  name,
  more: nameEn,
  run: () => flyTo(place, 15),
})

const objectEntry = (object: EnforcementObject): Entry => ({
  id: `object/${object.id}`,
  kind: 'object',
  name: object.name,
  more: object.address,
  run: () => goToObject(object),
})

function firstOf<T>(all: Iterable<T>, fits: (each: T) => boolean): T[] {
  const found: T[] = []
  for (const each of all) {
    if (!fits(each)) continue
    found.push(each)
    if (found.length === MOST_OF_A_KIND) break
  }
  return found
}
