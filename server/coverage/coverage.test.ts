/** Coverage on a real database: segments of the zones there are, passes exactly once over restarts, and what is told of them. */
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Coverage, Debt, PassCount, Segments } from '#contract/coverage.ts'
import type { CoverageTarget } from '#contract/coverageTargets.ts'
import { createApp } from '../app.ts'
import { followLog } from '../events/tail.ts'
import { hoursAround, makePartitions } from '../positions/partitions.ts'
import { person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import type { City } from './city.ts'
import type { Sight } from './match.ts'
import { coverageRoutes } from './routes.ts'
import { type CoverageWatch, startCoverage } from './start.ts'

let at: TestConsole
let unit = 0
let clock = 0
let metrics: Registry
const stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  at = await testConsole()
  ;[unit = 0] = await smallCity(at.db, ['foot'])
  await at.db.query(
    `insert into zone (kind, code, name, name_en, river, bank, area) values
       ('reach_bank', 'SZ-L', '北岸', 'North bank', 'suzhou', 'left', st_makeenvelope(121.462, 31.236, 121.484, 31.254, 4326))`,
  )
  clock = Date.UTC(2026, 10, 24, 6)
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  await at.stop()
})

async function server(everyMs = 20): Promise<CoverageWatch> {
  metrics = new Registry()
  const tail = await followLog(at.db, at.url, () => {})
  const watch = await startCoverage({
    ...{ db: at.db, metrics, now: () => clock, say: () => {}, tail, everyMs },
    zonesEveryMs: 30,
  })
  stops.push(async () => {
    await watch.stop()
    await tail.stop()
  })
  return watch
}

async function appOf(watch: CoverageWatch) {
  const needs = { ...at.needs, metrics: new Registry(), now: () => clock }
  const app = await createApp(needs, (routes) => coverageRoutes(routes, needs, watch))
  stops.push(async () => void (await app.close()))
  return app
}

/** One bank of the creek, walked downstream at 1.2 m/s, a fix every five seconds. */
function* strolled({ segments, metres }: City, count: number): Generator<Sight> {
  for (let i = 0; i < count; i++) {
    const { from, to } = segments[i] as City['segments'][number]
    for (let along = 0; along < (metres[i] as number); along += 6) {
      const share = along / (metres[i] as number)
      clock += 5_000
      const [lng, lat] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
      yield { mover: unit, at: clock, lng, lat, speed: 1.2, heading: Number.NaN, accuracy: 5 }
    }
  }
}

const passes = async () => {
  const { rows } = await at.db.query<{ segment: number; count: number; to: number }>(
    `select segment, count(*)::int as count, max(to_at) as "to" from pass where mode = 'foot' group by segment order by segment`,
  )
  return rows
}

async function record({ mover, lng, lat, accuracy }: Sight): Promise<void> {
  await at.db.query(
    'insert into fix (mover, at, received, lng, lat, accuracy) values ($1, $2, $2, $3, $4, $5)',
    [...[mover, clock, Math.round(lng * 1e7), Math.round(lat * 1e7), accuracy * 100]],
  )
}

test('a bank is cut into segments of about 50 m where a reach lies behind it, and they stay who they are', async () => {
  const first = (await server()).city()
  expect(first.segments.length).toBeGreaterThan(60)
  for (const metres of Array.from(first.metres)) expect(Math.abs(metres - 50)).toBeLessThan(6)
  const again = (await server()).city()
  expect(again.segments.map(({ id }) => id)).toEqual(first.segments.map(({ id }) => id))
  expect(again.version).toBe(first.version)
})

test('a zone that moves ends its segments and begins others, and the past keeps the old ones', async () => {
  const watch = await server()
  const before = watch.city()
  clock += 60_000
  await at.db.query(`update zone set area = st_makeenvelope(121.47, 31.236, 121.484, 31.254, 4326)`)
  await vi.waitFor(() => expect(watch.city().segments.length).toBeLessThan(before.segments.length), 5_000)
  const { rows } = await at.db.query('select count(*)::int as ended from segment where valid_to is not null')
  expect(rows[0].ended).toBe(before.segments.length - watch.city().segments.length)
})

test('each pass is written once, though the server was killed on the way and another matched the same again', async () => {
  await makePartitions(at.db, hoursAround(clock))
  const first = await server()
  const way = [...strolled(first.city(), 9)]
  const half = way.slice(0, 40)
  const rest = way.slice(40)
  clock = half.at(-1)?.at ?? 0
  for (const fix of half) first.take(fix, 'foot', false)
  await stops.pop()?.()
  const before = (await passes()).length
  expect(before).toBeGreaterThan(2)

  // It never comes to write.
  const killed = await server(1e9)
  for (const fix of rest) {
    clock = fix.at
    await record(fix)
    killed.take(fix, 'foot', false)
  }
  expect((await passes()).length).toBe(before)
  const third = await server()
  await vi.waitFor(
    async () => expect((await passes()).map(({ count }) => count)).toEqual(Array(9).fill(1)),
    5_000,
  )
  for (let i = 0; i < 9; i++) expect(third.city().last.at(i, 'foot')).toBe((await passes())[i]?.to)
  // The killed one writes after all: nothing is doubled.
  for (const stop of stops.splice(0).reverse()) await stop()
  expect((await passes()).map(({ count }) => count)).toEqual(Array(9).fill(1))
})

