/** Questions of the past on a real database: bounded in what they read, and as it stood then. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DistanceAnswer, NearbyAnswer, PassAnswer, TicketAnswer } from '#contract/questions.ts'
import type { Ticket } from '#contract/tickets.ts'
import { transaction } from '../db.ts'
import { append } from '../events/append.ts'
import { hoursAround, makePartitions } from '../positions/partitions.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

const HOUR = 3_600_000
const NOON = Date.UTC(2026, 10, 25, 4)
let now = NOON
let console: TestConsole
let units: number[]
let duty: Person
let here: Ticket
const bund: [number, number] = [121.48, 31.24]

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  units = await smallCity(console.db, ['car', 'foot', 'boat'])
  duty = await person(console, 'duty')
  await makePartitions(console.db, [...hoursAround(NOON), ...hoursAround(NOON + 3 * HOUR)])
})
afterAll(() => console.stop())

/** Seconds after noon and degrees east of the Bund; `late`: seconds until it was received. */
const report = (mover: number | undefined, fixes: readonly (readonly [number, number])[], late = 0) =>
  console.db.query(
    `insert into fix (mover, at, received, lng, lat)
     select $1, at, at + $4, round(lng * 1e7), 312400000 from unnest($2::bigint[], $3::float8[]) as f (at, lng)`,
    [
      mover,
      fixes.map(([second]) => NOON + second * 1000),
      fixes.map(([, east]) => bund[0] + east),
      late * 1000,
    ],
  )

const ask = async <T>(path: string, query: Record<string, number>): Promise<{ status: number; body: T }> => {
  const text = Object.entries(query).map(([name, value]) => `${name}=${value}`)
  return (await duty.send('GET', `/api/questions/${path}?${text.join('&')}`)) as {
    status: number
    body: never
  }
}
const near = { lng: bund[0], lat: bund[1], metres: 200, from: NOON, to: NOON + 600_000 }

test('who was near is told with the moments, the minutes and the silences, vessels too', async () => {
  const [car, foot] = units
  await report(
    car,
    Array.from({ length: 21 }, (_, i) => [i * 10, -0.01 + i * 0.001]),
  )
  await report(foot, [
    [0, 0.0005],
    [10, 0.0005],
    [500, 0.0005],
    [510, 0.0005],
  ])
  // Left at 20 s and was heard 5 km away meanwhile: no silence.
  await report(units[2], [
    [0, 0.001],
    [10, 0.001],
    [20, 0.001],
    [100, 0.05],
    [590, 0.001],
    [600, 0.001],
  ])
  await report(999_999, [
    [300, 0.0001],
    [310, 0.0001],
  ])
  const { body } = await ask<NearbyAnswer>('nearby', near)
  expect(body).toMatchObject({ from: NOON, to: near.to, readUntil: near.to, fixesRead: 21 + 4 + 5 + 2 })
  expect(body.movers.map(({ mover }) => mover)).toEqual([car, 999_999, foot, units[2]])
  const [first, , walker, boat] = body.movers
  expect(first).toMatchObject({ nearestMetres: 0, nearestAt: NOON + 100_000, gaps: [] })
  expect(first?.insideSeconds).toBeGreaterThan(30)
  expect(walker).toMatchObject({ insideSeconds: 20, gaps: [{ from: NOON + 10_000, to: NOON + 500_000 }, {}] })
  expect(boat?.gaps).toEqual([])
})

test('what was received later was not known then', async () => {
  await report(
    units[0],
    [
      [2_000, 0],
      [2_010, 0],
    ],
    900,
  )
  const span = { ...near, from: NOON + 1_900_000, to: NOON + 2_100_000 }
  expect((await ask<NearbyAnswer>('nearby', span)).body.movers).toHaveLength(1)
  const known = { ...span, known: NOON + 2_100_000 }
  expect((await ask<NearbyAnswer>('nearby', known)).body.movers).toHaveLength(0)
})

test('more than a day, or a day that ends before it begins, is refused in words', async () => {
  expect(await ask('nearby', { ...near, to: NOON + 25 * HOUR })).toMatchObject({
    status: 400,
    body: { code: 'span_too_long' },
  })
  expect((await ask('nearby', { ...near, to: NOON })).status).toBe(400)
  expect((await ask('nearby', { ...near, metres: 50_000 })).status).toBe(400)
  const officer = await person(console, 'officer', { unit: units[0] as number })
  expect((await officer.send('GET', '/api/questions/passes?zone=1&at=1')).status).toBe(403)
})

