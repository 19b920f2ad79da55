/** Running an operation: phases and their criteria, the switch and its return, rings that are watched, and the report. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BurnDown } from '#contract/burnDown.ts'
import type { Words } from '#contract/endpoint.ts'
import type { Operation } from '#contract/expo.ts'
import { reliefsOverdue } from '#contract/strength.ts'
import type { Ticket } from '#contract/tickets.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { work } from './clockwork.ts'
import { recomputed, reportOf } from './report.ts'
import { operationNow, type SmallOperation, smallOperation, stand, VENUE } from './testing.ts'

const MINUTE = 60_000
const DAY = 86_400_000
let console: TestConsole
let chief: Person
let wang: Person
let units: number[]
let expo: SmallOperation
let now = Date.UTC(2026, 10, 5, 2)

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  units = await smallCity(console.db, ['foot', 'car', 'foot'])
  chief = await person(console, 'duty', { username: 'chief' })
  wang = await person(console, 'dispatcher', { username: 'wang' })
  for (const unit of units) await person(console, 'officer', { unit })
  expo = await smallOperation(console.db, now)
  await stayAll()
})
afterAll(() => console.stop())
beforeEach(() => {
  now += MINUTE
  for (const unit of units) console.places.set(unit, { lng: VENUE[0], lat: VENUE[1], at: now })
})

/** Days pass in these tests, and nobody is signed out. */
const stayAll = () => console.db.query(`update session set expires = '2100-01-01'`)
const current = (): Promise<Operation> => operationNow(console.db, expo.id, now)
const command = async (who: Person, name: string, body: object) =>
  who.send('POST', `/api/expo/operations/${expo.id}/${name}`, { version: (await current()).version, ...body })
const round = () =>
  work({
    db: console.db,
    now: () => now,
    newest: (mover) => console.places.get(mover),
    nudge: () => {},
    say: () => {},
  })
const ticketAt = async (place: [number, number]): Promise<Ticket> =>
  (await wang.send('POST', '/api/tickets', { category: '0501', text: '设摊', address: '国展', place })).body
const kindsSince = async (number: number): Promise<string[]> =>
  (await eventsAfter(console.db, number, 100)).map(({ kind }) => kind)

test('a phase with open criteria is left only with a reason, and the refusal names them', async () => {
  const tickets = [await ticketAt(VENUE), await ticketAt(VENUE)]
  const refused = await command(chief, 'phase', { phase: 2 })
  expect(refused).toMatchObject({ status: 409, body: { code: 'criteria_open' } })
  const { message } = refused.body as { message: Words }
  expect(message.zh).toContain('台账完成')
  expect(message.zh).toContain('圈内未结不多于 1 件')

  const [exit] =
    (await current()).phases[0]?.items.filter(({ kind, measure }) => kind === 'exit' && !measure) ?? []
  expect((await command(wang, 'check', { item: exit?.id, done: true })).status).toBe(200)
  const item = (await current()).phases[0]?.items.find(({ id }) => id === exit?.id)
  expect(item).toMatchObject({ doneAt: now, doneBy: 'wang' })
  await wang.send('POST', `/api/tickets/${tickets[0]?.id}/cancel`, { version: 1, reason: '误报' })
  expect((await command(chief, 'phase', { phase: 2 })).body).toMatchObject({ phase: 2 })
  expect((await command(chief, 'phase', { phase: 1, reason: '重新排摸' })).body).toMatchObject({ phase: 1 })
})

