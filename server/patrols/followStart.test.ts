/** Following on a real database: what fixes find is in the round and in the log once, across restarts and beside what people do. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Event } from '#contract/events.ts'
import type { Round } from '#contract/rounds.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, type TestConsole, testConsole } from '../testing.ts'
import { type RoundFollower, startFollowing } from './followStart.ts'
import { crewedCity, NOW, stopAt } from './testing.ts'

let console: TestConsole
let chief: Person
let walker: Person
let unit: number
let now: number
let round: Round
let before: number
let follower: RoundFollower
let takers: ((events: readonly Event[]) => void)[] = []

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  now = NOW
  unit = (await crewedCity(console.db, ['foot']))[0] as number
  chief = await person(console, 'duty', { username: 'chief' })
  walker = await person(console, 'officer', { username: 'walker', unit })
})
afterAll(() => console.stop())
beforeEach(async () => {
  now = NOW
  await console.db.query('delete from patrol_round')
  const stops = [1, 2].map((number) => ({ name: `点位${number}`, place: stopAt(number).place, metres: 30 }))
  round = (await chief.send('POST', '/api/rounds', { mode: 'foot', unit, reason: '加强', stops })).body
  await walker.send('POST', `/api/rounds/${round.id}/start`, {})
  before = await lastNumber(console.db)
  follower = await begin()
})

/** As the server begins: what it writes comes back to it through the log, by hand here. */
async function begin(everyMs = 60_000): Promise<RoundFollower> {
  takers = []
  const subscribe = (take: (events: readonly Event[]) => void) => {
    takers.push(take)
    return () => {}
  }
  const tail = { nudge: () => {}, subscribe }
  return startFollowing({
    db: console.db,
    now: () => now,
    say: () => {},
    tail,
    newest: () => undefined,
    everyMs,
  })
}
const written = async () => {
  await follower.stop()
  return eventsAfter(console.db, before, 50)
}
const walk = (places: readonly LngLat[], everySeconds = 5) => {
  for (const [lng, lat] of places) {
    now += everySeconds * 1000
    follower.take({ mover: unit, at: now, lng, lat, accuracy: 5 })
  }
}
const stop = (number: number) => stopAt(number).place

test('a stop is reached in the row and in the log, with the time of the fix and of its receipt', async () => {
  walk([stop(1), stop(1)])
  now += 60_000
  const [event, ...others] = await written()
  expect(others).toEqual([])
  expect(event).toMatchObject({
    kind: 'round.stop_reached',
    actor: 'geofence',
    units: [unit],
    happened: NOW + 5000,
    received: now,
  })
  expect((event?.body.round as Round | undefined)?.stops[0]).toMatchObject({
    state: 'reached',
    reachedBy: 'fix',
    at: NOW + 5000,
  })
})

test('after a restart in the midst of a round each stop is still reached once', async () => {
  walk([stop(1), stop(1)])
  await follower.stop()
  follower = await begin()
  walk([stop(1), stop(1), stop(2)])
  await follower.stop()
  follower = await begin()
  walk([stop(2), stop(2), stop(1), stop(1)])
  expect((await written()).map(({ kind, body }) => [kind, body.stop])).toEqual([
    ['round.stop_reached', 1],
    ['round.stop_reached', 2],
  ])
})

test('two servers that follow one crew, and a code beside them, tell a stop once', async () => {
  const other = await begin()
  await console.db.query(
    `insert into venue_code (code, name, name_en, point) values ('HP-0001', '一号', 'One', st_setsrid(st_makepoint(121.49, 31.231), 4326))
     on conflict do nothing`,
  )
  walk([stop(1), stop(1)])
  for (const at of [NOW + 5000, NOW + 10_000])
    other.take({ mover: unit, at, lng: stop(1)[0], lat: stop(1)[1], accuracy: 5 })
  await Promise.all([
    other.stop(),
    written(),
    walker.send('POST', `/api/rounds/${round.id}/reach`, { stop: 1, code: 'HP-0001' }),
  ])
  const kinds = (await eventsAfter(console.db, before, 50)).map(({ kind }) => kind)
  expect(kinds).toEqual(['round.stop_reached'])
})

test('an alarm is raised, appealed against by the crew and upheld by the duty; it counts against nobody then', async () => {
  const away: LngLat = [121.5, 31.231]
  walk(
    Array.from({ length: 40 }, (_, i): LngLat => [away[0], away[1] + (i % 9) * 5e-4]),
    10,
  )
  await follower.stop()
  const photos: string[] = []
  const appeal = { alarm: 1, text: '应急绕行，路段封闭', photos }
  expect((await chief.send('POST', `/api/rounds/${round.id}/appeal`, appeal)).status).toBe(403)
  expect(
    (await walker.send('POST', `/api/rounds/${round.id}/appeal`, { ...appeal, photos: ['0'.repeat(64)] }))
      .status,
  ).toBe(400)
  expect((await walker.send('POST', `/api/rounds/${round.id}/appeal`, appeal)).status).toBe(200)
  const decision = { alarm: 1, upheld: true, reason: '情况属实' }
  expect((await walker.send('POST', `/api/rounds/${round.id}/decide`, decision)).status).toBe(403)
  const decided: Round = (await chief.send('POST', `/api/rounds/${round.id}/decide`, decision)).body
  expect(decided.alarms).toMatchObject([
    {
      kind: 'deviation',
      since: NOW + 10_000,
      appeal: { by: 'walker' },
      decision: { by: 'chief', upheld: true },
    },
  ])
  const again = await chief.send('POST', `/api/rounds/${round.id}/decide`, { ...decision, upheld: false })
  expect(again).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  const events = await eventsAfter(console.db, before, 50)
  expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['round.alarm_raised', 'geofence'],
    ['round.appealed', 'walker'],
    ['round.appeal_decided', 'chief'],
  ])
})

test('a round that begins and ends while the server runs is followed from its begin to its end', async () => {
  const finished: Round = { ...round, state: 'abandoned' }
  await follower.stop()
  await console.db.query(`update patrol_round set state = 'planned', started_at = null`)
  follower = await begin(20)
  walk([stop(1), stop(1)])
  const started: Round = (await walker.send('POST', `/api/rounds/${round.id}/start`, {})).body
  const told = (body: Round) => {
    for (const take of takers) take([{ kind: 'round.started', body: { round: body } } as unknown as Event])
  }
  told(started)
  // Its surroundings are read first.
  await expect
    .poll(async () => {
      walk([stop(2)])
      return (await eventsAfter(console.db, before, 50)).map(({ body }) => body.stop)
    })
    .toContain(2)
  told(finished)
  walk([stop(1), stop(1)])
  const kinds = (await written()).map(({ kind, body }) => [kind, body.stop])
  expect(kinds).toContainEqual(['round.stop_reached', 2])
  expect(kinds).not.toContainEqual(['round.stop_reached', 1])
})
