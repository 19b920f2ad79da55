/** One person's track is shown for a purpose only, each look is logged, and that person is told. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Event } from '#contract/events.ts'
import { type Looks, PURPOSE_MS } from '#contract/tracks.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type LivingConsole, livingConsole } from '../testing.live.ts'
import { type Person, person, smallCity } from '../testing.ts'

let running: LivingConsole
let unit: number
let other: number
let supervisor: Person
let officer: Person
let auditor: Person
const at = Date.now()

beforeAll(async () => {
  running = await livingConsole()
  const units = await smallCity(running.db, ['foot', 'car'])
  unit = units[0] as number
  other = units[1] as number
  supervisor = await person(running, 'supervisor', { username: 'gu' })
  officer = await person(running, 'officer', { unit, username: 'li' })
  auditor = await person(running, 'auditor')
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

const look = (who: Person, mover: number, more = '') =>
  who.send('GET', `/api/units/${mover}/track?from=${at - 3_600_000}&to=${at}${more}`)
const looksOf = async (who: Person, own = true) =>
  ((await who.send('GET', `/api/tracks/looks${own ? '/own' : ''}`)).body as Looks).looks.map(
    (each) => each.look,
  )

test('a track is not shown to who does not say for what, and nothing is logged', async () => {
  const before = await lastNumber(running.db)
  expect(await look(supervisor, unit)).toMatchObject({ status: 403, body: { code: 'purpose_needed' } })
  expect(await look(supervisor, unit, '&purpose=other')).toMatchObject({
    status: 400,
    body: { code: 'purpose_note', where: 'querystring/note' },
  })
  expect((await look(supervisor, unit, '&purpose=curiosity')).status).toBe(400)
  expect(await lastNumber(running.db)).toBe(before)
})

test('a stated purpose holds for that unit and that session, and every look is an event', async () => {
  const before = await lastNumber(running.db)
  expect((await look(supervisor, unit, '&purpose=complaint&note=12345')).status).toBe(200)
  expect((await look(supervisor, unit)).status).toBe(200)
  expect((await look(supervisor, other)).status).toBe(403)
  expect((await look(await person(running, 'duty'), unit)).status).toBe(403)
  const events = await eventsAfter(running.db, before, 9)
  expect(events.map(({ kind, actor, subject, units }) => [kind, actor, subject, units])).toEqual(
    [1, 2].map(() => ['track.looked', 'gu', `track/${unit}`, [unit]]),
  )
  expect((events[1] as Event).body.look).toMatchObject({
    by: { username: 'gu' },
    role: 'supervisor',
    unit,
    officers: [{ name: 'li' }],
    from: at - 3_600_000,
    to: at,
    purpose: 'complaint',
    note: '12345',
  })
})

test('the officer is told who looked, the auditor of all, and nobody else', async () => {
  await look(supervisor, other, '&purpose=safety')
  expect(await looksOf(officer)).toMatchObject([
    { unit, purpose: 'complaint' },
    { unit, purpose: 'complaint' },
  ])
  expect(await looksOf(auditor, false)).toMatchObject([
    { unit: other, purpose: 'safety', officers: [] },
    { unit },
    { unit },
  ])
  expect((await supervisor.send('GET', '/api/tracks/looks')).status).toBe(403)
  expect((await supervisor.send('GET', '/api/tracks/looks/own')).status).toBe(403)
})

test('whose track it was follows from the roster of that span, not from who crews the unit today', async () => {
  const relief = await person(running, 'officer', { unit: other, username: 'zhao' })
  const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
  await running.db.query(
    `insert into shift (code, name, name_en, starts_minute, minutes) values ('whole', '全天', 'Whole', 0, 1440)`,
  )
  await running.db.query(
    `with crew as (insert into crew_shift (unit, day, shift, tag) values ($1, $2, 'whole', 'daily') returning id)
     insert into crew_shift_officer (crew_shift, officer)
     select crew.id, a.officer from crew, account a where a.username = 'zhao'`,
    [unit, day],
  )
  const told = (await looksOf(officer)).length
  await look(supervisor, unit)
  expect((await looksOf(relief))[0]).toMatchObject({ unit, officers: [{ name: 'zhao' }] })
  expect(await looksOf(officer)).toHaveLength(told)
})

test('a purpose runs out', async () => {
  await running.db.query("update track_purpose set until = until - $1 * interval '1 ms'", [PURPOSE_MS])
  expect((await look(supervisor, unit)).body).toMatchObject({ code: 'purpose_needed' })
})

test('a passing vessel is nobody’s track, the device of a unit is', async () => {
  const { rows } = await running.db.query<{ number: number }>(
    `insert into device (id, protocol, unit) values ('413000001', 'ais', null), ('413000002', 'ais', $1) returning number`,
    [other],
  )
  const [vessel, boat] = rows.map(({ number }) => number) as [number, number]
  const before = await lastNumber(running.db)
  expect((await look(supervisor, vessel)).status).toBe(200)
  expect(await lastNumber(running.db)).toBe(before)
  await running.db.query('delete from track_purpose')
  expect((await look(supervisor, boat)).body).toMatchObject({ code: 'purpose_needed' })
})