test('the burn-down counts what was checked off, opened again and measured, each from its own time', async () => {
  const burnDown = async (): Promise<BurnDown> =>
    (await wang.send('GET', `/api/expo/operations/${expo.id}/burn-down`)).body as BurnDown
  const [survey] = (await current()).phases[0]?.items ?? []
  const before = await burnDown()
  expect(before).toMatchObject({ phase: 1, total: 3, from: (await current()).phases[0]?.startsAt })
  const last = before.points.at(-1)?.open as number
  const steps: number[] = []
  const step = async (deed: () => Promise<unknown>) => {
    now += 1000
    steps.push(now)
    await deed()
  }
  await step(() => command(wang, 'check', { item: survey?.id, done: true }))
  await step(() => command(wang, 'check', { item: survey?.id, done: false }))
  // One is open in the ring; a second is more than the criterion allows.
  await step(() => ticketAt(VENUE))
  const { points } = await burnDown()
  expect(points.slice(before.points.length)).toEqual([
    { at: steps[0], open: last - 1 },
    { at: steps[1], open: last },
    { at: steps[2], open: last + 1 },
  ])
  await console.db.query(`update ticket set closed_at = $1, state = 'cancelled' where opened_at = $2`, [
    new Date(now),
    new Date(steps[2] as number),
  ])
})

test('a measured criterion is checked off by nobody, and a dispatcher switches no phase', async () => {
  const [measured] = (await current()).phases[0]?.items.filter(({ measure }) => measure) ?? []
  expect(await command(wang, 'check', { item: measured?.id, done: true })).toMatchObject({
    status: 409,
    body: { code: 'measured' },
  })
  expect((await command(wang, 'phase', { phase: 2, reason: '好' })).status).toBe(403)
})

test('switched on, new clocks inside the ring are shorter, running ones keep their end, and it reverts once after a restart', async () => {
  const before = await ticketAt(VENUE)
  const preview = (await chief.send('GET', `/api/expo/operations/${expo.id}/switch-preview`)).body
  expect(preview).toMatchObject({
    clockRules: 1,
    other: null,
    limits: [{ step: 'accept', usual: 300, seconds: 60 }],
  })
  const revertsAt = now + 60 * MINUTE
  expect((await command(wang, 'switch-on', { revertsAt, reason: '开幕' })).status).toBe(403)
  await command(chief, 'switch-on', { revertsAt, reason: '开幕' })
  expect((await current()).switched).toMatchObject({ by: 'chief', since: now, revertsAt })
  const inside = await ticketAt(VENUE)
  const outside = await ticketAt([121.47, 31.23])
  const ends = (ticket: Ticket) => (ticket.dueAt ?? 0) - ticket.openedAt
  expect(ends(inside)).toBeLessThan(ends(outside))

  now = revertsAt - 1
  await round()
  expect((await current()).switched).not.toBeNull()
  // As after a restart, and on two servers at once: nothing but the table says when.
  now = revertsAt + 5_000
  const number = await lastNumber(console.db)
  await Promise.all([round(), round(), round()])
  expect((await current()).switched).toBeNull()
  expect((await kindsSince(number)).filter((kind) => kind === 'operation.switched_off')).toHaveLength(1)
  const { rows } = await console.db.query<{ id: number; dueAt: number }>(
    'select id, due_at as "dueAt" from ticket where id = any($1) order by id',
    [[before.id, inside.id]],
  )
  expect(rows.map(({ dueAt }) => dueAt)).toEqual([before.dueAt, inside.dueAt])
  expect(ends(await ticketAt(VENUE))).toBeGreaterThan(ends(inside))
})

test('only one operation is switched on at a time', async () => {
  const other = await smallOperation(console.db, now, 'OTHER')
  await command(chief, 'switch-on', { revertsAt: now + DAY, reason: '开幕' })
  const answer = await chief.send('POST', `/api/expo/operations/${other.id}/switch-on`, {
    version: 1,
    revertsAt: now + DAY,
    reason: '同时',
  })
  expect(answer).toMatchObject({ status: 409, body: { code: 'other_on' } })
})

