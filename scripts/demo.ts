/** `npm run demo`: the console with a seeded city and simulated patrols, from nothing to an address to open. */
import { openDatabase } from '../server/cluster/database.ts'
import type { Db } from '../server/db.ts'
import { type Env, readEnv } from '../server/env.ts'
import { migrate } from '../server/migrate.ts'
import { requireBuilt } from './built.ts'
import { startScript } from './child.ts'
import { type Parts, runParts } from './parts.ts'
import { withFreePorts } from './ports.ts'
import { say } from './say.ts'
import { startServerPart } from './server.ts'

const accounts = ['dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'auditor', 'wall']

await runParts(async (parts) => {
  const started = Date.now()
  const { DATA_DIR, LOG_LEVEL } = process.env
  const apart = { DEMO: '1', DATA_DIR: DATA_DIR || 'data/local/demo', LOG_LEVEL: LOG_LEVEL || 'warn' }
  const variables = { ...process.env, ...apart }
  const env = await withFreePorts(readEnv(variables), variables, say)
  await requireBuilt()
  const url = await startCity(env, apart, parts)
  await startSimulator(url, parts)
  process.stdout.write(welcome(url, Math.round((Date.now() - started) / 1000)))
})

/** Database, rows and server; answers the address. */
async function startCity(env: Env, apart: NodeJS.ProcessEnv, parts: Parts): Promise<string> {
  const database = await openDatabase(env, say)
  await parts.add(database.stop)
  await migrate(database.url, say)
  await seedCity(database.url)
  return startServerPart(parts, {
    ...apart,
    PORT: String(env.port),
    AIS_PORT: String(env.aisPort),
    JT808_PORT: String(env.jt808Port),
    DATABASE_URL: database.url,
  })
}

async function seedCity(url: string): Promise<void> {
  const [{ connect }, { seed }, { seedTickets }] = await Promise.all([
    import('../server/db.ts'),
    import('./seed.ts'),
    import('./seed/hotspots.ts'),
  ])
  const db = connect(url)
  try {
    await refuseRealData(db)
    await seed(db, { demo: true }, say)
    const tickets = await seedTickets(db)
    if (tickets > 0) say(`Seeded ${tickets} demonstration tickets of past weeks`)
  } finally {
    await db.end()
  }
}

/** Accounts whose passwords everybody knows must never come among real ones. */
async function refuseRealData(db: Db): Promise<void> {
  const { rows } = await db.query<{ all: number; ours: number }>(
    'select count(*)::int as all, count(*) filter (where username = any($1))::int as ours from account',
    [accounts],
  )
  const { all = 0, ours = 0 } = rows[0] ?? {}
  if (all === 0 || ours === accounts.length) return
  throw new Error(
    'This database holds the accounts of a real console; the demonstration keeps its data apart. Unset DATABASE_URL and DATA_DIR, or name an empty database and folder.',
  )
}

/** In a process of its own, as a stranger would use the public API; without it the console goes on. */
async function startSimulator(url: string, parts: Parts): Promise<void> {
  const simulator = startScript('scripts/simulate.ts', ['--url', url])
  let stopping = false
  await parts.add(() => {
    stopping = true
    return simulator.stop()
  })
  simulator.ended.then((code) => {
    if (!stopping)
      say(`The simulator ended (code ${code}): units stand still from now on. The console goes on.`)
  })
}

function welcome(url: string, seconds: number): string {
  const rows = [...accounts, 'partner'].map((name) => `    ${name.padEnd(12)}demo-${name}`)
  return [
    '',
    `The console runs (演示数据 · demo data), after ${seconds} s:  ${url}`,
    '  /desk dispatcher · /wall big screen · /field phone',
    '',
    '  Account     Password',
    ...rows.map((row) => row.slice(2)),
    '',
    'Ctrl+C stops everything; the data stay for the next run.',
    '',
  ].join('\n')
}
