/** The life of a demonstration: up from nothing, refused on a taken port, gone at Ctrl+C, and back with its data. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAlive } from '../server/cluster/processes.ts'
import { testDatabase } from '../server/testing.ts'

const ready = join(import.meta.dirname, 'ready.mjs')
const dataDir = mkdtempSync(join(tmpdir(), 'jianghe-demo-'))
// The database's account must come through the folder that mkdtemp makes for us alone.
beforeAll(() => chmodSync(dataDir, 0o755))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

test('it comes up, refuses a second run on its port, stops at Ctrl+C and keeps its data', async () => {
  const first = startDemo('0')
  const url = await addressOf(first)
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ ready: true })
  const page = await fetch(url)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const before = await newestEvent(url)

  const refused = startDemo(new URL(url).port)
  expect([await codeOf(refused), refused.said()]).toEqual([1, expect.stringContaining('is taken')])

  const database = databaseProcess()
  first.program.kill('SIGINT')
  expect([await codeOf(first), isAlive(database)]).toEqual([0, false])

  const again = startDemo('0')
  expect(await newestEvent(await addressOf(again))).toBeGreaterThanOrEqual(before)
  again.program.kill('SIGKILL')
  // What is behind it notices that it is alone, and stops, the database as well.
  await expect.poll(() => isAlive(databaseProcess()), { timeout: 20_000 }).toBe(false)
}, 180_000)

test('it never mixes with the accounts of a real console', async () => {
  const { db, url, drop } = await testDatabase()
  await db.query(
    `insert into account (username, password_hash, role, name, name_en) values ('li', '-', 'admin', '李', 'Li')`,
  )
  const refused = startDemo('0', { DATABASE_URL: url })
  const code = await codeOf(refused)
  await drop()
  expect([code, refused.said()]).toEqual([1, expect.stringContaining('keeps its data apart')])
})

type Demo = { readonly program: ChildProcess; said(): string }

function startDemo(port: string, more: NodeJS.ProcessEnv = {}): Demo {
  const own = { PORT: port, HOST: '127.0.0.1', AIS_PORT: '0', JT808_PORT: '0', DATA_DIR: dataDir }
  const { DATABASE_URL, ...inherited } = process.env
  const program = spawn(process.execPath, [ready, 'demo'], {
    env: { ...inherited, ...own, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  return { program, said: () => said }
}

async function addressOf({ program, said }: Demo): Promise<string> {
  const told = () => /(http:\/\/\S+)\n[\s\S]*Ctrl\+C/.exec(said())?.[1]
  await expect.poll(() => told() ?? program.exitCode, { timeout: 120_000 }).not.toBeNull()
  return told() ?? expect.fail(said())
}

async function codeOf({ program }: Demo): Promise<number | null> {
  if (program.exitCode === null) await once(program, 'exit')
  return program.exitCode
}

async function newestEvent(url: string): Promise<number> {
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ username: 'auditor', password: 'demo-auditor' }),
  })
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const log = (await (await fetch(`${url}/api/events?limit=1`, { headers: { cookie } })).json()) as {
    last: number
  }
  return log.last
}

/** Number of the database's process; 0 once it has ended in order and taken its file away. */
function databaseProcess(): number {
  const file = join(dataDir, 'cluster/data/postmaster.pid')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0
}
