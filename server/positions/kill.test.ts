/** The server killed without warning: what it had acknowledged a batch second ago is there, and consoles come back. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { afterAll, expect, test, vi } from 'vitest'
import { createFrameDecoder } from '#contract/frame.ts'
import type { Fix } from '#contract/positions.ts'
import { hashToken, newToken, SESSION_COOKIE } from '../auth.ts'
import { smallCity, type TestDatabase, testDatabase } from '../testing.ts'

const servers: ChildProcess[] = []
afterAll(() => {
  for (const server of servers) server.kill('SIGKILL')
})

/** `npm start`'s server as a process; answers once it says where it is. */
async function serve(
  database: TestDatabase,
  dataDir: string,
  port: number,
): Promise<{ server: ChildProcess; url: string }> {
  const server = spawn(process.execPath, ['--import', 'tsx', resolve(import.meta.dirname, '../main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      AIS_PORT: '0',
      ADMIN_PASSWORD: 'kill-test-password',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  servers.push(server)
  const url = await new Promise<string>((found, failed) => {
    let said = ''
    server.stderr?.on('data', (bytes) => {
      said += bytes
      const at = /console is at (\S+)/.exec(said)?.[1]
      if (at) found(at.replace('localhost', '127.0.0.1'))
    })
    server.once('exit', () => failed(new Error(said)))
  })
  return { server, url }
}

test('kill -9 loses no position older than the last batch second, and a console recovers by itself', async () => {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'jianghe-'))
  const [unit = 0] = await smallCity(database.db, ['foot'])
  const [token, session] = [newToken(), newToken()]
  await database.db.query(
    `insert into device (id, protocol, unit, token_hash) values ('walker', 'http', $1, $2)`,
    [unit, hashToken(token)],
  )
  await database.db.query(
    `with watcher as (insert into account (username, password_hash, role, name, name_en)
       values ('watcher', 'none', 'dispatcher', 'w', 'w') returning id)
     insert into session (token_hash, account, created, expires) select $1, id, now(), now() + interval '1 hour' from watcher`,
    [hashToken(session)],
  )
  const first = await serve(database, dataDir, 0)

  const seen = new Map<number, number>()
  const socket = io(first.url, {
    transports: ['websocket'],
    extraHeaders: { cookie: `${SESSION_COOKIE}=${session}` },
    reconnectionDelay: 200,
    reconnectionDelayMax: 500,
  })
  let decoder = createFrameDecoder()
  socket.on('connect', () => {
    decoder = createFrameDecoder()
  })
  socket.on('frame', (frame: ArrayBuffer) => {
    decoder.decode(frame, (fix: Fix) => seen.set(fix.mover, fix.at))
  })

  const acknowledged: number[] = []
  const report = async (url: string) => {
    const at = Math.floor(Date.now() / 10) * 10
    const answer = await fetch(`${url}/api/positions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify([{ device: 'walker', at, lng: 121.48, lat: 31.24 }]),
    })
    expect(await answer.json()).toEqual({ accepted: 1, refused: [] })
    acknowledged.push(at)
  }
  for (let i = 0; i < 30; i++) {
    await report(first.url)
    await sleep(100)
  }
  await vi.waitFor(() => expect(seen.get(unit)).toBe(acknowledged.at(-1)))
  const killedAt = Date.now()
  first.server.kill('SIGKILL')

  const mustBeThere = acknowledged.filter((at) => at < killedAt - 1_000)
  const { rows } = await database.db.query<{ at: number }>(
    'select at from fix where mover = $1 order by at',
    [unit],
  )
  expect(mustBeThere.length).toBeGreaterThan(15)
  expect(rows.map(({ at }) => at)).toEqual(expect.arrayContaining(mustBeThere))

  seen.clear()
  const second = await serve(database, dataDir, Number(new URL(first.url).port))
  await vi.waitFor(() => expect(seen.get(unit)).toBe(rows.at(-1)?.at), 15_000)
  await report(second.url)
  await vi.waitFor(() => expect(seen.get(unit)).toBe(acknowledged.at(-1)), 5_000)

  socket.close()
  second.server.kill('SIGTERM')
  await once(second.server, 'exit')
  await rm(dataDir, { recursive: true, force: true })
  await database.drop()
})