test('a ring warns before it is short, is told short once, and is held again when it is filled', async () => {
  const [first, second, third] = units as [number, number, number]
  const duty = { zone: expo.ring, startsAt: now, endsAt: now + 20 * MINUTE }
  await command(wang, 'roster', { ...duty, unit: first, endsAt: now + DAY })
  await command(wang, 'roster', { ...duty, unit: second })
  await stand(console.db, first, expo.ring, now)
  await stand(console.db, second, expo.ring, now)
  const level = async () => (await current()).rings[0]?.level
  let number = await lastNumber(console.db)
  await round()
  expect(await level()).toBe('falling')
  expect(await kindsSince(number)).toEqual(['ring.falling', 'roster.stood', 'roster.stood'])
  expect((await current()).roster.map(({ stoodAt }) => stoodAt)).toEqual([now, now])

  await stand(console.db, second, expo.ring, null)
  number = await lastNumber(console.db)
  await Promise.all([round(), round()])
  expect(await kindsSince(number)).toEqual(['ring.short'])
  expect(await level()).toBe('short')

  await stand(console.db, third, expo.ring, now)
  await round()
  expect(await level()).toBe('held')
  // Not heard for long: nobody knows that it still stands there.
  console.places.set(third, { lng: 0, lat: 0, at: now - 11 * MINUTE })
  await round()
  expect(await level()).toBe('short')
})

test('what the clock told meanwhile refuses nobody, what somebody decided meanwhile does', async () => {
  const { version: seen } = await current()
  await round()
  expect((await current()).version).toBeGreaterThan(seen)
  const startsAt = now + 5 * DAY
  const duty = { version: seen, zone: expo.ring, unit: units[0], startsAt, endsAt: startsAt + MINUTE }
  expect((await command(wang, 'roster', duty)).status).toBe(200)
  expect(await command(chief, 'roster', duty)).toMatchObject({ status: 409, body: { code: 'stale' } })
})

test('least strengths and limits are set as a whole by who may, and what makes no sense is named by its line', async () => {
  const minima = [
    { phase: 1, fromHour: 0, toHour: 12, least: 0 },
    { phase: 1, fromHour: 12, toHour: 24, least: 3 },
  ]
  const zone = expo.ring
  expect((await command(wang, 'minima', { zone, minima })).status).toBe(403)
  const night = [{ phase: 1, fromHour: 22, toHour: 6, least: 1 }]
  expect(await command(chief, 'minima', { zone, minima: night })).toMatchObject({
    status: 400,
    body: { code: 'bad_setting', where: 'body/minima/0', message: { zh: expect.stringContaining('跨零点') } },
  })
  const before = (await current()).version
  const set: Operation = (await command(chief, 'minima', { zone, minima })).body as Operation
  expect(set.rings[0]?.minima).toEqual(minima)
  expect(await command(chief, 'minima', { zone, minima, version: before })).toMatchObject({ status: 409 })
  // 10 o'clock in Shanghai: nobody is needed there any more.
  await round()
  expect((await current()).rings[0]?.level).toBe('held')

  const limits = [{ step: 'accept', priority: 2, seconds: 90 }]
  expect((await command(chief, 'limits', { reliefSeconds: 60, limits: [...limits, ...limits] })).status).toBe(
    400,
  )
  expect((await command(chief, 'limits', { reliefSeconds: 600, limits })).body).toMatchObject({
    reliefSeconds: 600,
    limits,
  })
  await command(chief, 'minima', { zone, minima: [{ phase: 1, fromHour: 0, toHour: 24, least: 2 }] })
})

