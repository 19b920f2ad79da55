/** Which alarms stand: each begins and ends with its cause, and one that comes anew is answered anew. */
import { expect, test } from 'vitest'
import type { AlarmAnswer } from './alarmAnswers.ts'
import { type Alarm, type AlarmFacts, alarmsOf } from './alarms.ts'
import type { Assignment } from './assignments.ts'
import { lateAt, type TicketClock } from './clocks.ts'
import type { Round } from './rounds.ts'
import type { Ticket } from './tickets.ts'
import type { Unit } from './units.ts'

const NOW = Date.UTC(2026, 10, 25, 4)
const MINUTE = 60_000

const nothing: AlarmFacts = {
  tickets: new Map(),
  assignments: new Map(),
  activeByUnit: new Map(),
  units: new Map(),
  holds: new Map(),
  rounds: new Map(),
  answers: new Map(),
  limitsOf: () => [{ step: 'checkin', priority: 2, seconds: 1200 }],
  lostSince: () => undefined,
  lateAt: (clock) => lateAt(clock, 0.25, new Map()),
  linkDownSince: null,
}

const byId = <T extends { id: number }>(...things: T[]) => new Map(things.map((each) => [each.id, each]))
const ticket = (change: Partial<Ticket> = {}) =>
  ({ id: 7, state: 'filed', priority: 1, openedAt: NOW - MINUTE, clocks: [], ...change }) as Ticket
const onScene = (change: Partial<Assignment> = {}) =>
  ({
    id: 5,
    ticket: 7,
    unit: 3,
    state: 'onscene',
    arrivedAt: NOW - 30 * MINUTE,
    checkedInAt: null,
    endedAt: null,
    ...change,
  }) as Assignment
const answer = (change: Partial<AlarmAnswer>): ReadonlyMap<string, AlarmAnswer> => {
  const given = {
    key: 'p1/7',
    since: NOW - MINUTE,
    by: 'wang',
    at: NOW,
    until: null,
    reason: null,
    ...change,
  }
  return new Map([[given.key, given]])
}
const brief = ({ key, since, state }: Alarm) => [key, since, state]
const standing = (facts: Partial<AlarmFacts>, now = NOW) => alarmsOf({ ...nothing, ...facts }, now).map(brief)

test('nothing stands where nothing is wrong', () => {
  expect(standing({})).toEqual([])
})

test('a P1 stands from when it was opened until a unit is sent; a less urgent case never does', () => {
  expect(standing({ tickets: byId(ticket()) })).toEqual([['p1/7', NOW - MINUTE, 'open']])
  for (const change of [{ state: 'dispatched' }, { state: 'merged' }, { priority: 2 }] as const) {
    expect(standing({ tickets: byId(ticket(change)) })).toEqual([])
  }
})

test('a P1 that somebody works on is in that person’s hands and goes to nobody else', () => {
  const holds = new Map([[7, { ticket: 7, holder: 'wang', since: NOW, until: NOW + MINUTE }]])
  const [alarm] = alarmsOf({ ...nothing, tickets: byId(ticket()), holds }, NOW + 10 * MINUTE)
  expect(alarm).toMatchObject({ state: 'held', by: 'wang', escalated: false })
})

test('a P1 goes to the duty officer two minutes after it came, unless it was acknowledged', () => {
  const facts = { ...nothing, tickets: byId(ticket({ openedAt: NOW })) }
  const at = (ms: number, answers = nothing.answers) =>
    alarmsOf({ ...facts, answers }, NOW + ms).map(({ escalated }) => escalated)
  expect([at(119_999), at(120_000), at(120_000, answer({ since: NOW }))]).toEqual([[false], [true], [false]])
})

test('a P1 that waits anew after its unit declined must be acknowledged anew', () => {
  const acknowledged = { tickets: byId(ticket()), answers: answer({}) }
  expect(standing(acknowledged)).toEqual([['p1/7', NOW - MINUTE, 'acknowledged']])
  const assignments = byId(onScene({ state: 'declined', endedAt: NOW - 1000 }))
  expect(standing({ ...acknowledged, assignments })).toEqual([['p1/7', NOW - 1000, 'open']])
})

