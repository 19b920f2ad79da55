/** Tasks for partners: consent, both clocks, and that a partner sees one ticket, one area, one span and nothing else. */
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type JointTask, jointClock, type PartnerTask } from '#contract/joint.ts'
import type { Ticket } from '#contract/tickets.ts'
import { eventsOfTicket } from '../events/queries.ts'
import { type LivingConsole, livingConsole } from '../testing.live.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { metresBetween } from '../zones/plane.ts'

const HOUR = 3_600_000
const PLACE: [number, number] = [121.3, 31.19]
let console: TestConsole
let wang: Person
let police: Person
let water: Person
// A Thursday at nine in Shanghai: clocks of working hours run.
let now = Date.UTC(2026, 10, 5, 1)

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher', { username: 'wang' })
  police = await partner(console, 'traffic_police')
  water = await partner(console, 'water')
  await console.db.query(`update session set expires = '2100-01-01'`)
})
afterAll(() => console.stop())

async function partner(place: TestConsole, code: string): Promise<Person> {
  const who = await person(place, 'partner', { username: code })
  await place.db.query(
    'update account set partner = (select id from partner where code = $1) where username = $1',
    [code],
  )
  return who
}

const open = async (text: string): Promise<Ticket> =>
  (
    await wang.send('POST', '/api/tickets', {
      category: '0501',
      text,
      address: `秘密地址 ${text}`,
      place: PLACE,
    })
  ).body
async function offered(text: string, hours = 4): Promise<{ ticket: Ticket; task: JointTask }> {
  const ticket = await open(text)
  const { rows } = await console.db.query<{ id: number }>(
    `select id from partner where code = 'traffic_police'`,
  )
  const body = { partner: rows[0]?.id, text: '请疏导交通', metres: 200, hours }
  return { ticket, task: (await wang.send('POST', `/api/tickets/${ticket.id}/offer`, body)).body }
}
const own = async (who: Person): Promise<PartnerTask[]> =>
  ((await who.send('GET', '/api/joint/own')).body as { tasks: PartnerTask[] }).tasks
const act = (
  who: Person,
  { id, version }: { id: number; version: number },
  name: string,
  body: object = {},
) => who.send('POST', `/api/joint/${id}/${name}`, { version, ...body })

test('an offer tells nothing of the ticket; consent shows one ticket and one area, and starts the second clock', async () => {
  const { ticket, task } = await offered('占道甲')
  expect(jointClock(task)).toMatchObject({
    step: 'answer',
    startedAt: now,
    dueAt: now + HOUR,
    stoppedAt: null,
  })
  const [seen] = await own(police)
  expect(seen).toMatchObject({ id: task.id, state: 'offered', case: null })
  expect(JSON.stringify(seen)).not.toContain('秘密地址')
  expect(await own(water)).toEqual([])

  now += 240_000
  const accepted = (await act(police, task, 'accept')).body as PartnerTask
  expect(accepted.case).toMatchObject({ code: ticket.code, text: '占道甲', place: PLACE })
  for (const place of accepted.case?.area ?? []) expect(metresBetween(PLACE, place)).toBeLessThan(201)
  expect(accepted.case).not.toHaveProperty('photos')
  expect(accepted).toMatchObject({ answeredAt: now, handleDue: now + 4 * HOUR })

  now += HOUR
  const returned = (await act(police, accepted, 'return', { result: '已疏导' })).body as PartnerTask
  expect(returned).toMatchObject({ state: 'returned', case: null, result: '已疏导' })
  const events = await eventsOfTicket(console.db, ticket.id)
  expect(events.map(({ kind, actor }) => [kind, actor]).slice(1)).toEqual([
    ['joint.offered', 'wang'],
    ['joint.accepted', 'traffic_police'],
    ['joint.returned', 'traffic_police'],
  ])
})

test('a refusal needs a reason, and the desk reads it', async () => {
  const { ticket, task } = await offered('占道乙')
  expect((await act(police, task, 'refuse')).status).toBe(400)
  await act(police, task, 'refuse', { reason: '警力不足' })
  const board = (await wang.send('GET', '/api/board')).body as { joints: JointTask[] }
  expect(board.joints.find(({ ticket: id }) => id === ticket.id)).toMatchObject({
    state: 'refused',
    reason: '警力不足',
    answeredBy: 'traffic_police',
  })
  expect(await act(police, { id: task.id, version: 2 }, 'accept')).toMatchObject({ status: 409 })
})

test('another partner finds no such task, whatever it tries', async () => {
  const { task } = await offered('占道丙')
  for (const [name, body] of [
    ['accept', {}],
    ['refuse', { reason: '无' }],
    ['return', { result: '无' }],
  ] as const)
    expect((await act(water, task, name, body)).status).toBe(404)
  expect((await act(police, task, 'withdraw', { reason: '无' })).status).toBe(403)
})

