/** Before all tests: client and server as built, the pages and the browsers that tests share, a real PostgreSQL with PostGIS, and the templates from which each test file copies its database. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { dayOf } from '#contract/workingTime.ts'
import { hostBrowsers } from '../client/testing.browser.ts'
import { servePages } from '../client/testing.pages.ts'
import { hashOf } from '../scripts/build.ts'
import { requireBuilt } from '../scripts/built.ts'
import { seed } from '../scripts/seed.ts'
import { openDatabase } from './cluster/database.ts'
import { connect } from './db.ts'
import { readEnv } from './env.ts'
import { migrate } from './migrate.ts'
import { fillWeek } from './patrols/making.ts'
import { root } from './root.ts'

/** Tests kill our programs, never this machine: waiting for its disk at each commit would prove nothing. */
const settings = { fsync: 'off', full_page_writes: 'off' }

/** Sets TEST_DATABASE_URL for the tests; answers what vitest calls after the last one. */
export default async function prepareTests(): Promise<() => Promise<void>> {
  await requireBuilt()
  const { databaseUrl, dataDir } = readEnv(process.env)
  const say = (words: string) => process.stderr.write(`${words}\n`)
  const database = await openDatabase({ databaseUrl, dataDir: join(dataDir, 'test'), settings }, say)
  try {
    await prepareTemplates(database.url, say)
  } catch (error) {
    await database.stop()
    throw error
  }
  process.env.TEST_DATABASE_URL = database.url
  const pages = await servePages(pageScripts())
  process.env.TEST_PAGES = pages.url
  const browsers = await hostBrowsers()
  process.env.TEST_BROWSERS = browsers.url
  return async () => {
    await browsers.stop()
    pages.stop()
    await database.stop()
  }
}

const pageScripts = (): string[] =>
  readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.page\.tsx?$/.test(name))
    .map((name) => `client/${name}`)

type Template = {
  readonly name: string
  /** Made anew when anything of this has changed. */
  readonly sources: readonly string[]
  readonly from?: string
  /** What it holds begins with the day on which it was made. */
  readonly lastsADay?: boolean
  fill(url: string, say: (words: string) => void): Promise<unknown>
}

/** Copying one takes a tenth of the time of migrating, or of seeding. */
const templates: readonly Template[] = [
  { name: 'jianghe_template', sources: ['data/migrations'], fill: migrate },
  {
    name: 'jianghe_seeded_template',
    sources: [
      'data/migrations',
      'data/seed',
      'data/figures',
      'scripts/seed.ts',
      'scripts/seed',
      'server/accounts',
      'server/city',
      'server/zones',
      'scripts/simulate',
      'server/objects/queries.ts',
      'server/patrols',
    ],
    from: 'jianghe_template',
    lastsADay: true,
    async fill(url) {
      const db = connect(url, { max: 1 })
      try {
        await seed(db, { demo: true })
        // A server makes the rounds as it starts: two seconds of a processor for each test that has a city.
        await fillWeek(db, Date.now())
      } finally {
        await db.end()
      }
    },
  },
]

async function prepareTemplates(url: string, say: (words: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Two test runs on one server must not make them at the same time.
    await client.query(`select pg_advisory_lock(hashtext('jianghe_template'))`)
    for (const template of templates) await prepare(client, template, url, say)
  } finally {
    await client.end()
  }
}

async function prepare(
  client: pg.Client,
  { name, sources, from, lastsADay, fill }: Template,
  url: string,
  say: (words: string) => void,
): Promise<void> {
  const state = hashOf(sources) + (lastsADay ? ` ${dayOf(Date.now())}` : '')
  if ((await stateOf(client, name)) === state) return
  await client.query(`drop database if exists ${name}`)
  await client.query(`create database ${name} template ${from ?? 'template1'}`)
  await fill(databaseOn(url, name), say)
  await client.query(`comment on database ${name} is '${state}'`)
}

async function stateOf(client: pg.Client, name: string): Promise<string | undefined> {
  const { rows } = await client.query<{ state: string | null }>(
    `select shobj_description(oid, 'pg_database') as state from pg_database where datname = $1`,
    [name],
  )
  return rows[0]?.state ?? undefined
}

function databaseOn(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
