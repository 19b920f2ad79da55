/** Hotspots on a real database: born by a burst, told once by two servers, warned of where only patrols look, and known as of then. */
import { latLngToCell } from 'h3-js'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Event } from '#contract/events.ts'
import type { HotspotDensity, Hotspots } from '#contract/hotspotAnswers.ts'
import type { Hotspot } from '#contract/hotspots.ts'
import type { HotspotWatch } from '#contract/hotspotWatches.ts'
import { type App, createApp } from '../app.ts'
import { eventsAfter } from '../events/queries.ts'
import { followLog, type Tail } from '../events/tail.ts'
import { person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { RESOLUTION } from './places.ts'
import { hotspotRoutes } from './routes.ts'
import { type HotspotWatch as Following, startHotspots } from './start.ts'
import { BUND, burst, quietWeeks } from './testing.ts'

const MINUTE = 60_000
let at: TestConsole
let clock = 0
let metrics: Registry
const stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  clock = Date.parse('2026-11-25T15:00:00+08:00')
  at = await testConsole({ now: () => clock })
  await smallCity(at.db, ['foot'])
  await quietWeeks(at.db, clock)
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  await at.stop()
})

type Server = {
  readonly watch: Following
  readonly tail: Tail /** Made when somebody first asks. */
  readonly app: () => Promise<App>
}

async function server(): Promise<Server> {
  metrics = new Registry()
  const tail = await followLog(at.db, at.url, () => {})
  const watch = await startHotspots({
    ...{ db: at.db, metrics, now: () => clock, say: () => {}, tail },
    newest: () => undefined,
  })
  stops.push(async () => {
    await watch.stop()
    await tail.stop()
  })
  let app: Promise<App> | undefined
  const needs = { ...at.needs, metrics: new Registry() }
  const made = () => (app ??= createApp(needs, (routes) => hotspotRoutes(routes, needs, watch)))
  stops.push(async () => void (await (await app)?.close()))
  return { watch, tail, app: made }
}

/** Everything written so far is known to the server, and what follows from it is told. */
async function settled({ watch, tail }: Server): Promise<Event[]> {
  for (let last = -1; last !== tail.last(); ) {
    last = tail.last()
    tail.nudge()
    await expect.poll(async () => (await eventsAfter(at.db, tail.last(), 1)).length).toBe(0)
    await watch.look()
  }
  const events = await eventsAfter(at.db, 0, 1_000)
  return events.filter(({ kind }) => kind.startsWith('hotspot.'))
}

