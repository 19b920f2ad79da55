/** A cluster of our own is made, shared, found again after a kill, and stopped by the last program that uses it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from './cluster.ts'

const isRoot = process.getuid?.() === 0
const folder = mkdtempSync(join(tmpdir(), 'jianghe-cluster-'))
const dataDir = join(folder, 'shared')
const start = (where = dataDir) => startCluster({ dataDir: where, say: () => undefined })

// PostgreSQL's account must come through the folder that mkdtemp makes for us alone.
beforeAll(() => chmodSync(folder, 0o755))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a new cluster has a database with PostGIS to offer, on loopback only', async () => {
  const cluster = await start()
  const { rows } = await ask(
    cluster.url,
    `select current_setting('listen_addresses') as host, current_setting('fsync') as fsync,
       (select count(*)::int from pg_available_extensions where name = 'postgis') as postgis`,
  )
  await cluster.stop()
  expect(rows).toEqual([{ host: '127.0.0.1', fsync: 'on', postgis: 1 }])
})

test('it lets nobody in without its password', async () => {
  const cluster = await start()
  const stranger = Object.assign(new URL(cluster.url), { password: 'guess' }).href
  await expect(ask(stranger, 'select 1')).rejects.toThrow('password authentication failed')
  await cluster.stop()
})

test('what was written is there after a stop and a start', async () => {
  const before = await start()
  await ask(before.url, 'create table kept as select 42 as answer')
  await before.stop()
  await expect(ask(before.url, 'select 1')).rejects.toThrow()
  const after = await start()
  const { rows } = await ask(after.url, 'select answer from kept')
  await after.stop()
  expect(rows).toEqual([{ answer: 42 }])
})

test('a server left behind by a killed program is adopted, and then stopped', async () => {
  const { program, url } = await startElsewhere()
  await kill(program)
  const left = postmaster()
  const cluster = await start()
  expect([cluster.url, postmaster()]).toEqual([url, left])
  await cluster.stop()
  await expect(ask(url, 'select 1')).rejects.toThrow()
})

test('a program that stops leaves the cluster to another that still uses it', async () => {
  const { program, url } = await startElsewhere()
  const cluster = await start()
  await cluster.stop()
  const { rows } = await ask(url, 'select 1 as alive')
  expect(rows).toEqual([{ alive: 1 }])
  await kill(program)
  await stopLeftBehind()
})

test('after the server itself was killed, the next start mends and keeps what was acknowledged', async () => {
  const cluster = await start()
  await ask(cluster.url, 'create table acknowledged as select 1 as row')
  process.kill(Number(postmaster()), 'SIGKILL')
  await cluster.stop()
  const again = await start()
  const { rows } = await ask(again.url, 'select row from acknowledged')
  await again.stop()
  expect(rows).toEqual([{ row: 1 }])
})

test('a folder with a long name gets its socket elsewhere', async () => {
  const cluster = await start(join(folder, 'long'.repeat(20)))
  const { rows } = await ask(
    cluster.url,
    `select length(current_setting('unix_socket_directories')) < 80 as short`,
  )
  await cluster.stop()
  expect(rows).toEqual([{ short: true }])
})

test('two programs starting at once get one and the same server', async () => {
  const clusters = await Promise.all([start(), start()])
  expect(clusters[0].url).toBe(clusters[1].url)
  await Promise.all(clusters.map((cluster: Cluster) => cluster.stop()))
})

test.runIf(isRoot)('below a folder that its account cannot enter, the cluster lies elsewhere', async () => {
  const closed = join(folder, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const cluster = await start(join(closed, 'data'))
  await cluster.stop()
  const elsewhere = readFileSync(join(closed, 'data/cluster.place'), 'utf8').trim()
  const isThere = existsSync(join(elsewhere, 'data/PG_VERSION'))
  rmSync(elsewhere, { recursive: true })
  expect(isThere).toBe(true)
})

async function ask(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

async function startElsewhere(): Promise<{ program: ChildProcess; url: string }> {
  const starter = new URL('testing.starter.ts', import.meta.url).pathname
  const program = spawn(process.execPath, ['--import', 'tsx', starter, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [told] = program.stdout ? await once(program.stdout, 'data') : []
  return { program, url: String(told).trim() }
}

async function kill(program: ChildProcess): Promise<void> {
  program.kill('SIGKILL')
  await once(program, 'exit')
}

const postmaster = () => readFileSync(join(dataDir, 'cluster/data/postmaster.pid'), 'utf8').split('\n')[0]

async function stopLeftBehind(): Promise<void> {
  const cluster = await start()
  await cluster.stop()
}
