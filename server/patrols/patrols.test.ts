/** Commands of patrols: plans make rounds, conflicts are refused in words, crews walk, and every step is in the log once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Board } from '#contract/board.ts'
import type { ErrorBody } from '#contract/endpoint.ts'
import type { Plan } from '#contract/patrols.ts'
import type { CrewShift, Leave, Roster } from '#contract/roster.ts'
import type { Round } from '#contract/rounds.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, type TestConsole, testConsole } from '../testing.ts'
import { fillWeek } from './making.ts'
import { crewedCity, NOW, planForm, stopAt, TODAY } from './testing.ts'

let console: TestConsole
let chief: Person
let desk: Person
let walker: Person
let units: { foot: number; foot2: number; boat: number; video: number }
let now = NOW
let before: number

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  const [foot, foot2, boat, video] = await crewedCity(console.db, ['foot', 'foot', 'boat', 'video'])
  units = { foot, foot2, boat, video } as typeof units
  chief = await person(console, 'duty', { username: 'chief' })
  desk = await person(console, 'dispatcher', { username: 'desk' })
  walker = await person(console, 'officer', { username: 'walker', unit: units.foot })
})
afterAll(() => console.stop())
beforeEach(async () => {
  now = NOW
  await console.db.query('delete from patrol_round; delete from patrol_plan; delete from leave_request')
  await console.db.query('delete from crew_shift_officer; delete from crew_shift')
  before = await lastNumber(console.db)
})

const newEvents = async () => eventsAfter(console.db, before, 100)
const kindsSince = async () => (await newEvents()).map(({ kind }) => kind)
const roundsOf = async (day: string): Promise<Round[]> =>
  (await chief.send('GET', `/api/rounds?day=${day}`)).body
const putOn = (unit: number, day: string, shift: string, more: object = {}) =>
  chief.send('POST', '/api/roster', { unit, day, shift, tag: 'water', ...more })
const order = async (unit: number | undefined, more: object = {}): Promise<Round> =>
  (
    await desk.send('POST', '/api/rounds', {
      mode: 'foot',
      reason: '临时增援',
      stops: [1, 2].map((number) => ({ name: `点位${number}`, place: stopAt(number).place })),
      ...(unit === undefined ? {} : { unit }),
      ...more,
    })
  ).body
const step = (who: Person, { id }: Round, command: string, body: object = {}) =>
  who.send('POST', `/api/rounds/${id}/${command}`, body)

test('a plan makes a round on each of its days of the week ahead, once, and its usual crew walks it', async () => {
  const plan: Plan = (
    await chief.send('POST', '/api/plans', planForm({ weekdays: [3, 5], unit: units.foot }))
  ).body
  expect(await fillWeek(console.db, now)).toBe(0)
  const made = [
    ...(await roundsOf(TODAY)),
    ...(await roundsOf('2026-11-26')),
    ...(await roundsOf('2026-11-27')),
  ]
  expect(made.map(({ plan: of, day, unit }) => [of, day, unit])).toEqual([
    [plan.id, TODAY, units.foot],
    [plan.id, '2026-11-27', units.foot],
  ])
  expect(await kindsSince()).toEqual(['plan.created', 'round.planned', 'round.planned'])
  now = NOW + 86_400_000 * 6
  expect(await fillWeek(console.db, now)).toBe(2)
})

test('rounds that have not begun follow their plan, and are cancelled with it', async () => {
  const plan: Plan = (await chief.send('POST', '/api/plans', planForm({ weekdays: [3] }))).body
  const form = planForm({ weekdays: [3], shift: 'night', stops: [stopAt(1, { opens: 60, closes: 120 })] })
  await chief.send('POST', `/api/plans/${plan.id}/change`, { version: 1, form })
  const [round] = await roundsOf(TODAY)
  // One o'clock in the night of a shift that began the evening before is on the next day.
  expect(round).toMatchObject({ shift: 'night', stops: [{ opensAt: Date.UTC(2026, 10, 25, 17) }] })
  const late = await chief.send('POST', `/api/plans/${plan.id}/change`, { version: 1, form })
  expect(late).toMatchObject({ status: 409, body: { code: 'stale' } })
  await chief.send('POST', `/api/plans/${plan.id}/retire`, { version: 2, reason: '方案合并' })
  expect((await roundsOf(TODAY)).map(({ state, endReason }) => [state, endReason])).toEqual([
    ['cancelled', '方案合并'],
  ])
})

test('a crew that would not rest is refused with who and when, and goes with a reason that stands in the log', async () => {
  await putOn(units.foot, TODAY, 'night')
  const refused: { status: number; body: ErrorBody } = await putOn(units.foot, '2026-11-26', 'late')
  expect(refused).toMatchObject({ status: 409, body: { code: 'conflicts' } })
  expect(refused.body.message.zh).toContain(
    'H001甲 11-26 06:00 下班、11-26 14:00 上班，间隔 8 小时，少于 11 小时',
  )
  const override = { reason: '台风应急' }
  expect((await putOn(units.foot, '2026-11-26', 'late', { override })).status).toBe(200)
  const overridden = (await newEvents()).find(({ kind }) => kind === 'roster.overridden')
  expect(overridden).toMatchObject({ actor: 'chief', body: { reason: '台风应急' } })
  expect(overridden?.body.conflicts).toContainEqual(
    expect.objectContaining({ en: expect.stringContaining('H001A ends at 11-26 06:00') }),
  )
})

test('two who put one crew into one shift at once: one of them is told', async () => {
  const answers = await Promise.all([putOn(units.foot, TODAY, 'early'), putOn(units.foot, TODAY, 'early')])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a boat round goes to a boat and to nobody else, and two crews can change theirs', async () => {
  const one = await order(units.foot)
  const other = await order(units.foot2)
  const afloat = await order(undefined, { mode: 'boat' })
  const wrong = await desk.send('POST', `/api/rounds/${afloat.id}/assign`, { version: 1, unit: units.foot })
  expect(wrong).toMatchObject({ status: 409, body: { code: 'wrong_kind' } })
  expect(
    (await desk.send('POST', `/api/rounds/${afloat.id}/assign`, { version: 1, unit: units.boat })).status,
  ).toBe(200)
  const body = { version: 1, other: other.id, otherVersion: 1 }
  const swapped: Round[] = (await desk.send('POST', `/api/rounds/${one.id}/swap`, body)).body
  expect(swapped.map(({ id, unit }) => [id, unit])).toEqual([
    [one.id, units.foot2],
    [other.id, units.foot],
  ])
  const last = (await newEvents()).at(-1)
  // The crew it was taken from sees it too.
  expect(last?.units.toSorted()).toEqual([units.foot, units.foot2].sort())
})

test('a crew walks its round: begun once, a stop by the code of the venue, a stop skipped, then finished', async () => {
  await console.db.query(
    `insert into venue_code (code, name, name_en, point) values ('HP-0001', '一号', 'One', st_setsrid(st_makepoint(121.49, 31.231), 4326)),
       ('HP-0009', '远处', 'Far', st_setsrid(st_makepoint(121.5, 31.24), 4326)) on conflict do nothing`,
  )
  const round = await order(units.foot)
  expect(await step(walker, round, 'reach', { stop: 1, code: 'HP-0001' })).toMatchObject({ status: 409 })
  await step(walker, round, 'start', { at: now - 30_000 })
  await step(walker, round, 'start')
  expect((await step(walker, round, 'reach', { stop: 1 })).body).toMatchObject({ code: 'code_missing' })
  expect((await step(walker, round, 'reach', { stop: 1, code: 'HP-0009' })).body).toMatchObject({
    code: 'wrong_code',
  })
  const reached: Round = (await step(walker, round, 'reach', { stop: 1, code: 'hp-0001' })).body
  await step(walker, round, 'reach', { stop: 1, code: 'HP-0001' })
  expect(reached.stops[0]).toMatchObject({ state: 'reached', reachedBy: 'code', by: 'walker', at: now })
  expect(await step(walker, round, 'finish')).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  await step(walker, round, 'skip', { stop: 2, reason: '施工封路' })
  const done: Round = (await step(walker, round, 'finish')).body
  expect(done).toMatchObject({ state: 'finished', startedAt: now - 30_000, endedAt: now })
  expect(await kindsSince()).toEqual([
    'round.ordered',
    'round.started',
    'round.stop_reached',
    'round.stop_skipped',
    'round.finished',
  ])
  const started = (await newEvents())[1]
  expect([started?.happened, started?.received]).toEqual([now - 30_000, now])
})

/** Segments along the bank from 15 m south of the first stop, and some along the other bank. */
async function cutBank(): Promise<void> {
  await console.db.query(
    `insert into segment (chain, place, zone, zones, side, from_lng, from_lat, to_lng, to_lat, valid_from)
     select 'bank/' || bank, place, 1, '{1}', 1, 121490000 + away, 31230900 + place * 450, 121490000 + away,
       31230900 + (place + 1) * 450, 0
     from (values ('near', 300), ('across', 1300)) as b (bank, away), generate_series(0, 9) as place`,
  )
}

