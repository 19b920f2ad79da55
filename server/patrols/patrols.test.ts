/** Commands of patrols: plans make rounds, crews walk them, and every step is in the log once. */
import { expect, test } from 'vitest'
import type { Board } from '#contract/board.ts'
import type { Plan } from '#contract/patrols.ts'
import type { Round } from '#contract/rounds.ts'
import { person } from '../testing.ts'
import { fillWeek } from './making.ts'
import { crewsAtWork } from './testing.crews.ts'
import { NOW, planForm, stopAt, TODAY } from './testing.ts'

const crews = crewsAtWork()
const { kindsSince, newEvents, order, roundsOf, step } = crews

test('a plan makes a round on each of its days of the week ahead, once, and its usual crew walks it', async () => {
  const plan: Plan = (
    await crews.chief.send('POST', '/api/plans', planForm({ weekdays: [3, 5], unit: crews.units.foot }))
  ).body
  expect(await fillWeek(crews.console.db, crews.now)).toBe(0)
  const made = [
    ...(await roundsOf(TODAY)),
    ...(await roundsOf('2026-11-26')),
    ...(await roundsOf('2026-11-27')),
  ]
  expect(made.map(({ plan: of, day, unit }) => [of, day, unit])).toEqual([
    [plan.id, TODAY, crews.units.foot],
    [plan.id, '2026-11-27', crews.units.foot],
  ])
  expect(await kindsSince()).toEqual(['plan.created', 'round.planned', 'round.planned'])
  crews.now = NOW + 86_400_000 * 6
  expect(await fillWeek(crews.console.db, crews.now)).toBe(2)
})

test('rounds that have not begun follow their plan, and are cancelled with it', async () => {
  const plan: Plan = (await crews.chief.send('POST', '/api/plans', planForm({ weekdays: [3] }))).body
  const form = planForm({ weekdays: [3], shift: 'night', stops: [stopAt(1, { opens: 60, closes: 120 })] })
  await crews.chief.send('POST', `/api/plans/${plan.id}/change`, { version: 1, form })
  const [round] = await roundsOf(TODAY)
  // One o'clock in the night of a shift that began the evening before is on the next day.
  expect(round).toMatchObject({ shift: 'night', stops: [{ opensAt: Date.UTC(2026, 10, 25, 17) }] })
  const late = await crews.chief.send('POST', `/api/plans/${plan.id}/change`, { version: 1, form })
  expect(late).toMatchObject({ status: 409, body: { code: 'stale' } })
  await crews.chief.send('POST', `/api/plans/${plan.id}/retire`, { version: 2, reason: '方案合并' })
  expect((await roundsOf(TODAY)).map(({ state, endReason }) => [state, endReason])).toEqual([
    ['cancelled', '方案合并'],
  ])
})

test('a boat round goes to a boat and to nobody else, and two crews can change theirs', async () => {
  const one = await order(crews.units.foot)
  const other = await order(crews.units.foot2)
  const afloat = await order(undefined, { mode: 'boat' })
  const wrong = await crews.desk.send('POST', `/api/rounds/${afloat.id}/assign`, {
    version: 1,
    unit: crews.units.foot,
  })
  expect(wrong).toMatchObject({ status: 409, body: { code: 'wrong_kind' } })
  expect(
    (await crews.desk.send('POST', `/api/rounds/${afloat.id}/assign`, { version: 1, unit: crews.units.boat }))
      .status,
  ).toBe(200)
  const body = { version: 1, other: other.id, otherVersion: 1 }
  const swapped: Round[] = (await crews.desk.send('POST', `/api/rounds/${one.id}/swap`, body)).body
  expect(swapped.map(({ id, unit }) => [id, unit])).toEqual([
    [one.id, crews.units.foot2],
    [other.id, crews.units.foot],
  ])
  const last = (await newEvents()).at(-1)
  // The crew it was taken from sees it too.
  expect(last?.units.toSorted()).toEqual([crews.units.foot, crews.units.foot2].sort())
})

test('a crew walks its round: begun once, a stop by the code of the venue, a stop skipped, then finished', async () => {
  await crews.console.db.query(
    `insert into venue_code (code, name, name_en, point) values ('HP-0001', '一号', 'One', st_setsrid(st_makepoint(121.49, 31.231), 4326)),
       ('HP-0009', '远处', 'Far', st_setsrid(st_makepoint(121.5, 31.24), 4326)) on conflict do nothing`,
  )
  const round = await order(crews.units.foot)
  expect(await step(crews.walker, round, 'reach', { stop: 1, code: 'HP-0001' })).toMatchObject({
    status: 409,
  })
  await step(crews.walker, round, 'start', { at: crews.now - 30_000 })
  await step(crews.walker, round, 'start')
  expect((await step(crews.walker, round, 'reach', { stop: 1 })).body).toMatchObject({ code: 'code_missing' })
  expect((await step(crews.walker, round, 'reach', { stop: 1, code: 'HP-0009' })).body).toMatchObject({
    code: 'wrong_code',
  })
  const reached: Round = (await step(crews.walker, round, 'reach', { stop: 1, code: 'hp-0001' })).body
  await step(crews.walker, round, 'reach', { stop: 1, code: 'HP-0001' })
  expect(reached.stops[0]).toMatchObject({ state: 'reached', reachedBy: 'code', by: 'walker', at: crews.now })
  expect(await step(crews.walker, round, 'finish')).toMatchObject({
    status: 409,
    body: { code: 'wrong_state' },
  })
  await step(crews.walker, round, 'skip', { stop: 2, reason: '施工封路' })
  const done: Round = (await step(crews.walker, round, 'finish')).body
  expect(done).toMatchObject({ state: 'finished', startedAt: crews.now - 30_000, endedAt: crews.now })
  expect(await kindsSince()).toEqual([
    'round.ordered',
    'round.started',
    'round.stop_reached',
    'round.stop_skipped',
    'round.finished',
  ])
  const started = (await newEvents())[1]
  expect([started?.happened, started?.received]).toEqual([crews.now - 30_000, crews.now])
})

