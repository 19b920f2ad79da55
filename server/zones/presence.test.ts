/** Geofence events on a real database: each exactly once over restarts, lost answers, a second server, and changing zones. */

import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Board } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import { followLog, type Tail } from '../events/tail.ts'
import { type LivingConsole, livingConsole, watcher } from '../testing.live.ts'
import { person, smallCity, type TestDatabase, testDatabase } from '../testing.ts'
import type { PresenceChange } from './presence.ts'
import { createPresenceLog } from './presenceLog.ts'
import { type PresenceWatch, startPresence } from './presenceStart.ts'

let database: TestDatabase
let unit = 0
let clock = 0
const stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  database = await testDatabase()
  ;[unit = 0] = await smallCity(database.db, ['foot'])
  await database.db.query(
    `insert into zone (kind, code, name, name_en, area) values
       ('reach_bank', 'A', '甲段', 'Reach A', st_makeenvelope(121.40, 31.20, 121.41, 31.21, 4326)),
       ('reach_bank', 'B', '乙段', 'Reach B', st_makeenvelope(121.41, 31.20, 121.42, 31.21, 4326))`,
  )
  clock = Date.now() - 3_600_000
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  await database.drop()
})

async function server(): Promise<PresenceWatch & { tail: Tail }> {
  const tail = await followLog(database.db, database.url, () => {})
  const watch = await startPresence({
    db: database.db,
    metrics: new Registry(),
    now: () => clock,
    say: () => {},
    tail,
    newest: () => ({ at: clock }),
    everyMs: 10,
    zonesEveryMs: 30,
  })
  stops.push(async () => {
    await watch.stop()
    await tail.stop()
  })
  return { ...watch, tail }
}

/** So many fixes, a second apart. */
function stand(watch: PresenceWatch, lng: number, times = 2): void {
  for (let i = 0; i < times; i++) {
    clock += 1_000
    watch.take({ mover: unit, at: clock, lng, lat: 31.205, accuracy: 5 })
  }
}

async function log(): Promise<string[]> {
  const { rows } = await database.db.query<Event>(
    `select * from event where kind like 'zone.%' order by number`,
  )
  return rows.map(
    ({ kind, body }) => `${kind} ${(body as { presence: { zone: { code: string } } }).presence.zone.code}`,
  )
}
const logged = (...lines: string[]) => vi.waitFor(async () => expect(await log()).toEqual(lines), 5_000)

test('a unit that crosses into the next reach is told there, and the table says where it is', async () => {
  const watch = await server()
  stand(watch, 121.405)
  stand(watch, 121.415)
  await logged('zone.entered A', 'zone.entered B', 'zone.left A')
  const { rows } = await database.db.query(
    `select code, presence.version, since is not null as inside from presence join zone on id = zone order by code`,
  )
  expect(rows).toEqual([
    { code: 'A', version: 2, inside: false },
    { code: 'B', version: 1, inside: true },
  ])
})

test('the dwell time runs out without any fix, also over a restart, and is told once', async () => {
  const first = await server()
  stand(first, 121.405)
  const entered = clock - 1_000
  await logged('zone.entered A')
  for (const stop of stops.splice(0)) await stop()

  await server()
  const second = await server()
  clock = entered + 299_000
  await new Promise((done) => setTimeout(done, 60))
  expect(await log()).toHaveLength(1)
  clock = entered + 400_000
  await logged('zone.entered A', 'zone.dwelt A')
  stand(second, 121.405)
  await new Promise((done) => setTimeout(done, 60))
  await logged('zone.entered A', 'zone.dwelt A')
  const { rows } = await database.db.query(`select happened from event where kind = 'zone.dwelt'`)
  expect(rows).toEqual([{ happened: entered + 300_000 }])
})

test('two servers that see the same fixes write each event once', async () => {
  const [one, other] = [await server(), await server()]
  const places = [121.405, 121.405, 121.415, 121.415, 121.405, 121.405]
  for (const lng of places) {
    clock += 1_000
    for (const watch of [one, other]) watch.take({ mover: unit, at: clock, lng, lat: 31.205, accuracy: 5 })
  }
  const all = ['zone.entered A', 'zone.entered B', 'zone.left A', 'zone.entered A', 'zone.left B']
  await vi.waitFor(async () => expect((await log()).sort()).toEqual(all.sort()), 5_000)
  await new Promise((done) => setTimeout(done, 100))
  expect(await log()).toHaveLength(5)
})