test('an operator marks the stops of a video round, and what was seen on the way is passed by video; no crew walks two rounds at once', async () => {
  await cutBank()
  const video = await order(units.video, { mode: 'video' })
  await step(desk, video, 'start')
  now += 60_000
  const marked: Round = (await step(desk, video, 'reach', { stop: 1 })).body
  expect(marked.stops[0]).toMatchObject({ state: 'reached', reachedBy: 'mark', by: 'desk' })
  now += 60_000
  const second = { stop: 2 }
  await step(desk, video, 'reach', second)
  await step(desk, video, 'reach', second)
  const { rows } = await console.db.query(
    `select chain, place, marked_by as by, from_at as "from", to_at as "to" from pass join segment s on s.id = pass.segment
     where mode = 'video' order by to_at, place`,
  )
  const seen = (place: number, from: number) => ({
    ...{ chain: 'bank/near', place, by: 'desk', from: NOW + from, to: NOW + from + 60_000 },
  })
  expect(rows).toEqual([seen(0, 0), ...[0, 1, 2].map((place) => seen(place, 60_000))])
  expect((await kindsSince()).filter((kind) => kind === 'coverage.marked')).toHaveLength(2)
  const one = await order(units.foot)
  now += 3_000_000
  const other = await order(units.foot)
  await step(walker, one, 'start')
  expect(await step(walker, other, 'start')).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
})

