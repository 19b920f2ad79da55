/** For tests: a complaint told again by somebody else, and complaints beside it that are about something else. */
import type { LngLat } from '#contract/endpoint.ts'
import type { ImportedTicket } from '#contract/tickets.ts'
import type { Random } from '../../scripts/simulate/random.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const METRES_PER_DEGREE = 111_320

/** The same thing as another caller tells it: 20 m aside, in other words, an hour later. */
export const toldAgain = (ticket: ImportedTicket, random: Random): ImportedTicket => ({
  ...ticket,
  externalId: `${ticket.externalId}-again`,
  text: otherWords(ticket.text, random),
  address: otherAddress(ticket.address, random),
  place: moved(ticket.place, 20, random),
  happenedAt: ticket.happenedAt + HOUR,
})

/** Four that only look alike: `others` are what else people complain of. */
export function neighbours(
  ticket: ImportedTicket,
  others: readonly ImportedTicket[],
  random: Random,
): ImportedTicket[] {
  const beside = (name: string, changes: Partial<ImportedTicket>): ImportedTicket => ({
    ...ticket,
    ...changes,
    externalId: `${ticket.externalId}-${name}`,
  })
  const soon = ticket.happenedAt + random.between(0, 2 * HOUR)
  const here = another(ticket, others, random)
  const near = another(
    here,
    others.filter(({ category }) => category !== ticket.category),
    random,
  )
  return [
    beside('away', {
      place: moved(ticket.place, 150, random),
      address: ticket.address.replace(/^\d+/, (number) => String(Number(number) + 40)),
      happenedAt: soon,
    }),
    beside('other-here', { ...here, place: moved(ticket.place, 10, random), happenedAt: soon }),
    beside('later', {
      place: moved(ticket.place, 10, random),
      happenedAt: ticket.happenedAt + 30 * DAY,
    }),
    beside('other-near', { ...near, place: moved(ticket.place, 60, random), happenedAt: soon }),
  ].map((each) => ({ ...each, happenedAt: Math.round(each.happenedAt) }))
}

/** Category and words of one of another category. */
function another(
  { category: not }: Pick<ImportedTicket, 'category'>,
  others: readonly ImportedTicket[],
  random: Random,
): Pick<ImportedTicket, 'category' | 'text'> {
  const { category, text } = random.pick(others.filter((each) => each.category !== not))
  return { category, text }
}

function moved([lng, lat]: LngLat, metres: number, random: Random): LngLat {
  const angle = random.between(0, 2 * Math.PI)
  const north = (metres * Math.cos(angle)) / METRES_PER_DEGREE
  const east = (metres * Math.sin(angle)) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180))
  return [lng + east, lat + north]
}

const DROPPED = 0.25

/** Every word that has a synonym is replaced, some of the others are left out, and callers begin and end as callers do. */
function otherWords(text: string, random: Random): string {
  const words = text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => (synonyms[word] ? random.pick(synonyms[word]) : random.chance(DROPPED) ? '' : word))
    .filter(Boolean)
  return [random.pick(openings), ...words, random.pick(endings)].join(' ').trim()
}

/** The borough is often left out, and a street is written as people write it. */
function otherAddress(address: string, random: Random): string {
  const short = address
    .replaceAll('STREET', 'St')
    .replaceAll('AVENUE', 'Ave')
    .replaceAll('PARKWAY', 'Pkwy')
    .replaceAll('WEST ', 'W ')
    .replaceAll('EAST ', 'E ')
  return random.chance(0.5) ? short.replace(/, [A-Z ]+$/, '') : short
}

const openings = ['there is', 'caller says', 'please send somebody,', 'again', 'I can see', '']
const endings = ['right now', 'it has been like this for hours', 'please come', 'since this morning', '']

const synonyms: Readonly<Record<string, readonly string[]>> = {
  noise: ['loud sound', 'racket'],
  loud: ['very noisy', 'blaring'],
  music: ['songs', 'speakers'],
  party: ['celebration', 'people drinking'],
  talking: ['shouting', 'voices'],
  banging: ['hammering', 'thumping'],
  pounding: ['knocking', 'stomping'],
  residential: ['apartment', 'neighbours'],
  commercial: ['bar', 'store'],
  street: ['road', 'roadway'],
  sidewalk: ['pavement', 'footpath'],
  blocked: ['obstructed', 'cannot pass'],
  driveway: ['garage entrance', 'my drive'],
  access: ['way in', 'entry'],
  rodent: ['vermin', 'pests'],
  rodents: ['vermin', 'pests'],
  rat: ['rats running', 'big rat'],
  mouse: ['mice'],
  sighting: ['seen'],
  condition: ['problem', 'bad state'],
  broken: ['cracked', 'damaged'],
  damaged: ['broken', 'destroyed'],
  pothole: ['hole', 'pit'],
  tree: ['trunk', 'oak'],
  branch: ['limb', 'bough'],
  branches: ['limbs', 'boughs'],
  fallen: ['came down', 'collapsed'],
  dirty: ['filthy', 'littered'],
  conditions: ['mess', 'state'],
  illegal: ['not allowed', 'unlawful'],
  parking: ['parked car', 'vehicle standing'],
  traffic: ['cars'],
  vehicle: ['car', 'truck'],
  derelict: ['abandoned', 'wreck of a'],
  water: ['leak', 'wet'],
  meter: ['parking machine', 'pay station'],
  construction: ['building work', 'builders'],
  light: ['lamp', 'lantern'],
  graffiti: ['spray paint', 'tags on the wall'],
  vacant: ['empty', 'unused'],
  lot: ['plot', 'ground'],
  garbage: ['trash', 'refuse'],
  food: ['restaurant', 'kitchen'],
  establishment: ['place', 'business'],
  request: ['asking for', 'want'],
  taxi: ['cab'],
  driver: ['man at the wheel'],
  complaint: ['trouble'],
  smoke: ['fumes', 'soot'],
  air: ['smell'],
}