test('what is counted from scratch is what was kept, over days and whatever comes between', async () => {
  const officer = await person(console, 'officer', { unit: units[0] as number })
  await stayAll()
  const handle = async (place: [number, number], disposition: string) => {
    const ticket = await ticketAt(place)
    const { assignments } = (
      await wang.send('POST', `/api/tickets/${ticket.id}/dispatch`, {
        version: ticket.version,
        units: [units[0]],
      })
    ).body as { assignments: { id: number }[] }
    const id = assignments[0]?.id
    for (const [version, step] of ['accept', 'depart', 'arrive'].entries()) {
      await officer.send('POST', `/api/assignments/${id}/${step}`, { version: version + 1 })
    }
    const report = { disposition, text: '已处置', photos: [await photo()] }
    const reported = await officer.send('POST', `/api/assignments/${id}/report`, { version: 4, report })
    expect(reported.status).toBe(200)
    await officer.send('POST', `/api/assignments/${id}/finish`, { version: 5 })
  }
  await handle(VENUE, 'persuade')
  await handle([121.47, 31.23], 'persuade')
  await passed(expo.ring, 2)
  await passed(999_999, 1)
  now += DAY
  await round()
  await handle(VENUE, 'file_case')
  now += DAY + 10 * MINUTE
  await round()
  await handle(VENUE, 'persuade')
  await passed(expo.ring, 1)

  const operation = await current()
  const kept = await console.db.query('select day from operation_tally where operation = $1', [expo.id])
  expect(kept.rowCount).toBe(2)
  const { total, today } = await reportOf(console.db, operation, now)
  expect(total).toMatchObject({ checks: 3, persuasions: 2, cases: 1, personShifts: 2, passes: 3 })
  expect(today).toMatchObject({ checks: 1, persuasions: 1, cases: 0, passes: 1 })
  expect(await recomputed(console.db, operation, now)).toEqual(total)
})

test('a relief that nobody has come to in time is told once, stands as an alarm, and is over once somebody stands there', async () => {
  const [, second, third] = units as [number, number, number]
  await command(chief, 'switch-on', { revertsAt: now + DAY, reason: '保障' })
  const zone = expo.post
  await command(wang, 'roster', { zone, unit: second, startsAt: now, endsAt: now + DAY / 4 })
  const late = async () =>
    reliefsOverdue(await current(), now).map(({ unit, overdueAt }) => [unit, overdueAt])
  now += 10 * MINUTE - 1
  await round()
  expect(await late()).toEqual([])
  const number = await lastNumber(console.db)
  now += 60_000
  await Promise.all([round(), round()])
  expect((await kindsSince(number)).filter((kind) => kind === 'roster.overdue')).toEqual(['roster.overdue'])
  const [[unit, since] = []] = await late()
  expect([unit, since]).toEqual([second, now - 60_000 + 1])

  const duty = (await current()).roster.find(({ overdueAt }) => overdueAt)
  const alarm = { key: `relief/${duty?.id}`, since }
  expect((await wang.send('POST', '/api/alarms/acknowledge', alarm)).body).toMatchObject({
    by: 'wang',
    since,
  })
  expect(
    (await wang.send('POST', '/api/alarms/acknowledge', { ...alarm, key: 'relief/999999' })).status,
  ).toBe(404)

  // Another is put in its place, and stands there.
  await command(wang, 'roster', { zone, unit: third, startsAt: now, endsAt: now + DAY / 4 })
  await stand(console.db, third, zone, now)
  await round()
  expect(await late()).toEqual([])
  await command(wang, 'relieve', { duty: (await current()).roster.find((each) => each.unit === third)?.id })
  now += 1000
  expect(await late()).toEqual([[second, since]])
  await stand(console.db, second, zone, now)
  await round()
  expect(await late()).toEqual([])
})

/** So many segments of a zone passed from end to end, a minute each. */
async function passed(zone: number, segments: number): Promise<void> {
  await console.db.query(
    `with stretch as (
       insert into segment (chain, place, zone, zones, side, from_lng, from_lat, to_lng, to_lat, valid_from)
       select gen_random_uuid()::text, n, $1::int, array[$1::int], 0, 121300000, 31190000, 121300500, 31190000, 0
       from generate_series(1, $3::int) n returning id)
     insert into pass (segment, zone, mode, mover, from_at, to_at, received)
     select id, $1, 'foot', $4::int, $2::bigint - 60000, $2::bigint, $2::bigint from stretch`,
    [zone, now, segments, units[0]],
  )
}

async function photo(): Promise<string> {
  const hash = 'a'.repeat(64)
  await console.db.query(
    `insert into photo (hash, type, bytes, added, account) select $1, 'image/jpeg', 1, now(), min(id) from account
     on conflict do nothing`,
    [hash],
  )
  return hash
}