/** Segments along the bank from 15 m south of the first stop, and some along the other bank. */
async function cutBank(): Promise<void> {
  await crews.console.db.query(
    `insert into segment (chain, place, zone, zones, side, from_lng, from_lat, to_lng, to_lat, valid_from)
     select 'bank/' || bank, place, 1, '{1}', 1, 121490000 + away, 31230900 + place * 450, 121490000 + away,
       31230900 + (place + 1) * 450, 0
     from (values ('near', 300), ('across', 1300)) as b (bank, away), generate_series(0, 9) as place`,
  )
}

test('an operator marks the stops of a video round, and what was seen on the way is passed by video; no crew walks two rounds at once', async () => {
  await cutBank()
  const video = await order(crews.units.video, { mode: 'video' })
  await step(crews.desk, video, 'start')
  crews.now += 60_000
  const marked: Round = (await step(crews.desk, video, 'reach', { stop: 1 })).body
  expect(marked.stops[0]).toMatchObject({ state: 'reached', reachedBy: 'mark', by: 'desk' })
  crews.now += 60_000
  const second = { stop: 2 }
  await step(crews.desk, video, 'reach', second)
  await step(crews.desk, video, 'reach', second)
  const { rows } = await crews.console.db.query(
    `select chain, place, marked_by as by, from_at as "from", to_at as "to" from pass join segment s on s.id = pass.segment
     where mode = 'video' order by to_at, place`,
  )
  const seen = (place: number, from: number) => ({
    ...{ chain: 'bank/near', place, by: 'desk', from: NOW + from, to: NOW + from + 60_000 },
  })
  expect(rows).toEqual([seen(0, 0), ...[0, 1, 2].map((place) => seen(place, 60_000))])
  expect((await kindsSince()).filter((kind) => kind === 'coverage.marked')).toHaveLength(2)
  const one = await order(crews.units.foot)
  crews.now += 3_000_000
  const other = await order(crews.units.foot)
  await step(crews.walker, one, 'start')
  expect(await step(crews.walker, other, 'start')).toMatchObject({
    status: 409,
    body: { code: 'wrong_state' },
  })
})

test('what is no day, no officer and no text the database keeps is refused in words', async () => {
  const shift = { unit: crews.units.foot, day: TODAY, shift: 'early', tag: 'daily' }
  const refused = [
    { ...shift, day: '2026-02-30' },
    { ...shift, day: '2026-13-01' },
    { ...shift, shift: 'early\u0000' },
    { ...shift, shift: 'noon' },
    { ...shift, unit: 2 ** 31 },
    { ...shift, officers: [999_999] },
  ]
  for (const body of refused) expect((await crews.chief.send('POST', '/api/roster', body)).status).toBe(400)
  expect((await crews.chief.send('GET', '/api/roster?day=2027-02-29')).status).toBe(400)
  expect((await crews.chief.send('GET', '/api/roster?day=2028-02-29')).status).toBe(200)
  expect((await crews.chief.send('POST', '/api/plans', planForm({ zones: [999_999] }))).status).toBe(400)
  expect((await order(undefined, { stops: [{ name: '海外', place: [0, 51] }] })) as unknown).toMatchObject({
    code: 'outside_the_city',
  })
})

test('each does what the role may: an officer the own round, a dispatcher no plans, a wall nothing but look', async () => {
  const wall = await person(crews.console, 'wall')
  const other = await person(crews.console, 'officer', { unit: crews.units.foot2 })
  const round = await order(crews.units.foot)
  expect((await step(other, round, 'start')).status).toBe(403)
  expect((await crews.desk.send('POST', '/api/plans', planForm())).status).toBe(403)
  expect(
    (await crews.desk.send('POST', '/api/roster', { unit: 1, day: TODAY, shift: 'early', tag: 'daily' }))
      .status,
  ).toBe(403)
  expect((await wall.send('GET', '/api/plans')).status).toBe(200)
  expect((await wall.send('GET', '/api/roster?day=2026-11-25')).status).toBe(403)
  const seen: Board = (await other.send('GET', '/api/board')).body
  expect(seen.rounds).toEqual([])
  expect(((await crews.walker.send('GET', '/api/board')).body as Board).rounds).toHaveLength(1)
})
