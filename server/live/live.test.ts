/** The socket server: who gets in, what each sees, and who is put out. */
import { type Socket as Connection, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Fix } from '#contract/positions.ts'
import { transaction } from '../db.ts'
import { append } from '../events/append.ts'
import { type LivingConsole, livingConsole, watcher } from '../testing.live.ts'
import { person, smallCity } from '../testing.ts'

let running: LivingConsole
let units: number[]
beforeAll(async () => {
  running = await livingConsole({ patienceMs: 500, sessionCheckMs: 200 })
  units = await smallCity(running.db, ['foot', 'foot'])
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

const fix = (mover: number, at = Date.now()): Fix => ({
  mover,
  at,
  lng: 121.48,
  lat: 31.24,
  speed: 1,
  heading: 90,
  accuracy: 5,
  source: 0,
  skew: 0,
})
const move = (mover: number) => running.positions.book.enter(fix(mover), Date.now())

describe('a console', () => {
  test('starts with hello and a full frame, and then sees who moves', async () => {
    move(1_000_001)
    const { cookie } = await person(running, 'dispatcher')
    const { socket, hello, fixes } = await watcher(running.port, cookie)
    expect(hello).toMatchObject({ protocol: 1, tick: 20, build: 'test' })
    await vi.waitFor(() => expect(fixes.has(1_000_001)).toBe(true))
    move(1_000_002)
    await vi.waitFor(() => expect(fixes.has(1_000_002)).toBe(true))
    socket.close()
  })

  test('hears a heartbeat when nothing moves', async () => {
    const { cookie } = await person(running, 'wall')
    const { socket } = await watcher(running.port, cookie)
    let frames = 0
    socket.on('frame', () => frames++)
    await vi.waitFor(() => expect(frames).toBeGreaterThan(1), 3_000)
    socket.close()
  })

  test('gets a full frame when it asks', async () => {
    move(1_000_003)
    const { cookie } = await person(running, 'duty')
    const watching = await watcher(running.port, cookie)
    const { socket, fixes } = watching
    await vi.waitFor(() => expect(fixes.has(1_000_003)).toBe(true))
    fixes.clear()
    socket.emit('full')
    await vi.waitFor(() => expect(fixes.has(1_000_003)).toBe(true))
    expect(watching.gaps).toBe(0)
    socket.close()
  })

  test('hears of what it looks at only, until it looks elsewhere', async () => {
    const { cookie } = await person(running, 'officer', { unit: units[0] as number })
    const { socket, fixes } = await watcher(running.port, cookie)
    socket.emit('view', [
      [
        [121.1, 31.0],
        [121.11, 31.01],
      ],
    ])
    await new Promise((later) => socket.once('frame', later))
    fixes.clear()
    const enter = (mover: number, lng: number) =>
      running.positions.book.enter({ ...fix(mover), lng, lat: 31 }, Date.now())
    enter(1_000_011, 121.3)
    enter(1_000_012, 121.105)
    await vi.waitFor(() => expect([...fixes.keys()]).toEqual([1_000_012]))
    socket.emit('view', [
      [
        [121.29, 31.0],
        [121.3, 31.01],
      ],
    ])
    await vi.waitFor(() => expect(fixes.has(1_000_011)).toBe(true))
    socket.emit('view', 'everything' as never)
    await vi.waitFor(async () => expect(await running.metric('live_views_refused_total')).toBe(1))
    socket.close()
  })

  test('without a session is refused', async () => {
    await expect(watcher(running.port, '')).rejects.toThrow('not_signed_in')
    await expect(watcher(running.port, `jianghe_session=${'x'.repeat(43)}`)).rejects.toThrow('not_signed_in')
  })

  test('of an auditor hears the log and the heartbeat, and sees nobody’s place', async () => {
    move(1_000_004)
    const { cookie } = await person(running, 'auditor')
    const { socket, fixes, facts } = await watcher(running.port, cookie)
    let frames = 0
    socket.on('frame', () => frames++)
    await happen([])
    await vi.waitFor(() => expect([facts.length > 0, frames > 0]).toEqual([true, true]), 3_000)
    expect(fixes.size).toBe(0)
    socket.close()
  })
})

/** Appends an event that concerns these units. */
async function happen(concerned: number[]): Promise<number> {
  return transaction(running.db, (tx) =>
    append(tx, Date.now(), [{ actor: 'test', kind: 'test.happened', subject: 'test/1', units: concerned }]),
  )
}

test('an officer hears the facts of the own unit, the desk hears all', async () => {
  const [own = 0, other = 0] = units
  const officer = await watcher(running.port, (await person(running, 'officer', { unit: own })).cookie)
  const desk = await watcher(running.port, (await person(running, 'dispatcher')).cookie)
  await happen([other])
  const last = await happen([own])
  await vi.waitFor(() =>
    expect([officer, desk].map(({ facts }) => facts.at(-1)?.number)).toEqual([last, last]),
  )
  expect(officer.facts.map((fact) => fact.units)).toEqual([[own]])
  expect(desk.facts.slice(-2).map((fact) => fact.units)).toEqual([[other], [own]])
  officer.socket.close()
  desk.socket.close()
})

describe('a socket is closed', () => {
  const closed = (socket: { connected: boolean }): Promise<void> =>
    vi.waitFor(() => expect(socket.connected).toBe(false), 3_000)

  test('at once when its person signs out', async () => {
    const dispatcher = await person(running, 'dispatcher')
    const { socket } = await watcher(running.port, dispatcher.cookie)
    await dispatcher.send('DELETE', '/api/session')
    await closed(socket)
  })

  test('when the session ends on another server or runs out', async () => {
    const { cookie, username } = await person(running, 'dispatcher')
    const { socket } = await watcher(running.port, cookie)
    await running.db.query(
      `update session set expires = now() where account = (select id from account where username = $1)`,
      [username],
    )
    await closed(socket)
  })

  test('when its officer joins another unit', async () => {
    const { cookie, username } = await person(running, 'officer', { unit: units[0] as number })
    const { socket } = await watcher(running.port, cookie)
    await running.db.query('update officer set unit = $1 where name = $2', [units[1], username])
    await closed(socket)
  })
})

/** Opens a websocket by hand, so that it can lie about its origin or stop reading. */
function upgrade(headers: Record<string, string>): Promise<{ connection: Connection; answer: string }> {
  const connection = connect(running.port, '127.0.0.1')
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${running.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  connection.write(`${lines.join('\r\n')}\r\n\r\n`)
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.once('data', (bytes) => resolve({ connection, answer: String(bytes).split('\r\n')[0] ?? '' }))
  })
}

describe('an origin', () => {
  test.each([
    ['of our own', (port: number) => `http://127.0.0.1:${port}`, /101/],
    ['that is foreign', () => 'http://evil.example', /40[03]/],
    ['of another port of this machine', () => 'http://127.0.0.1:1', /40[03]/],
    ['that is null', () => 'null', /40[03]/],
  ] as const)('%s is answered rightly', async (_which, origin, answer) => {
    const { cookie } = await person(running, 'dispatcher')
    const opened = await upgrade({ Origin: origin(running.port), Cookie: cookie })
    expect(opened.answer).toMatch(answer)
    opened.connection.destroy()
  })
})

test('a console that stops reading is skipped, then cut, and the others notice nothing', async () => {
  const { cookie } = await person(running, 'dispatcher')
  const healthy = await watcher(running.port, cookie)
  const { connection } = await upgrade({ Cookie: cookie })
  // The engine's `40` opens the namespace, masked as clients must.
  connection.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]))
  await vi.waitFor(async () => expect(await running.metric('live_consoles')).toBe(2))
  connection.pause()

  // Some MB in the kernel's buffers come before the first sign.
  const crowd = Array.from({ length: 20_000 }, (_, i) => 2_000_000 + i * 50)
  let cut = 0
  for (let round = 0; round < 300 && cut === 0; round++) {
    for (const mover of crowd)
      running.positions.book.enter(fix(mover, Date.now() + Math.random() * 5_000), Date.now())
    await new Promise((later) => setTimeout(later, 30))
    cut = await running.metric('live_consoles_cut_total')
  }
  expect(cut).toBe(1)
  expect(await running.metric('live_frames_skipped_total')).toBeGreaterThan(0)
  await vi.waitFor(async () => expect(await running.metric('live_consoles')).toBe(1))
  expect(healthy.gaps).toBe(0)
  await vi.waitFor(() => expect(healthy.fixes.size).toBeGreaterThanOrEqual(20_000))
  healthy.socket.close()
  connection.destroy()
}, 60_000)