async function ask({ app }: Server, query: string): Promise<Hotspots> {
  // Signed in anew: the clock of a test goes on by hours.
  const { send } = await person({ ...at, app: await app() }, 'dispatcher')
  const { status, body } = await send('GET', `/api/hotspots${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

const hotspotOf = ({ body }: Event): Hotspot => body.hotspot as Hotspot
const ofView = (events: readonly Event[], window: number, category: string | null = null) =>
  events.filter((event) => {
    const { view } = hotspotOf(event)
    return view.window === window && view.category === category && view.ground === 'grid'
  })

test('a burst of complaints becomes a hotspot with its significance, and is an event; what cannot be asked is refused', async () => {
  const one = await server()
  expect(await settled(one)).toEqual([])
  await burst(at.db, 9, { source: 'hotline', at: clock })
  const [born] = ofView(await settled(one), 2)
  expect(born).toMatchObject({ kind: 'hotspot.new', actor: 'hotspots', happened: clock })
  const hotspot = hotspotOf(born as Event)
  expect(hotspot.count).toBe(9)
  expect(hotspot.usual).toBeLessThan(0.5)
  expect(hotspot.chance).toBeLessThan(1 / 200)
  expect(hotspot.rate).toBeLessThanOrEqual(0.05)
  expect(hotspot.z).toBeGreaterThan(5)
  expect(hotspot.categories).toEqual([{ category: '0501', count: 9 }])
  expect(hotspot.places).toContain(latLngToCell(BUND[1], BUND[0], RESOLUTION))

  const now = await ask(one, '?window=2')
  expect(now).toMatchObject({ watched: true, warnings: [], hotspots: [{ id: hotspot.id, class: 'new' }] })
  expect(now.method.parameters).toMatchObject({
    rate: 0.05,
    pastWindows: 8,
    tickets: 9 + (now.method.parameters.tickets - 9),
  })
  expect(now.dataTime).toBe(clock - MINUTE)
  const features = (await ask(one, '.geojson?window=2')) as unknown as {
    features: { geometry: { type: string } }[]
  }
  expect(features.features[0]?.geometry.type).toBe('MultiPolygon')
  const density = (await ask(one, '/density?window=2')) as unknown as HotspotDensity
  expect(density.counts.reduce((sum, each) => sum + each, 0)).toBe(now.method.parameters.tickets)
  expect(density.outlines.length).toBe(density.counts.length * 12)
  const { send } = await person({ ...at, app: await one.app() }, 'dispatcher')
  for (const query of ['window=3', 'source=everyone', 'hours=25-3', 'weekdays=0', 'category=abc', 'at=-1'])
    expect((await send('GET', `/api/hotspots?${query}`)).status, query).toBe(400)
  expect(await metrics.metrics()).toMatch(/hotspot_changes_total\{class="new"\} [1-9]/)

  // A bank that is drawn later has its hotspots at the next look, and one that is no more has none.
  const ofLines = async () => (await ask(one, '?window=24&ground=lines')).hotspots
  expect(await ofLines()).toEqual([])
  await bankThrough(BUND)
  await settled(one)
  expect(await ofLines()).toMatchObject([{ area: { type: 'MultiLineString' } }])
  await at.db.query('update segment set valid_to = 1')
  const story = (await settled(one)).filter((event) => hotspotOf(event).view.ground === 'lines')
  expect(story.filter((event) => hotspotOf(event).view.window === 24).map(({ kind }) => kind)).toEqual([
    'hotspot.new',
    'hotspot.ended',
  ])
  expect(await ofLines()).toEqual([])
})

/** Ten kilometres of bank in pieces of 48 m, from west to east. */
const bankThrough = ([lng, lat]: readonly [number, number]) =>
  at.db.query(
    `insert into segment (chain, place, zone, zones, side, from_lng, from_lat, to_lng, to_lat, valid_from)
     select 'bank/test', n, 1, '{1}', 1, $1::int - 50000 + n * 500, $2, $1::int - 49500 + n * 500, $2, 0 from generate_series(0, 199) as n`,
    [Math.round(lng * 1e6), Math.round(lat * 1e6)],
  )

test('two servers on one database tell each change once, of a view that is added too, until it is ended', async () => {
  const [one, two] = [await server(), await server()]
  await burst(at.db, 9, { source: 'hotline', at: clock })
  await Promise.all([one.watch.look(), two.watch.look()])
  await settled(one)
  const events = await settled(two)
  const told = events.map((event) => `${event.kind} ${JSON.stringify(hotspotOf(event).view)}`)
  expect(told.length).toBeGreaterThan(0)
  expect(new Set(told).size).toBe(told.length)

  const duty = await person({ ...at, app: await one.app() }, 'duty')
  const view = { window: 6, source: 'citizens', category: '05', ground: 'grid' }
  const watch: HotspotWatch = (await duty.send('POST', '/api/hotspots/watches', view)).body
  expect(watch).toMatchObject({ ...view, addedBy: expect.any(String), endedAt: null, standing: 0 })
  const refused = async (body: object) => (await duty.send('POST', '/api/hotspots/watches', body)).status
  expect(await refused(view)).toBe(409)
  expect(await refused({ ...view, category: '98' })).toBe(422)
  expect(await refused({ ...view, source: 'all' })).toBe(400)
  // All day and every day are the same however they are spelled, and an evening of the weekend is another view.
  expect(await refused({ ...view, hours: { from: 3, to: 3 }, weekdays: [1, 2, 3, 4, 5, 6, 7] })).toBe(409)
  const evenings = { ...view, hours: { from: 18, to: 22 }, weekdays: [7, 6] }
  const evening: HotspotWatch = (await duty.send('POST', '/api/hotspots/watches', evenings)).body
  expect(evening).toMatchObject({ ...evenings, weekdays: [6, 7] })
  expect(await refused({ ...evenings, weekdays: [6, 7, 6] })).toBe(409)
  const { send } = await person({ ...at, app: await one.app() }, 'dispatcher')
  expect((await send('POST', '/api/hotspots/watches', { ...view, window: 72 })).status).toBe(403)

  await Promise.all([settled(one), settled(two)])
  const added = ofView(await settled(one), 6, '05')
  expect(added.map(({ kind }) => kind)).toEqual(['hotspot.new'])
  const listed: { watches: HotspotWatch[]; sources: object[] } = (await send('GET', '/api/hotspots/watches'))
    .body
  expect(listed.watches).toContainEqual({ ...watch, standing: 1 })
  expect(listed.sources).toContainEqual({ source: 'inspection', heardAs: 'patrol' })
  for (const { watch: its } of [one, two]) {
    expect(its.kept().map((each) => each.watch.id)).toContain(watch.id)
    const kept = its.kept().find((each) => each.watch.id === evening.id)
    expect(kept?.watch.view).toMatchObject({ hours: { from: 18, to: 22 }, weekdays: [6, 7] })
  }

  expect((await duty.send('POST', `/api/hotspots/watches/${watch.id}/end`)).status).toBe(200)
  expect((await duty.send('POST', `/api/hotspots/watches/${watch.id}/end`)).status).toBe(409)
  await Promise.all([settled(one), settled(two)])
  expect(ofView(await settled(one), 6, '05').map(({ kind }) => kind)).toEqual([
    'hotspot.new',
    'hotspot.ended',
  ])
  for (const { watch: its } of [one, two])
    expect(its.kept().map((each) => each.watch.id)).not.toContain(watch.id)
})

test('a hotspot grows, fades and ends, and a past moment knows it as it was told then', async () => {
  const one = await server()
  await burst(at.db, 9, { source: 'hotline', at: clock })
  await settled(one)
  const bornAt = clock
  clock += 121 * MINUTE
  await burst(at.db, 14, { source: 'hotline', at: clock })
  await settled(one)
  const grownAt = clock
  clock += 125 * MINUTE
  await settled(one)
  clock += 125 * MINUTE
  const story = ofView(await settled(one), 2)
  expect(story.map(({ kind }) => kind)).toEqual([
    'hotspot.new',
    'hotspot.growing',
    'hotspot.fading',
    'hotspot.ended',
  ])
  expect(new Set(story.map(({ subject }) => subject)).size).toBe(1)

  const classes = async (moment: number) =>
    (await ask(one, `?window=2&at=${moment}`)).hotspots.map((each) => [each.class, each.count])
  expect(await classes(bornAt - MINUTE)).toEqual([])
  expect(await classes(bornAt + MINUTE)).toEqual([['new', 9]])
  expect(await classes(grownAt + MINUTE)).toEqual([['growing', 14]])
  expect(await classes(clock + MINUTE)).toEqual([])
})

test('what was received later is unknown to a past moment, also in a view nobody watches', async () => {
  const one = await server()
  await burst(at.db, 9, { source: 'hotline', at: clock })
  await settled(one)
  const then = clock - 30 * MINUTE
  expect((await ask(one, `?window=6&at=${clock}`)).hotspots).toHaveLength(1)
  expect((await ask(one, `?window=6&at=${then}`)).hotspots).toEqual([])
})

test('patrol findings alone make no hotspot without a warning, and are no citizens’ complaints', async () => {
  const one = await server()
  await at.db.query(`update ticket set source = 'patrol' where id % 2 = 0`)
  const two = await server()
  await burst(at.db, 12, { source: 'patrol', at: clock })
  await settled(two)
  const patrol = await ask(two, '?window=24&source=patrol')
  expect(patrol.hotspots.length).toBeGreaterThan(0)
  for (const hotspot of patrol.hotspots) expect(hotspot.warnings).toContain('patrol_only')
  expect((await ask(two, '?window=24&source=citizens')).hotspots.filter(({ cold }) => !cold)).toEqual([])
  expect(await ask(two, '?window=24&source=all')).toMatchObject({ warnings: ['mixed'] })

  await burst(at.db, 12, { source: 'hotline', at: clock })
  await settled(two)
  const agreed = await ask(two, '?window=24&source=patrol')
  expect(agreed.hotspots[0]?.warnings).toEqual([])
  expect(agreed.hotspots[0]?.beside.find(({ source }) => source === 'citizens')).toMatchObject({
    chance: expect.closeTo(0, 3),
  })
  await one.watch.stop()
})

test('a hotspot tells the patrols’ dose, and the one that is owed most comes first', async () => {
  const one = await server()
  const lower: [number, number] = [121.46, 31.215]
  await burst(at.db, 9, { source: 'hotline', at: clock })
  await burst(at.db, 9, { source: 'hotline', at: clock, place: lower })
  await settled(one)
  clock += 200 * MINUTE
  const visit = (minutesAgo: number, minutes: number) => [
    ...[1, latLngToCell(BUND[1], BUND[0], RESOLUTION)],
    ...[clock - minutesAgo * MINUTE, clock - (minutesAgo - minutes) * MINUTE],
  ]
  for (const values of [visit(180, 12), visit(60, 4), visit(30, 18)])
    await at.db.query('insert into patrol_visit (unit, cell, from_at, to_at) values ($1, $2, $3, $4)', values)
  await at.db.query('insert into patrol_visit (unit, cell, from_at, to_at) values (1, $1, 0, 1)', [
    'elsewhere',
  ])
  const { hotspots } = await ask(one, '?window=24')
  expect(hotspots).toHaveLength(2)
  expect(hotspots[0]?.dose).toMatchObject({
    minutes: 0,
    stops: 0,
    lastStop: null,
    gap: 200,
    debt: 80,
    perMinute: null,
  })
  expect(hotspots[0]?.warnings).toEqual(['unpatrolled'])
  expect(hotspots[1]?.dose).toMatchObject({
    ...{ minutes: 34, stops: 2, longStops: 1, gap: 12, debt: 0, windowMinutes: 34 },
    perMinute: Math.round(((hotspots[1]?.count ?? 0) / 34) * 10_000) / 10_000,
  })
  expect(hotspots[1]?.warnings).toEqual([])
})

test('a ticket that is cancelled or fused counts no more', async () => {
  const one = await server()
  const ids = await burst(at.db, 4, { source: 'hotline', at: clock })
  await settled(one)
  const before = (await ask(one, '?window=2')).method.parameters.tickets
  const { send } = await person(at, 'dispatcher')
  const { status } = await send('POST', `/api/tickets/${ids[0]}/cancel`, { version: 1, reason: '重复' })
  expect(status).toBe(200)
  await settled(one)
  expect((await ask(one, '?window=2')).method.parameters.tickets).toBe(before - 1)
})
