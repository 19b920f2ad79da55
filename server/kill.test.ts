/** `kill -9` in the middle of the work: nothing that was acknowledged is lost, and the book is back. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Event } from '#contract/events.ts'
import type { Ticket } from '#contract/tickets.ts'
import { hashToken, SESSION_COOKIE } from './auth.ts'
import { type ServerProcess, serverProcess } from './testing.process.ts'
import { smallCity, type TestDatabase, testDatabase } from './testing.ts'

const DEVICES = 20
const cookie = `${SESSION_COOKIE}=${'t'.repeat(43)}`
const feed = 'f'.repeat(43)
let database: TestDatabase
let dataDir: string
let server: ServerProcess

beforeAll(async () => {
  database = await testDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'jianghe-'))
  await smallCity(
    database.db,
    Array.from({ length: DEVICES }, () => 'car'),
  )
  await database.db.query(
    `insert into account (username, password_hash, role, name, name_en) values ('wang', 'none', 'dispatcher', '王', 'Wang')`,
  )
  await database.db.query(
    `insert into session select $1, id, now(), now() + interval '1 hour' from account`,
    [hashToken('t'.repeat(43))],
  )
  await database.db.query(`insert into device (id, protocol, token_hash) values ('feed', 'feed', $1)`, [
    hashToken(feed),
  ])
  await database.db.query(`insert into device (id, protocol, unit) select 'car-' || id, 'http', id from unit`)
  server = await start()
})
afterAll(async () => {
  await server?.kill('SIGKILL')
  await database.drop()
  await rm(dataDir, { recursive: true })
})

const start = () =>
  serverProcess({ DATABASE_URL: database.url, DATA_DIR: dataDir, ADMIN_PASSWORD: 'long enough password' })

type Acknowledged = { tickets: string[]; fixes: { mover: number; at: number; acknowledged: number }[] }

/** Writes tickets and positions as fast as they are acknowledged, until the server is gone. */
async function write(units: readonly number[]): Promise<Acknowledged> {
  const done: Acknowledged = { tickets: [], fixes: [] }
  const tickets = async () => {
    for (;;) {
      const body = { category: '0501', text: '设摊', address: '外滩', place: [121.4867, 31.2443] }
      const headers = { 'content-type': 'application/json', cookie, 'idempotency-key': randomUUID() }
      const answer = await fetch(`${server.url}/api/tickets`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      if (answer.status === 200) done.tickets.push(((await answer.json()) as Ticket).code)
    }
  }
  const positions = async () => {
    for (let n = 0; ; n++) {
      const at = Date.now()
      const body = units.map((unit) => ({ device: `car-${unit}`, at, lng: 121.48 + n * 1e-4, lat: 31.24 }))
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${feed}` }
      const answer = await fetch(`${server.url}/api/positions`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      const { accepted } = (await answer.json()) as { accepted: number }
      if (accepted !== units.length) throw new Error(`only ${accepted} of ${units.length} accepted`)
      for (const mover of units) done.fixes.push({ mover, at, acknowledged: Date.now() })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const gone = (error: Error) => {
    if (error.name !== 'TypeError') throw error
  }
  await Promise.all([tickets().catch(gone), tickets().catch(gone), positions().catch(gone)])
  return done
}

test('three kills lose no acknowledged ticket or event, and no position older than the last batch second', async () => {
  const { rows } = await database.db.query<{ id: number }>('select id from unit order by id')
  const units = rows.map((row) => row.id)
  const all: Acknowledged = { tickets: [], fixes: [] }
  for (let round = 0; round < 3; round++) {
    const writing = write(units)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    const killedAt = Date.now()
    await server.kill('SIGKILL')
    const done = await writing
    all.tickets.push(...done.tickets)
    all.fixes.push(...done.fixes.filter((fix) => fix.acknowledged < killedAt - 1_000))
    server = await start()
  }

  expect(all.tickets.length).toBeGreaterThan(30)
  expect(all.fixes.length).toBeGreaterThan(DEVICES * 20)
  const filed = await database.db.query<{ code: string }>('select code from ticket')
  const codes = new Set(filed.rows.map((row) => row.code))
  expect(all.tickets.filter((code) => !codes.has(code))).toEqual([])

  const log = await database.db.query<Pick<Event, 'number' | 'kind'>>(
    'select number, kind from event order by number',
  )
  expect(log.rows.map((row) => row.number)).toEqual(log.rows.map((_, i) => i + 1))
  expect(log.rows.filter((row) => row.kind === 'ticket.opened')).toHaveLength(codes.size)

  const written = await database.db.query<{ mover: number; at: number }>('select mover, at from fix')
  const known = new Set(written.rows.map((row) => `${row.mover} ${row.at}`))
  expect(all.fixes.filter((fix) => !known.has(`${fix.mover} ${fix.at}`))).toEqual([])
})

test('after the kill the server shows nobody further back than the history knows them', async () => {
  const answer = await fetch(`${server.url}/api/positions`, { headers: { cookie } })
  const shown = (await answer.json()) as { mover: number; at: number }[]
  const { rows } = await database.db.query<{ mover: number; at: number }>(
    'select mover, max(at) as at from fix group by mover',
  )
  const shownAt = new Map(shown.map(({ mover, at }) => [mover, at]))
  expect(rows).toHaveLength(DEVICES)
  // The newest places are written with the batch and may be ahead of the history by what came in meanwhile.
  expect(rows.filter(({ mover, at }) => !((shownAt.get(mover) ?? 0) >= at))).toEqual([])
})
