/** Alarms: what stands now follows from the facts alone; who acknowledged or shelved it is a fact of its own. */
import type { AlarmAnswer } from './alarmAnswers.ts'
import type { Assignment } from './assignments.ts'
import type { TicketClock } from './clocks.ts'
import type { Hold } from './dispatch.ts'
import type { LngLat, Words } from './endpoint.ts'
import { dueOf, type Limit } from './limits.ts'
import { isLead } from './problems.ts'
import { countsAgainst, type Round, type RoundAlarm } from './rounds.ts'
import type { Ticket } from './tickets.ts'
import type { Unit } from './units.ts'

/**
 * p1: a P1 nobody works on; silent: a unit on the scene that is not heard; clock: a clock in its last part; ring: a ring of an
 * operation that is short or will be; relief: nobody has come to a post in time; crowd: a counter that passed a limit; round: a crew off its patrol; link: the
 * console's own.
 */
export const alarmKinds = [
  'sos',
  'p1',
  'link',
  'silent',
  'ring',
  'relief',
  'crowd',
  'clock',
  'round',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

const priorityOf: Readonly<Record<AlarmKind, number>> = {
  sos: 1,
  p1: 1,
  link: 1,
  silent: 2,
  ring: 2,
  relief: 2,
  crowd: 2,
  clock: 3,
  round: 3,
}

export const isAudible = (kind: AlarmKind): boolean => kind === 'p1' || kind === 'sos' || kind === 'link'
/** Danger to people is never put off. */
export const mayShelve = (kind: AlarmKind): boolean => !isAudible(kind)

/** A P1 nobody has acknowledged sounds again after the first, and goes to the duty officer after the second. */
export const P1_REPEATS_AFTER = 60_000
export const P1_ESCALATES_AFTER = 120_000

/** open: nobody has answered it; held: somebody works on the case. */
export type AlarmState = 'open' | 'held' | 'acknowledged' | 'shelved'

export type Alarm = {
  readonly key: string
  readonly kind: AlarmKind
  /** When this occurrence began, ms UTC: the same on every console. */
  readonly since: number
  readonly priority: number
  readonly state: AlarmState
  /** Who answered it, or works on the case. */
  readonly by: string | null
  readonly until: number | null
  /** A P1 that nobody answered in time: the duty officer's. */
  readonly escalated: boolean
  readonly ticket?: number
  readonly unit?: number
  readonly clock?: TicketClock
  readonly round?: number
  /** How the crew is off its round. */
  readonly trouble?: RoundAlarm['kind']
  /** Why a unit counts as silent. */
  readonly silence?: 'checkin' | 'lost'
  /** Of an operation: its name, and where it is. */
  readonly called?: Words
  readonly place?: LngLat
}

export type AlarmFacts = {
  readonly tickets: ReadonlyMap<number, Ticket>
  readonly assignments: ReadonlyMap<number, Assignment>
  readonly activeByUnit: ReadonlyMap<number, Assignment>
  readonly units: ReadonlyMap<number, Unit>
  readonly holds: ReadonlyMap<number, Hold>
  readonly rounds: ReadonlyMap<number, Round>
  readonly answers: ReadonlyMap<string, AlarmAnswer>
  /** How long the steps of units on this ticket may take. */
  readonly limitsOf: (ticket: Ticket | undefined) => readonly Limit[]
  /** What stands about the operation that is switched on. */
  readonly operation?: readonly Standing[]
  /** Since when the unit's position is lost; undefined where it is not, or where nobody can tell. */
  readonly lostSince: (unit: number) => number | undefined
  /** When the clock comes into its last part; see `lateAt`. */
  readonly lateAt: (clock: TicketClock) => number
  /** Since when this console hears nothing. */
  readonly linkDownSince: number | null
}

export type Standing = Pick<
  Alarm,
  | 'key'
  | 'kind'
  | 'since'
  | 'ticket'
  | 'unit'
  | 'clock'
  | 'silence'
  | 'round'
  | 'trouble'
  | 'called'
  | 'place'
>

/** Every alarm that stands at `now` (ms UTC), the most urgent first and of those the oldest. */
export function alarmsOf(facts: AlarmFacts, now: number): Alarm[] {
  const ended = lastEndByTicket(facts.assignments)
  const standing: Standing[] = [
    ...linkAlarm(facts),
    ...(facts.operation ?? []),
    ...[...facts.units.values()].flatMap(sosAlarm),
    ...[...facts.tickets.values()].flatMap((ticket) =>
      ticketAlarms(ticket, ended.get(ticket.id) ?? 0, facts, now),
    ),
    ...[...facts.activeByUnit.values()].flatMap((each) => silentAlarm(each, facts, now)),
    ...[...facts.rounds.values()].flatMap(roundAlarms),
  ]
  return standing.map((each) => withAnswer(each, facts, now)).sort(byUrgency)
}

const byUrgency = (one: Alarm, other: Alarm): number =>
  one.priority - other.priority || one.since - other.since || (one.key < other.key ? -1 : 1)

const linkAlarm = ({ linkDownSince }: AlarmFacts): Standing[] =>
  linkDownSince === null ? [] : [{ key: 'link', kind: 'link', since: linkDownSince }]

const sosAlarm = ({ id, sos }: Unit): Standing[] =>
  sos ? [{ key: `sos/${id}`, kind: 'sos', since: sos.at, unit: id }] : []

/** `released`: when the last unit that was on it ended. A case that waits anew is an alarm anew. */
function ticketAlarms(ticket: Ticket, released: number, { lateAt }: AlarmFacts, now: number): Standing[] {
  if (!isLead(ticket)) return []
  const standing: Standing[] = []
  const waits = ticket.state === 'collecting' || ticket.state === 'filed'
  if (ticket.priority === 1 && waits) {
    const since = Math.max(ticket.openedAt, released)
    standing.push({ key: `p1/${ticket.id}`, kind: 'p1', since, ticket: ticket.id })
  }
  for (const clock of ticket.clocks) {
    if (clock.stoppedAt !== null || clock.pausedAt !== null) continue
    const since = lateAt(clock)
    if (since > now) continue
    standing.push({ key: `clock/${ticket.id}/${clock.name}`, kind: 'clock', since, ticket: ticket.id, clock })
  }
  return standing
}

/** Overdue to be heard, or without a position for so long that it is lost: whichever came first. */
function silentAlarm(assignment: Assignment, facts: AlarmFacts, now: number): Standing[] {
  const { id, unit, ticket, state } = assignment
  if (state !== 'onscene') return []
  const of = facts.tickets.get(ticket)
  const due = dueOf(assignment, of?.priority ?? 0, facts.limitsOf(of))
  const overdue = due && now > due.at ? due.at : Number.POSITIVE_INFINITY
  const lost = facts.lostSince(unit) ?? Number.POSITIVE_INFINITY
  const since = Math.min(overdue, lost)
  if (since === Number.POSITIVE_INFINITY) return []
  const silence = overdue <= lost ? 'checkin' : 'lost'
  return [{ key: `silent/${id}`, kind: 'silent', since, unit, ticket, silence }]
}

/** What goes on now of a round; an upheld appeal is no matter any more. */
const roundAlarms = ({ id, unit, alarms }: Round): Standing[] =>
  alarms
    .filter((alarm) => alarm.until === null && countsAgainst(alarm))
    .map(({ number, since, kind }) => ({
      key: `round/${id}/${number}`,
      kind: 'round',
      since,
      round: id,
      trouble: kind,
      ...(unit === null ? {} : { unit }),
    }))

function withAnswer(standing: Standing, { answers, holds }: AlarmFacts, now: number): Alarm {
  const { key, kind, since, ticket } = standing
  const alarm = { ...standing, priority: priorityOf[kind], escalated: false }
  const answer = answers.get(key)
  if (answer?.since === since) {
    const { by, until } = answer
    if (until === null) return { ...alarm, state: 'acknowledged', by, until }
    if (until > now) return { ...alarm, state: 'shelved', by, until }
  }
  const hold = kind === 'p1' && ticket !== undefined ? holds.get(ticket) : undefined
  // That a hold is renewed is not told; that it ended is.
  if (hold) return { ...alarm, state: 'held', by: hold.holder, until: null }
  const escalated = kind === 'p1' && now - since >= P1_ESCALATES_AFTER
  return { ...alarm, state: 'open', by: null, until: null, escalated }
}

function lastEndByTicket(assignments: ReadonlyMap<number, Assignment>): Map<number, number> {
  const ended = new Map<number, number>()
  for (const { ticket, endedAt } of assignments.values()) {
    if (endedAt !== null && endedAt > (ended.get(ticket) ?? 0)) ended.set(ticket, endedAt)
  }
  return ended
}