test('SOS stands while the unit is in danger, and one raised anew is answered anew', () => {
  const unit = (sos: Unit['sos']) => byId({ id: 3, sos } as Unit)
  const raised = (at: number) => ({ at, place: null, by: '王' })
  const answers = answer({ key: 'sos/3', since: NOW - MINUTE })
  expect(standing({ units: unit(raised(NOW - MINUTE)), answers })).toEqual([
    ['sos/3', NOW - MINUTE, 'acknowledged'],
  ])
  expect(standing({ units: unit(raised(NOW)), answers })).toEqual([['sos/3', NOW, 'open']])
  expect(standing({ units: unit(null), answers })).toEqual([])
})

test('a unit on the scene is silent when it is overdue to be heard or its position is lost, whichever was first', () => {
  const tickets = byId(ticket({ priority: 2, state: 'handling' }))
  const facts = (change: Partial<Assignment>, lost?: number) => ({
    tickets,
    activeByUnit: new Map([[3, onScene(change)]]),
    lostSince: () => lost,
  })
  const overdue = NOW - 10 * MINUTE
  expect(standing(facts({}))).toEqual([['silent/5', overdue, 'open']])
  expect(standing(facts({}, overdue - 1))).toEqual([['silent/5', overdue - 1, 'open']])
  expect(standing(facts({ checkedInAt: NOW - MINUTE }, NOW - 1))).toEqual([['silent/5', NOW - 1, 'open']])
  expect(standing(facts({ checkedInAt: NOW - MINUTE }))).toEqual([])
  expect(standing(facts({ state: 'enroute', etaSeconds: null }, NOW - 1))).toEqual([])
})

test('a clock stands from its last quarter on, and not while it is paused or after it was met', () => {
  const clock: TicketClock = {
    name: 'handling',
    startedAt: Date.UTC(2026, 10, 25, 1),
    dueAt: Date.UTC(2026, 10, 25, 5),
    totalMs: 4 * 60 * MINUTE,
    mostMs: null,
    pausedAt: null,
    stoppedAt: null,
  }
  const of = (change: Partial<TicketClock>) => ({
    tickets: byId(ticket({ priority: 3, clocks: [{ ...clock, ...change }] })),
  })
  expect(standing(of({}), NOW - 1)).toEqual([])
  expect(standing(of({}))).toEqual([['clock/7/handling', NOW, 'open']])
  expect(standing(of({}), clock.dueAt + MINUTE)).toHaveLength(1)
  expect(standing(of({ pausedAt: NOW }), NOW + 1)).toEqual([])
  expect(standing(of({ stoppedAt: NOW }), NOW + 1)).toEqual([])
})

test('a shelved alarm comes back by itself when its time is over', () => {
  const facts = {
    tickets: byId(ticket({ priority: 2, state: 'handling' })),
    activeByUnit: new Map([[3, onScene()]]),
    answers: answer({
      key: 'silent/5',
      since: NOW - 10 * MINUTE,
      until: NOW + 5 * MINUTE,
      reason: '已电话联系',
    }),
  }
  const stateAt = (now: number) => standing(facts, now).map(([, , state]) => state)
  expect([stateAt(NOW), stateAt(NOW + 5 * MINUTE - 1), stateAt(NOW + 5 * MINUTE)]).toEqual([
    ['shelved'],
    ['shelved'],
    ['open'],
  ])
})

test('the console’s own lost link stands with the most urgent, and the oldest of those comes first', () => {
  const facts = {
    tickets: byId(ticket()),
    units: byId({ id: 3, sos: { at: NOW - 2 * MINUTE, place: null, by: '王' } } as Unit),
    linkDownSince: NOW - 1,
  }
  expect(standing(facts).map(([key]) => key)).toEqual(['sos/3', 'p1/7', 'link'])
})

test('a crew off its round stands from when that began until it is back, or until its appeal is upheld', () => {
  const off = { number: 2, kind: 'deviation', since: NOW - MINUTE, until: null, appeal: null, decision: null }
  const of = (change: object) => ({
    rounds: byId({ id: 4, unit: 3, alarms: [{ ...off, ...change }] } as unknown as Round),
  })
  expect(standing(of({}))).toEqual([['round/4/2', NOW - MINUTE, 'open']])
  expect(standing(of({ until: NOW }))).toEqual([])
  expect(standing(of({ decision: { by: 'chief', at: NOW, upheld: true, reason: '属实' } }))).toEqual([])
  expect(standing(of({ decision: { by: 'chief', at: NOW, upheld: false, reason: '不足' } }))).toHaveLength(1)
})
