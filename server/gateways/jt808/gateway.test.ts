/** JT/T 808 terminals on the real port: from registering to the place on the map, and what is refused on the way. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type LivingConsole, livingConsole } from '../../testing.live.ts'
import { type Person, person, smallCity } from '../../testing.ts'
import { needsVectors, readVectors, vectorsAreHere } from '../../testing.vectors.ts'
import { ids } from './messages.ts'
import {
  answerTo,
  batchBody,
  messageOf,
  partMessage,
  positionBody,
  type Terminal,
  terminalAt,
} from './testing.ts'

let running: LivingConsole
let admin: Person
let car = 0
let foot = 0

beforeAll(async () => {
  running = await livingConsole()
  ;[car = 0, foot = 0] = await smallCity(running.db, ['car', 'foot'])
  admin = await person(running, 'admin')
  await adopt('13800138000', car)
  await adopt('13900139000', foot)
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

const adopt = (id: string, unit: number) =>
  admin.send('POST', '/api/devices', { id, protocol: 'jt808', datum: 'wgs84', unit })
const connected = (number: string) => terminalAt(running.positions.ports().jt808Port ?? 0, number)
const newest = (unit: number) => running.positions.book.newest(unit)
const outcome = (name: string) => running.metric(`gateway_messages_total{gateway="jt808",outcome="${name}"}`)
const answered = (terminal: Terminal, count: number) =>
  vi.waitFor(() => expect(terminal.answers.length).toBeGreaterThanOrEqual(count))

test('a terminal registers, authenticates, beats and moves its unit', async () => {
  const terminal = await connected('013800138000')
  terminal.send(ids.register, Buffer.alloc(40))
  await answered(terminal, 1)
  const [registered] = terminal.answers
  expect(registered?.id).toBe(ids.registerAnswer)
  expect(registered?.body.readUInt8(2)).toBe(0)
  const code = registered?.body.subarray(3) ?? Buffer.alloc(0)
  expect(code.length).toBeGreaterThan(8)

  const at = Math.floor(Date.now() / 1000) * 1000
  terminal.send(ids.authenticate, code)
  terminal.send(ids.heartbeat)
  terminal.send(ids.position, positionBody({ at, lng: 121.4855, lat: 31.2449, speed: 36, heading: 90 }))
  await answered(terminal, 4)
  expect(terminal.answers.slice(1).map(answerTo)).toEqual([
    { serial: 1, id: ids.authenticate, result: 0 },
    { serial: 2, id: ids.heartbeat, result: 0 },
    { serial: 3, id: ids.position, result: 0 },
  ])
  expect(newest(car)).toMatchObject({ at, lng: 121.4855, lat: 31.2449, speed: 10, heading: 90 })
  terminal.socket.destroy()
})

test('the header of 2019 names the same terminal, and the answer comes with the same header', async () => {
  const terminal = await connected('00000000013900139000')
  const at = Math.floor(Date.now() / 1000) * 1000
  terminal.send(ids.position, positionBody({ at, lng: 121.4867, lat: 31.2443 }))
  await answered(terminal, 1)
  expect(terminal.answers[0]).toMatchObject({ is2019: true, terminal: '00000000013900139000' })
  expect(newest(foot)?.at).toBe(at)
  terminal.socket.destroy()
})

test('a batch from a dead spot fills in the track and never moves anything backwards', async () => {
  const terminal = await connected('013800138000')
  const at = (newest(car)?.at ?? 0) - 60_000
  const kept = [0, 10_000, 20_000].map((later) =>
    positionBody({ at: at + later, lng: 121.485, lat: 31.2449 }),
  )
  const before = newest(car)
  terminal.send(ids.positionBatch, batchBody(kept))
  await answered(terminal, 1)
  expect(answerTo(terminal.answers[0])?.result).toBe(0)
  expect(newest(car)).toEqual(before)
  await vi.waitFor(async () => {
    const { rows } = await running.db.query('select 1 from fix where mover = $1 and at < $2', [
      car,
      at + 30_000,
    ])
    expect(rows).toHaveLength(3)
  })
  terminal.socket.destroy()
})

test('swapped, impossible and unlocated places move nothing', async () => {
  const terminal = await connected('013800138000')
  const at = Math.floor(Date.now() / 1000) * 1000 + 1000
  const before = newest(car)
  terminal.send(ids.position, positionBody({ at, lng: 31.2449, lat: 121.4855 }))
  terminal.send(ids.position, positionBody({ at, lng: 181, lat: 31 }))
  terminal.send(ids.position, positionBody({ at, lng: 121.4, lat: 31.2, status: 0 }))
  terminal.send(ids.position, positionBody({ at, lng: 0, lat: 0 }))
  await answered(terminal, 4)
  expect(terminal.answers.map((answer) => answerTo(answer)?.result)).toEqual([2, 2, 0, 0])
  expect(newest(car)).toEqual(before)
  expect([await outcome('out_of_range'), await outcome('not_located')]).toEqual([2, 2])
  terminal.socket.destroy()
})

test('a terminal with a wrong code reports nothing until it registers anew', async () => {
  const terminal = await connected('013900139000')
  const at = (newest(foot)?.at ?? 0) + 1000
  const position = positionBody({ at, lng: 121.4867, lat: 31.2443 })
  terminal.send(ids.authenticate, Buffer.from('guess'))
  terminal.send(ids.position, position)
  await answered(terminal, 2)
  expect(terminal.answers.map((answer) => answerTo(answer)?.result)).toEqual([1, 1])
  expect(newest(foot)?.at).toBeLessThan(at)
  terminal.send(ids.register, Buffer.alloc(40))
  terminal.send(ids.position, position)
  await answered(terminal, 4)
  expect(newest(foot)?.at).toBe(at)
  terminal.socket.destroy()
})

test('an unknown terminal is listed, and moves its unit once an administrator adopts it', async () => {
  const number = '013700137000'
  const terminal = await connected(number)
  const report = () => terminal.send(ids.position, positionBody({ at: Date.now(), lng: 121.47, lat: 31.23 }))
  terminal.send(ids.register, Buffer.alloc(40))
  report()
  await answered(terminal, 2)
  expect(terminal.answers[0]?.body.readUInt8(2)).toBe(4)
  expect(answerTo(terminal.answers[1])?.result).toBe(1)

  const listed = async () =>
    (await admin.send('GET', '/api/devices/unknown')).body as {
      protocol: string
      id: string
      count: number
    }[]
  expect(await listed()).toMatchObject([{ protocol: 'jt808', id: number, count: 2, address: '127.0.0.1' }])
  const dispatcher = await person(running, 'dispatcher')
  expect((await dispatcher.send('GET', '/api/devices/unknown')).status).toBe(403)

  await admin.send('POST', '/api/devices', { id: '13700137000', protocol: 'jt808' })
  expect(await listed()).toEqual([])
  report()
  await answered(terminal, 3)
  expect(answerTo(terminal.answers[2])?.result).toBe(0)
  terminal.socket.destroy()
})

test('a message in parts is one message', async () => {
  const terminal = await connected('013800138000')
  const at = (newest(car)?.at ?? 0) + 1000
  const body = positionBody({ at, lng: 121.486, lat: 31.245 })
  const send = (index: number, piece: Buffer) =>
    terminal.socket.write(partMessage(ids.position, '013800138000', { total: 2, index }, piece))
  send(2, body.subarray(14))
  send(1, body.subarray(0, 14))
  await answered(terminal, 2)
  await vi.waitFor(() => expect(newest(car)?.at).toBe(at))
  terminal.socket.destroy()
})

test('a terminal that floods has to wait, and hurts no other', async () => {
  const flooding = await connected('013900139000')
  const beat = messageOf({ id: ids.heartbeat, terminal: '013900139000', serial: 0 }, Buffer.alloc(0))
  flooding.socket.write(Buffer.concat(Array(20_000).fill(beat)))
  const other = await connected('013800138000')
  const started = performance.now()
  other.send(ids.heartbeat)
  await answered(other, 1)
  expect(performance.now() - started).toBeLessThan(1_000)
  await vi.waitFor(async () => expect(await outcome('flood')).toBeGreaterThan(1_000))
  expect(flooding.answers.length).toBeLessThan(1_000)
  expect(await running.metric('gateway_connections_held_back_total{gateway="jt808"}')).toBeGreaterThan(0)
  flooding.socket.destroy()
  other.socket.destroy()
})

type Vector = {
  id: string
  wire_hex: string
  disposition?: string
  kind?: string
  expected: { phone?: string; positions?: unknown[] | number | string }
}

test.skipIf(!vectorsAreHere)(`every vector through the port is what it must be${needsVectors}`, async () => {
  const rows = [...readVectors<Vector>('jt808'), ...readVectors<Vector>('jt808_negative_made_here')]
  const sendAll = async ({ wire_hex }: Vector) => {
    const { socket } = await connected('0')
    socket.end(Buffer.from(wire_hex, 'hex'))
    await new Promise((closed) => socket.once('close', closed))
  }
  const places = async () => [await outcome('place'), await outcome('not_located')]

  // Nobody knows their terminals yet: none moves anything, and all that say something sound are listed.
  const before = await places()
  for (const row of rows) await sendAll(row)
  expect(await places()).toEqual(before)
  const { body } = await admin.send('GET', '/api/devices/unknown')
  const listed = (body as { id: string }[]).map((each) => each.id)
  const sound = rows
    .filter((row) => row.disposition?.startsWith('accept'))
    .map((row) => row.expected.phone ?? '')
  expect(sound.filter((phone) => !listed.includes(phone))).toEqual([])

  await running.db.query(`insert into device (protocol, id) select 'jt808', unnest($1::text[])`, [listed])
  await vi.waitFor(async () => {
    await running.positions.registry.missed()
    expect(running.positions.registry.find('jt808', listed[0] ?? '')).toBeDefined()
  }, 5_000)
  const wrong: unknown[] = []
  for (const row of rows) {
    const [place = 0, notLocated = 0] = await places()
    await sendAll(row)
    const [placeAfter = 0, notLocatedAfter = 0] = await places()
    const got = { valid: placeAfter - place, all: placeAfter + notLocatedAfter - place - notLocated }
    if (!isRight(row, got)) wrong.push({ ...row, got })
  }
  expect(wrong).toEqual([])
  expect(rows).toHaveLength(356)
})

function isRight({ disposition, kind, expected }: Vector, got: { valid: number; all: number }): boolean {
  if (disposition === 'accept_positions') return got.all === (expected.positions as unknown[]).length
  if (disposition !== undefined || expected.positions === 0) return got.valid === 0
  // The judge refuses the second of two glued ones as a duplicate, and the year 2099 as the future.
  if (kind === 'two_frames_glued') return got.all === 2
  return got.all === 1
}