test('leave is asked for by an officer, approved by the duty, and takes the officer off the roster', async () => {
  await putOn(units.foot, '2026-11-27', 'early')
  const asked: Leave = (
    await walker.send('POST', '/api/leaves', { fromDay: '2026-11-26', toDay: '2026-11-28', reason: '家事' })
  ).body
  const shift = (await roster()).crewShifts[0] as CrewShift
  expect(shift.officers.map(({ officer }) => officer)).toContain(asked.officer)
  const body = { version: 1, approved: true, answer: '' }
  expect((await walker.send('POST', `/api/leaves/${asked.id}/decide`, body)).status).toBe(403)
  await chief.send('POST', `/api/leaves/${asked.id}/decide`, body)
  const off = (await roster()).crewShifts[0]?.officers.find(({ officer }) => officer === asked.officer)
  expect(off).toMatchObject({ attendance: 'leave', by: 'chief' })
  const again: { body: ErrorBody } = await putOn(units.foot, '2026-11-28', 'early')
  expect(again.body.message.en).toContain('walker is on leave from 2026-11-26 to 2026-11-28')
})

test('who came is marked officer by officer, on the newest state only', async () => {
  const shift: CrewShift = (await putOn(units.foot, TODAY, 'early')).body
  const [first] = shift.officers
  const mark = (version: number, attendance: string) =>
    chief.send('POST', `/api/roster/${shift.id}/attendance`, { version, officer: first?.officer, attendance })
  const marked: CrewShift = (await mark(1, 'late')).body
  expect(marked.officers[0]).toEqual({ officer: first?.officer, attendance: 'late', at: now, by: 'chief' })
  expect(await mark(1, 'present')).toMatchObject({ status: 409, body: { code: 'stale' } })
})