test('tickets are those that were open then, as they stood then', async () => {
  const open = async (east: number) => {
    const stall = {
      category: '0501',
      text: '流动设摊',
      address: '中山东一路',
      place: [bund[0] + east, bund[1]],
    }
    return (await duty.send('POST', '/api/tickets', stall)).body as Ticket
  }
  now = NOON + 60_000
  here = await open(0.001)
  const there = await open(0.1)
  now = NOON + 120_000
  const raised = await duty.send('POST', `/api/tickets/${here.id}/prioritise`, {
    ...{ version: here.version, priority: 1, reason: '升级' },
  })
  expect(raised.status).toBe(200)
  now = NOON + 180_000
  const cancel = { version: there.version, reason: '重复' }
  expect((await duty.send('POST', `/api/tickets/${there.id}/cancel`, cancel)).status).toBe(200)

  const then = async (second: number, metres: number) => {
    const { body } = await ask<TicketAnswer>('tickets', {
      ...near,
      metres,
      at: NOON + second * 1000,
    } as never)
    return {
      ids: body.tickets.map(({ ticket }) => ticket.id),
      first: body.tickets[0],
      all: body.openAnywhere,
    }
  }
  expect(await then(30, 5_000)).toEqual({ ids: [], first: undefined, all: 0 })
  expect(await then(90, 5_000)).toMatchObject({ ids: [here.id], first: { ticket: { priority: 3 } }, all: 2 })
  expect(await then(150, 200)).toMatchObject({
    ids: [here.id],
    first: { ticket: { priority: 1 }, metres: 95 },
  })
  expect((await then(200, 5_000)).all).toBe(1)
})

test('a zone’s tickets are those inside the zone as it was then', async () => {
  const square = (west: number, east: number) => `st_makeenvelope(${west}, 31.2, ${east}, 31.3, 4326)`
  await console.db.query(
    `insert into zone_version (zone, version, kind, code, name, name_en, area, valid_from, valid_to) values
       (900, 1, 'drawn', 'Z', '区', 'Zone', ${square(121.4, 121.5)}, 0, $1::bigint),
       (900, 2, 'drawn', 'Z', '区', 'Zone', ${square(120, 120.1)}, $1::bigint, null)`,
    [NOON + 130_000],
  )
  const inside = async (second: number) =>
    (await ask<TicketAnswer>('tickets', { zone: 900, at: NOON + second * 1000 })).body.tickets.length
  expect([await inside(100), await inside(140)]).toEqual([1, 0])
  expect(await ask('tickets', { zone: 901, at: NOON })).toMatchObject({
    status: 404,
    body: { code: 'no_zone' },
  })
  expect((await ask('tickets', { at: NOON })).status).toBe(400)
})

test('a reach was last passed by whom, by mode, as it was known then; and who stayed there', async () => {
  const [car, foot] = units as [number, number, number]
  await console.db.query(
    `insert into segment (chain, place, zone, zones, side, from_lng, from_lat, to_lng, to_lat, valid_from)
     select 'bund', n, 900, '{900}', 1, 0, 0, 0, 0, 0 from generate_series(1, 3) n;
     insert into pass (segment, zone, mode, mover, from_at, to_at, received) values
       (1, 900, 'car', ${car}, ${NOON}, ${NOON + 10_000}, ${NOON + 10_000}),
       (2, 900, 'car', ${car}, ${NOON + 10_000}, ${NOON + 20_000}, ${NOON + 20_000}),
       (3, 900, 'foot', ${foot}, ${NOON}, ${NOON + 5_000}, ${NOON + 500_000})`,
  )
  const stay = (unit: number, kind: string, second: number, entered?: number) => ({
    ...{ actor: 'geofence', kind, subject: `unit/${unit}`, units: [unit], happened: NOON + second * 1000 },
    body: { presence: { unit, zone: { id: 900 } } as never, entered },
  })
  await transaction(console.db, (tx) =>
    append(tx, NOON + 1_000, [stay(car, 'zone.entered', 1), stay(foot, 'zone.entered', 2)]),
  )
  await transaction(console.db, (tx) => append(tx, NOON + 50_000, [stay(car, 'zone.left', 50, NOON + 1_000)]))
  const { body } = await ask<PassAnswer>('passes', { zone: 900, at: NOON + 60_000 })
  expect(body).toEqual({
    at: NOON + 60_000,
    segments: 3,
    passes: [{ mode: 'car', from: NOON + 10_000, to: NOON + 20_000, unit: car, operator: null, segments: 2 }],
    visits: [
      { unit: foot, from: NOON + 2_000, to: null },
      { unit: car, from: NOON + 1_000, to: NOON + 50_000 },
    ],
  })
  const later = await ask<PassAnswer>('passes', { zone: 900, at: NOON + 600_000 })
  expect(later.body.passes.map(({ mode }) => mode)).toEqual(['car', 'foot'])
})

test('the distances of units to a ticket are lines in straight line, with their gaps as gaps', async () => {
  const query = { ticket: here.id, metres: 5_000, from: NOON, to: NOON + 600_000 }
  now = NOON + HOUR / 2
  const { status, body } = await ask<DistanceAnswer>('distances', query)
  expect(status).toBe(200)
  expect(body).toMatchObject({ stepMs: 5_000, metres: 5_000, unitsThere: 3 })
  const walker = body.units.find(({ unit }) => unit === units[1])
  expect(walker?.at).toEqual([0, 10, 500, 510].map((second) => NOON + second * 1000))
  expect(walker?.bridged).toBeLessThan(490_000)
  expect(body.units[0]?.unit).toBe(units[0])
  expect((await ask('distances', { ...query, ticket: 999_999 })).status).toBe(404)
})