test('a batch whose answer was lost is tried again and doubles nothing', async () => {
  const presence = {
    unit,
    version: 1,
    zone: { id: 1, kind: 'drawn', code: 'A', name: '甲', nameEn: 'A', squareMetres: 1 },
    since: clock,
    dwelt: false,
  } as const
  const entered: PresenceChange = { kind: 'zone.entered', happened: clock, entered: clock, presence }
  const overruled: unknown[] = []
  const written: unknown[] = []
  // The commit is carried out, and then the connection breaks before it is answered: once.
  let lost = false
  const db = new Proxy(database.db, {
    get: (pool, name) =>
      name !== 'connect'
        ? Reflect.get(pool, name)
        : async () => {
            const tx = await pool.connect()
            const query = tx.query.bind(tx) as (...given: unknown[]) => Promise<unknown>
            tx.query = (async (...given: unknown[]) => {
              const answer = await query(...given)
              if (given[0] !== 'commit' || lost) return answer
              lost = true
              throw new Error('Connection terminated unexpectedly')
            }) as typeof tx.query
            return tx
          },
  })
  const events = createPresenceLog({
    db,
    now: () => clock,
    say: () => {},
    written: (changes) => written.push(...changes),
    overruled: (stored) => overruled.push(stored),
  })
  events.add(entered)
  expect(await events.flush()).toBe(false)
  events.add({ ...entered, kind: 'zone.left', presence: { ...presence, version: 2, since: null } })
  expect(await events.flush()).toBe(true)
  expect(await log()).toEqual(['zone.entered A', 'zone.left A'])
  expect([overruled, events.waiting()]).toEqual([[], 0])
})

test('a zone drawn where a unit stands is entered, and one that is removed is left', async () => {
  const watch = await server()
  stand(watch, 121.405)
  await logged('zone.entered A')
  await database.db.query(`delete from zone where code = 'A'`)
  await logged('zone.entered A', 'zone.left A')
  await database.db.query(
    `insert into zone (kind, code, name, name_en, area) values ('drawn', 'C', '丙', 'C', st_makeenvelope(121.404, 31.204, 121.406, 31.206, 4326))`,
  )
  await vi.waitFor(async () => {
    stand(watch, 121.405, 1)
    expect((await log()).at(-1)).toBe('zone.entered C')
  }, 5_000)
})

test('a fix at the door becomes a fact on the console and a part of the board, and late ones move nobody', async () => {
  const running: LivingConsole = await livingConsole({ database })
  stops.push(() => running.stop())
  const officer = await person(running, 'officer', { unit })
  const dispatcher = await person(running, 'dispatcher')
  const { socket, facts } = await watcher(running.port, dispatcher.cookie)
  const device = `phone:${officer.username}`
  const at = Date.now()
  const fixes = [-3_000, -2_000, -60_000, -50_000].map((ago, i) => ({
    device,
    at: at + ago,
    lng: i < 2 ? 121.405 : 121.415,
    lat: 31.205,
    accuracy: 5,
  }))
  expect((await officer.send('POST', '/api/positions', fixes)).body).toMatchObject({ accepted: 4 })
  const fact = await vi.waitFor(() => {
    const found = facts.find(({ kind }) => kind === 'zone.entered')
    if (!found) throw new Error('no fact yet')
    return found
  }, 5_000)
  expect(fact).toMatchObject({
    happened: at - 3_000,
    units: [unit],
    body: { presence: { zone: { code: 'A' } } },
  })
  const board = (await dispatcher.send('GET', '/api/board')).body as Board
  expect(board.presences).toMatchObject([
    { unit, since: at - 3_000, dwelt: false, zone: { nameEn: 'Reach A' } },
  ])
  const { body } = await dispatcher.send('GET', '/api/events?without=presence')
  expect((body as { events: Event[] }).events.filter(({ kind }) => kind.startsWith('zone.'))).toEqual([])
  expect(await running.metric('zone_events_total{kind="zone.entered"}')).toBe(1)
  expect(await log()).toEqual(expect.not.arrayContaining(['zone.entered B']))
  socket.close()
})
