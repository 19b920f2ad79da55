/** What tests stand on: a database of their own with all migrations, and the app on it. Real PostGIS, no mocks. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Registry } from 'prom-client'
import type { Role } from '#contract/roles.ts'
import { type App, createApp, type Needs } from './app.ts'
import { hashToken, newToken, SESSION_COOKIE } from './auth.ts'
import { connect, one, type Pool } from './db.ts'
import { readEnv } from './env.ts'
import { createGrid } from './positions/grid.ts'

export type TestDatabase = { readonly db: Pool; readonly url: string; drop(): Promise<void> }

/** A fresh database with every migration applied and no rows. */
export const testDatabase = (): Promise<TestDatabase> => copyOf('jianghe_template')

/** A fresh database with the city and its demonstration in it. */
export const seededDatabase = (): Promise<TestDatabase> => copyOf('jianghe_seeded_template')

async function copyOf(template: string): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests with npm test')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name} template ${template}`)
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  const db = connect(url)
  return {
    db,
    url,
    async drop() {
      await db.end()
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

export type TestConsole = TestDatabase & {
  readonly app: App
  readonly needs: Needs
  /** Where each mover is, for what asks `newest`. */
  readonly places: Map<number, { lng: number; lat: number; at: number }>
  stop(): Promise<void>
}

/** The app without sockets and gateways, for `inject`. */
export async function testConsole(change: Partial<Needs> = {}): Promise<TestConsole> {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'jianghe-'))
  const places: TestConsole['places'] = new Map()
  const needs: Needs = {
    db: database.db,
    env: readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
    metrics: new Registry(),
    now: Date.now,
    newest: (mover) => places.get(mover),
    grid: createGrid(),
    nudge: () => {},
    sessionEnded: () => {},
    unready: async () => [],
    ...change,
  }
  const app = await createApp(needs)
  return {
    ...database,
    app,
    needs,
    places,
    async stop() {
      await app.close()
      await database.drop()
      await rm(dataDir, { recursive: true })
    },
  }
}

export type Person = {
  readonly username: string
  readonly cookie: string
  /** Sends a request as this person; a POST carries a fresh key unless one is given. */
  send(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: unknown,
    key?: string,
  ): Promise<{ status: number; body: never }>
}

/** Somebody with a role and a running session; an officer of `unit` where named. Answers are untyped JSON on purpose: they are what a client sees. */
export async function person(
  { app, db, needs }: TestConsole,
  role: Role,
  { username = `${role}-${randomUUID().slice(0, 8)}`, unit }: { username?: string; unit?: number } = {},
): Promise<Person> {
  const officer = unit === undefined ? null : await crewOf(db, unit, username)
  const { rows } = await db.query<{ id: number }>(
    `insert into account (username, password_hash, role, name, name_en, officer) values ($1, 'none', $2, $1, $1, $3) returning id`,
    [username, role, officer],
  )
  const token = newToken()
  await db.query('insert into session (token_hash, account, created, expires) values ($1, $2, $3, $4)', [
    hashToken(token),
    one(rows).id,
    new Date(needs.now()),
    new Date(needs.now() + 3_600_000),
  ])
  const cookie = `${SESSION_COOKIE}=${token}`
  return {
    username,
    cookie,
    async send(method, url, body, key = randomUUID()) {
      const headers = { cookie, ...(method === 'POST' ? { 'idempotency-key': key } : {}) }
      const answer = await app.inject({
        method,
        url,
        headers,
        ...(body === undefined ? {} : { payload: body as object }),
      })
      return { status: answer.statusCode, body: answer.json() as never }
    },
  }
}

async function crewOf(db: Pool, unit: number, name: string): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `insert into officer (name, name_en, organisation, unit) select $2, $2, organisation, id from unit where id = $1 returning id`,
    [unit, name],
  )
  return one(rows).id
}

/** A small city: a district, a squad, two categories, and units of the kinds named, H001 and on. Answers the units' ids. */
export async function smallCity(db: Pool, kinds: readonly string[]): Promise<number[]> {
  await db.query(`
    insert into organisation (kind, code, name, name_en) values ('district', '310101', '黄浦区', 'Huangpu');
    insert into organisation (parent, kind, code, name, name_en) values (1, 'squad', '310101013000', '外滩中队', 'Bund Squad');
    insert into category (code, name, name_en, priority, clock_amount, clock_unit) values
      ('0501', '无照经营游商', 'Unlicensed vending', 3, 4, 'working_hours'),
      ('0205', '广告招牌破损', 'Broken signboard', 1, 2, 'working_hours');
    insert into category (code, name, name_en, priority, clock_amount, clock_unit, kinds) values
      ('0105', '水域不洁', 'Dirty water', 3, 4, 'working_hours', '{boat}');
    insert into clock_rule (clock, source, nature, amount, unit, most) values
      ('first_contact', 'hotline', null, 1, 'working_days', null), ('handling', 'hotline', 'complaint', 5, 'working_days', 15);
    insert into pause_rule (clock, state, cause) values ('handling', 'suspended', 'complainant')`)
  const { rows } = await db.query<{ id: number }>(
    `insert into unit (code, name, name_en, kind, organisation)
     select 'H' || lpad(n::text, 3, '0'), '力量' || n, 'Unit ' || n, kind, 2
     from unnest($1::text[]) with ordinality as u (kind, n) returning id`,
    [kinds],
  )
  return rows.map((row) => row.id)
}