test('what was told late is a pass at its own time, and the newer one stays the last', async () => {
  const watch = await server()
  const kept = [...strolled(watch.city(), 3)]
  const began = clock
  const now = [...strolled(watch.city(), 3)]
  for (const fix of now) watch.take(fix, 'foot', false)
  const newest = watch.city().last.at(0, 'foot')
  for (const fix of kept) watch.take(fix, 'foot', true)
  expect(watch.city().last.at(0, 'foot')).toBe(newest)
  await vi.waitFor(async () => expect((await passes())[0]?.count).toBe(2), 5_000)
  const { rows } = await at.db.query<{ to: number }>(`select min(to_at) as "to" from pass`)
  expect(rows[0]?.to).toBeLessThan(began)
})

test('minutes, changes, debts, counts and targets are told, as of now and as of then', async () => {
  const watch = await server()
  const app = await appOf(watch)
  const duty = await person({ ...at, app }, 'dispatcher')
  const admin = await person({ ...at, app }, 'admin')
  const ask = async <T>(url: string) => (await duty.send('GET', url)).body as T

  const segments = await ask<Segments>('/api/coverage/segments')
  expect(segments.ids.length * 4).toBe(segments.ends.length)
  const before = clock
  for (const fix of strolled(watch.city(), 5)) watch.take(fix, 'foot', false)
  clock += 120_000
  const told = await ask<Coverage>('/api/coverage?mode=foot')
  expect(told.segments).toBe(segments.version)
  expect(told.minutes?.foot?.slice(3, 5)).toEqual([expect.closeTo(2.7, 0), expect.closeTo(2, 0)])
  expect(told.minutes?.foot?.[6]).toBe(-1)
  const { changed } = await ask<Coverage>(`/api/coverage?since=${before}`)
  expect(changed?.length).toBe(15)
  expect((await ask<Coverage>(`/api/coverage?since=${clock}`)).changed).toEqual([])

  await vi.waitFor(async () => expect(await passes()).toHaveLength(5), 5_000)
  const then = await ask<Coverage>(`/api/coverage?mode=foot&at=${before}`)
  expect(Math.max(...(then.minutes?.foot ?? []))).toBe(-1)
  const { counts } = await ask<{ counts: PassCount[] }>(`/api/coverage/passes?from=${before}&to=${clock}`)
  expect(counts).toEqual([expect.objectContaining({ name: '北岸', mode: 'foot', shift: '中班', passes: 5 })])

  // 14:00 in Shanghai, where they began; the reach is to be passed every four hours.
  clock = before + 5 * 3_600_000
  const debts = async () => (await ask<{ debts: Debt[] }>('/api/coverage/debts')).debts
  const [debt] = await debts()
  expect(debt).toMatchObject({ zone: 1, target: 240, never: segments.ids.length - 5 })
  expect(debt?.segments).toHaveLength(segments.ids.length)
  const targets = await ask<CoverageTarget[]>('/api/coverage/targets')
  const target = targets.find(
    ({ mode, river, fromHour }) => mode === 'any' && river === null && fromHour === 6,
  )
  const change = { version: 1, minutes: 600, fromHour: 6, toHour: 22 }
  expect((await duty.send('POST', `/api/coverage/targets/${target?.id}/change`, change)).status).toBe(403)
  expect((await admin.send('POST', `/api/coverage/targets/${target?.id}/change`, change)).status).toBe(200)
  expect((await admin.send('POST', `/api/coverage/targets/${target?.id}/change`, change)).status).toBe(409)
  await vi.waitFor(async () => expect(await debts()).toEqual([]), 5_000)

  const narrow = {
    mode: 'any',
    zoneKind: 'reach_bank',
    river: null,
    zone: 1,
    fromHour: 19,
    toHour: 8,
    minutes: 60,
  }
  const add = (more: object = {}) => admin.send('POST', '/api/coverage/targets', { ...narrow, ...more })
  const added = (await add()).body as CoverageTarget
  await vi.waitFor(async () => expect(await debts()).toEqual([]), 5_000)
  clock = before + 7 * 3_600_000
  await vi.waitFor(async () => expect(await debts()).toMatchObject([{ target: 60 }]), 5_000)
  const refused = [
    [await add({ fromHour: 7, toHour: 9 }), 409, 'overlapping'],
    [await add({ river: 'suzhou' }), 400, 'two_scopes'],
    [await add({ zone: 99 }), 400, 'no_zone'],
  ] as const
  for (const [answer, status, code] of refused) expect(answer).toMatchObject({ status, body: { code } })
  await admin.send('POST', `/api/coverage/targets/${added.id}/remove`, { version: 1 })
  await vi.waitFor(async () => expect(await debts()).toEqual([]), 5_000)
})

test('what an operator looked over by camera counts as passed by video, on every server, and a stale segment is refused', async () => {
  const watch = await server()
  const app = await appOf(watch)
  const desk = await person({ ...at, app }, 'dispatcher')
  const segments = watch
    .city()
    .segments.slice(4, 8)
    .map(({ id }) => id)
  const mark = { segments, from: clock - 60_000, to: clock }
  expect((await desk.send('POST', '/api/coverage/mark', mark)).body).toEqual({ marked: 4 })
  await vi.waitFor(() => expect(watch.city().last.at(4, 'video')).toBe(clock), 5_000)
  expect((await server()).city().last.at(7, 'video')).toBe(clock)
  const stale = { ...mark, segments: [...segments, 999_999] }
  expect((await desk.send('POST', '/api/coverage/mark', stale)).status).toBe(409)
  expect(await metrics.metrics()).toContain('coverage_matched_total{mode="foot"} 0')
})