test('the roster of a past moment is the one that was read then', async () => {
  now = NOW + 60_000
  const shift: CrewShift = (await putOn(units.foot, TODAY, 'early')).body
  const round = await order(units.foot2)
  // Written with a city, and told of by no event yet.
  const { rows } = await console.db.query<{ id: number }>(
    `insert into crew_shift (unit, day, shift, tag) values ($1, $2, 'late', 'daily') returning id`,
    [units.foot2, TODAY],
  )
  const seeded = rows[0]?.id as number
  const own = ({ crewShifts, rounds, bookings, leaves }: Roster) => ({
    crewShifts: crewShifts.filter(({ id }) => id >= shift.id),
    rounds,
    leaves: leaves.filter(({ fromDay }) => fromDay === TODAY),
    bookings: bookings.filter(({ id }) => id >= round.id),
  })
  const then = own(await roster())
  expect([then.crewShifts.length, then.rounds.length, then.bookings.length]).toEqual([2, 1, 1])
  now += 60_000
  const officer = shift.officers[0]?.officer
  const body = { version: 1, officer, attendance: 'late' }
  await chief.send('POST', `/api/roster/${shift.id}/attendance`, body)
  await chief.send('POST', `/api/roster/${seeded}/cancel`, { version: 1, reason: '调休' })
  await chief.send('POST', '/api/leaves', { officer, fromDay: TODAY, toDay: TODAY, reason: '家事' })
  await chief.send('POST', `/api/rounds/${round.id}/cancel`, { version: round.version, reason: '取消' })
  expect(own(await roster())).not.toEqual(then)
  expect(own(await roster(`&at=${now - 30_000}`))).toEqual(then)
})

test('what is no day, no officer and no text the database keeps is refused in words', async () => {
  const shift = { unit: units.foot, day: TODAY, shift: 'early', tag: 'daily' }
  const refused = [
    { ...shift, day: '2026-02-30' },
    { ...shift, day: '2026-13-01' },
    { ...shift, shift: 'early\u0000' },
    { ...shift, shift: 'noon' },
    { ...shift, unit: 2 ** 31 },
    { ...shift, officers: [999_999] },
  ]
  for (const body of refused) expect((await chief.send('POST', '/api/roster', body)).status).toBe(400)
  expect((await chief.send('GET', '/api/roster?day=2027-02-29')).status).toBe(400)
  expect((await chief.send('GET', '/api/roster?day=2028-02-29')).status).toBe(200)
  expect((await chief.send('POST', '/api/plans', planForm({ zones: [999_999] }))).status).toBe(400)
  expect((await order(undefined, { stops: [{ name: '海外', place: [0, 51] }] })) as unknown).toMatchObject({
    code: 'outside_the_city',
  })
})

test('each does what the role may: an officer the own round, a dispatcher no plans, a wall nothing but look', async () => {
  const wall = await person(console, 'wall')
  const other = await person(console, 'officer', { unit: units.foot2 })
  const round = await order(units.foot)
  expect((await step(other, round, 'start')).status).toBe(403)
  expect((await desk.send('POST', '/api/plans', planForm())).status).toBe(403)
  expect(
    (await desk.send('POST', '/api/roster', { unit: 1, day: TODAY, shift: 'early', tag: 'daily' })).status,
  ).toBe(403)
  expect((await wall.send('GET', '/api/plans')).status).toBe(200)
  expect((await wall.send('GET', '/api/roster?day=2026-11-25')).status).toBe(403)
  const seen: Board = (await other.send('GET', '/api/board')).body
  expect(seen.rounds).toEqual([])
  expect(((await walker.send('GET', '/api/board')).body as Board).rounds).toHaveLength(1)
})

const roster = async (more = '') =>
  (await chief.send('GET', `/api/roster?day=${TODAY}${more}`)).body as Roster
