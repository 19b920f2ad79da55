/** A scene asked for, written, put down in the log, shown again and checked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExportCheck, SceneExport } from '#contract/exports.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { gatherScene } from './gather.ts'
import { readMfjson } from './readMfjson.ts'

const START = Date.UTC(2026, 10, 26, 6)
const MINUTE = 60_000
const BUND: [number, number] = [121.4901234, 31.2401234]

let console: TestConsole
let supervisor: Person
let duty: Person
let units: number[]
let now = START + 60 * MINUTE

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  units = await smallCity(console.db, ['foot', 'boat', 'foot'])
  supervisor = await person(console, 'supervisor', { username: 'gu' })
  duty = await person(console, 'duty', { username: 'min' })
  await console.db.query(`update session set expires = '2100-01-01'`)
  await console.db.query(`create table fix_test partition of fix for values from (0) to (9000000000000)`)
  const [first, boat, far] = units as [number, number, number]
  // Every second for a minute, two minutes of silence, and a minute more; its copies were kept twice.
  await walk(first, [0, 180], BUND)
  await walk(first, [180], BUND)
  await walk(boat, [0], [121.4905, 31.241])
  await walk(far, [0], [121.7, 31.1])
  await console.db.query(`insert into device (id, protocol) values ('413000001', 'ais')`)
})
afterAll(() => console.stop())

const walk = (mover: number, minutes: readonly number[], [lng, lat]: [number, number]) =>
  console.db.query(
    `insert into fix (mover, at, received, lng, lat, speed, heading, accuracy, source, skew)
     select $1, $2::bigint + (m + s) * 1000, $2::bigint + (m + s) * 1000 + 250, $4 + s * 97, $5 + s, 140, case when s % 2 = 0 then 9000 end, null, 0, 12
     from unnest($3::int[]) m, generate_series(0, 59) s`,
    [mover, START, minutes, Math.round(lng * 1e7), Math.round(lat * 1e7)],
  )

const ask = (who: Person, body: object, key?: string) =>
  who.send('POST', '/api/exports', { format: 'mfjson', purpose: 'incident', ...body }, key) as Promise<{
    status: number
    body: SceneExport & { code: string; message: { zh: string } }
  }>
const span = { from: START, to: START + 10 * MINUTE }
const around = { west: 121.48, south: 31.23, east: 121.5, north: 31.25 }

async function fetchFile(who: Person, { id }: SceneExport): Promise<Buffer> {
  const answer = await console.app.inject({ url: `/api/exports/${id}/file`, headers: { cookie: who.cookie } })
  expect(answer.statusCode).toBe(200)
  return answer.rawPayload
}

async function check(file: Buffer): Promise<ExportCheck> {
  const answer = await console.app.inject({
    method: 'POST',
    url: '/api/exports/check',
    headers: { cookie: supervisor.cookie, 'content-type': 'application/octet-stream' },
    payload: file,
  })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}

describe('a scene', () => {
  test('holds who was in the area, with the silence as a gap, exact to the last digit', async () => {
    const { body: made } = await ask(supervisor, { filter: { ...span, box: around } })
    expect(made).toMatchObject({ by: 'gu', counts: { movers: 2, fixes: 180, gaps: 1 } })
    const tracks = readMfjson((await fetchFile(supervisor, made)).toString('utf8'))
    expect(tracks.map(({ name }) => name)).toEqual(['H001', 'H002'])
    expect(tracks[0]?.gaps).toEqual([{ from: START + 59_000, to: START + 180_000, reason: 'silence' }])
    const fixes = tracks[0]?.stretches.flat() ?? []
    expect(fixes).toHaveLength(120)
    expect(fixes[1]).toEqual({
      at: START + 1_000,
      lng: 121.4901331,
      lat: 31.2401235,
      speed: 1.4,
      heading: null,
      accuracy: null,
      receivedAfter: 250,
      clockAhead: 12,
    })
  })

  test('of a zone is cut by its ground as it held then', async () => {
    const { rows } = await console.db.query<{ id: number }>(
      `insert into zone (kind, code, name, name_en, area) values ('drawn', 'D1', '外滩', 'Bund',
         st_multi(st_makeenvelope(121.48, 31.23, 121.4904, 31.25, 4326))) returning id`,
    )
    const { body: made } = await ask(supervisor, { filter: { ...span, zone: rows[0]?.id } })
    // The boat is east of it; the walker leaves it after some steps.
    expect(made.counts.movers).toBe(1)
    expect(made.counts.fixes).toBe(2 * 29)
  })

  test('holds the kinds and the organisation asked for, and what is no unit only where asked', async () => {
    const count = async (filter: object) =>
      (await ask(supervisor, { filter: { ...span, ...filter } })).body.counts.movers
    expect(await count({ kinds: ['boat'] })).toBe(1)
    expect(await count({ organisation: 1 })).toBe(3)
    const { rows } = await console.db.query<{ number: number }>('select number from device')
    await walk(rows[0]?.number as number, [0], BUND)
    expect(await count({})).toBe(3)
    expect(await count({ contacts: true })).toBe(4)
  })

  test('carries tickets as they stood at its end, and what was logged of them', async () => {
    now = START + MINUTE
    const { body: ticket } = (await duty.send('POST', '/api/tickets', {
      category: '0501',
      text: '=cmd|秘密',
      address: '中山东一路',
      place: BUND,
    })) as { body: { id: number; version: number; code: string } }
    await duty.send('POST', `/api/tickets/${ticket.id}/dispatch`, {
      version: ticket.version,
      units: [units[0]],
    })
    now = START + 60 * MINUTE
    const filter = { ...span, box: around, tickets: true, events: true }
    const { body: made } = await ask(supervisor, { format: 'csv', filter })
    expect(made.counts).toMatchObject({ tickets: 1, events: 2 })
    const text = (await fetchFile(supervisor, made)).toString('utf8')
    expect(text).toContain(ticket.code)
    expect(text).toMatch(/^ticket,.*,dispatched,/m)
    expect(text).toContain('assignment.dispatched')
    expect(text).toContain('enroute')
    // What the complaint said is nobody's matter outside.
    expect(text).not.toContain('秘密')
  })

  test('is logged with who, why, what and its hash, once however often it is sent', async () => {
    const before = await lastNumber(console.db)
    const body = { filter: { ...span, units: [units[0]] }, purpose: 'other', note: '案件复核' }
    const first = await ask(supervisor, body, 'the-same-key')
    const again = await ask(supervisor, body, 'the-same-key')
    expect(again.body).toEqual(first.body)
    const events = await eventsAfter(console.db, before, 10)
    expect(events.map(({ kind, actor, units }) => [kind, actor, units])).toEqual([
      ['scene.exported', 'gu', [units[0]]],
      ['track.looked', 'gu', [units[0]]],
    ])
    expect(events[0]?.body.export).toEqual(first.body)
  })

  test('is refused in words: without a purpose, too long, turned around, not begun, of no zone, or too much', async () => {
    const refused = async (body: object) => {
      const { status, body: answer } = await ask(supervisor, body)
      return [status, answer.code]
    }
    expect(await refused({ purpose: undefined, filter: span })).toEqual([400, 'invalid'])
    expect(await refused({ purpose: 'other', filter: span })).toEqual([400, 'purpose_note'])
    expect(await refused({ filter: { from: START, to: START + 25 * 60 * MINUTE } })).toEqual([
      400,
      'too_long',
    ])
    expect(await refused({ filter: { from: START, to: START } })).toEqual([400, 'no_span'])
    expect(await refused({ filter: { from: now, to: now + MINUTE } })).toEqual([400, 'in_future'])
    expect(await refused({ filter: { ...span, zone: 99 } })).toEqual([400, 'no_zone'])
    const head = { title: '', demo: false, madeAt: now, by: 'gu', purpose: 'incident', note: null } as const
    const log = { number: 0, sha256: '' }
    await expect(gatherScene(console.db, { ...head, filter: span, log }, now, 239)).rejects.toMatchObject({
      body: { code: 'too_much' },
    })
    const dispatcher = await person(console, 'dispatcher')
    expect((await ask(dispatcher, { filter: span })).status).toBe(403)
  })
})

describe('a file that somebody shows', () => {
  test('is known by the log where it is as it was made, and as changed where it is not', async () => {
    const { body: made } = await ask(supervisor, { filter: { ...span, box: around } })
    const file = await fetchFile(supervisor, made)
    expect(await check(file)).toMatchObject({
      format: 'mfjson',
      sha256: made.sha256,
      intact: true,
      logged: { by: 'gu', at: now, purpose: 'incident' },
      tracks: [
        { name: 'H001', fixes: 120, gaps: [{ reason: 'silence' }] },
        { name: 'H002', fixes: 60, gaps: [] },
      ],
    })
    const moved = Buffer.from(file.toString('utf8').replace('121.4901234', '121.4902234'))
    expect(await check(moved)).toMatchObject({ intact: false })
    expect(await check(Buffer.from('anything'))).toEqual({
      format: null,
      sha256: null,
      intact: false,
      logged: null,
      tracks: null,
    })
  })
})