test('when the span of time is over it sees nothing and can do nothing; withdrawn neither', async () => {
  const { task } = await offered('占道丁', 1)
  const accepted = (await act(police, task, 'accept')).body as PartnerTask
  const withdrawn = await offered('占道戊')
  await act(wang, withdrawn.task, 'withdraw', { reason: '已自行处置' })
  expect((await own(police)).map(({ id }) => id)).not.toContain(withdrawn.task.id)
  now = accepted.endsAt - 1
  expect((await own(police)).find(({ id }) => id === task.id)?.case).not.toBeNull()
  now = accepted.endsAt
  expect(JSON.stringify(await own(police))).not.toContain('占道丁')
  expect((await act(police, accepted, 'return', { result: '晚了' })).status).toBe(404)
})

/** What is a partner's own to ask; each of these is tested above, or tells only who is signed in. */
const mine = [
  'get /api/joint/own',
  'post /api/joint/{id}/accept',
  'post /api/joint/{id}/refuse',
  'post /api/joint/{id}/return',
  'get /api/session',
  'post /api/session',
  'delete /api/session',
]

test('no other address answers a partner, and no socket opens for it', async () => {
  const living: LivingConsole = await livingConsole({ sessionCheckMs: 50 })
  try {
    await smallCity(living.db, ['foot'])
    const desk = await person(living, 'dispatcher', { username: 'moves' })
    const who = await partner(living, 'greening')
    const ticket = await consented(desk, who)
    expect((await own(who)).map((task) => task.case?.address)).toEqual([ticket.address])
    expect(await answering(living, who, ticket.id)).toEqual([])

    expect(await socketAnswer(living, who)).toEqual(['connect_error forbidden'])
    const other = socketOf(living, desk)
    await new Promise((done) => other.once('hello', done))
    const cut = new Promise<string>((done) => other.once('disconnect', done))
    await living.db.query(`update account set role = 'partner' where username = 'moves'`)
    expect(await cut).toBe('io server disconnect')
  } finally {
    await living.stop()
  }
})

async function consented(desk: Person, who: Person): Promise<Ticket> {
  const place = { category: '0501', text: '占道', address: '秘密地址', place: PLACE }
  const ticket: Ticket = (await desk.send('POST', '/api/tickets', place)).body
  const { id } = (
    (await desk.send('GET', '/api/joint/partners')).body as { id: number; code: string }[]
  ).find(({ code }) => code === 'greening') as { id: number }
  const asked = { partner: id, text: '修剪', metres: 100, hours: 2 }
  await act(who, (await desk.send('POST', `/api/tickets/${ticket.id}/offer`, asked)).body, 'accept')
  return ticket
}

/** Every address of the API that is not a partner's and does not refuse it; Open311 is open to everybody on purpose. */
async function answering(living: LivingConsole, who: Person, id: number): Promise<string[]> {
  const { paths } = (await living.app.inject('/api/openapi.json')).json() as { paths: Record<string, object> }
  const calls = Object.entries(paths)
    .filter(([path]) => !path.startsWith('/open311'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method, path })))
    .filter(({ method, path }) => !mine.includes(`${method} ${path}`))
  expect(calls.length).toBeGreaterThan(80)
  const answered: string[] = []
  for (const [i, { method, path }] of calls.entries()) {
    const answer = await living.app.inject({
      method: method.toUpperCase() as 'GET',
      url: path.replace(/\{\w+\}/g, String(id)),
      headers: { cookie: who.cookie, 'idempotency-key': `isolation-${i}` },
      ...(method === 'post' ? { payload: {} } : {}),
    })
    const refused = answer.statusCode >= 400 && answer.statusCode < 500
    // What is malformed is refused before anybody is asked who it comes from; a GET gets as far as its guard.
    if (!refused || answer.statusCode === (method === 'get' ? 404 : 0) || answer.body.includes('秘密地址'))
      answered.push(`${method} ${path} ${answer.statusCode}`)
  }
  return answered
}

const socketOf = (living: LivingConsole, { cookie }: Person) =>
  io(`http://127.0.0.1:${living.port}`, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie },
  })

/** All that is heard until the server has answered. */
async function socketAnswer(living: LivingConsole, who: Person): Promise<string[]> {
  const socket = socketOf(living, who)
  const heard: string[] = []
  socket.onAny((name: string) => heard.push(name))
  await new Promise<void>((done) => {
    socket.on('connect_error', ({ message }) => {
      heard.push(`connect_error ${message}`)
      done()
    })
    socket.on('connect', done)
  })
  socket.close()
  return heard
}
