/** Before all tests: client and server as built, a real PostgreSQL with PostGIS, and a migrated template from which each test file copies its database. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { requireBuilt } from '../scripts/built.ts'
import { openDatabase } from './cluster/database.ts'
import { readEnv } from './env.ts'
import { migrate, migrationsFolder } from './migrate.ts'

const template = 'jianghe_template'

/** Sets TEST_DATABASE_URL for the tests; answers what vitest calls after the last one. */
export default async function prepareTests(): Promise<() => Promise<void>> {
  await requireBuilt()
  const { databaseUrl, dataDir } = readEnv(process.env)
  const say = (words: string) => process.stderr.write(`${words}\n`)
  const database = await openDatabase({ databaseUrl, dataDir: join(dataDir, 'test') }, say)
  try {
    await prepareTemplate(database.url, say)
  } catch (error) {
    await database.stop()
    throw error
  }
  process.env.TEST_DATABASE_URL = database.url
  return database.stop
}

/** Made once for each state of the migrations: copying it takes a tenth of the time of migrating. */
async function prepareTemplate(url: string, say: (words: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Two test runs on one server must not make it at the same time.
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const state = hashOfMigrations()
    if ((await stateOfTemplate(client)) === state) return
    await client.query(`drop database if exists ${template}`)
    await client.query(`create database ${template}`)
    await migrate(databaseOn(url, template), say)
    await client.query(`comment on database ${template} is '${state}'`)
  } finally {
    await client.end()
  }
}

async function stateOfTemplate(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ state: string | null }>(
    `select shobj_description(oid, 'pg_database') as state from pg_database where datname = $1`,
    [template],
  )
  return rows[0]?.state ?? undefined
}

function hashOfMigrations(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrationsFolder).sort()) {
    hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  }
  return hash.digest('hex')
}

function databaseOn(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
