/** A command takes effect once however often it is sent. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let wang: Person
beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher')
})
afterAll(() => console.stop())

const stall = { category: '0501', text: '流动设摊', address: '中山东一路', place: [121.4867, 31.2443] }
const count = async (sql: string) => (await console.db.query(sql)).rowCount

test('a command without a key is refused in words', async () => {
  const answer = await console.app.inject({
    method: 'POST',
    url: '/api/tickets',
    headers: { cookie: wang.cookie },
    payload: stall,
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ code: 'key_missing', where: 'headers/idempotency-key' })
})

test('the same key again gets the first answer, and nothing happens twice', async () => {
  const key = randomUUID()
  const before = await count('select from ticket')
  const first = await wang.send('POST', '/api/tickets', stall, key)
  const again = await wang.send('POST', '/api/tickets', stall, key)
  expect(again).toEqual(first)
  expect(await count('select from ticket')).toBe((before ?? 0) + 1)
})

test('five at once with one key: one effect, and only the first answer or “in flight”', async () => {
  const key = randomUUID()
  const before = await count('select from ticket')
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => wang.send('POST', '/api/tickets', stall, key)),
  )
  expect(await count('select from ticket')).toBe((before ?? 0) + 1)
  const codes = new Set(
    answers.filter((each) => each.status === 200).map((each) => (each.body as Ticket).code),
  )
  expect(codes.size).toBe(1)
  for (const each of answers)
    if (each.status !== 200) expect(each).toMatchObject({ status: 409, body: { code: 'in_flight' } })
})

test('a key that was used for something else is refused', async () => {
  const key = randomUUID()
  await wang.send('POST', '/api/tickets', stall, key)
  const answer = await wang.send('POST', '/api/tickets', { ...stall, text: '另一件' }, key)
  expect(answer).toMatchObject({ status: 422, body: { code: 'key_reused' } })
})

test('a refused command stays refused when it is repeated, even if it would be allowed by now', async () => {
  const key = randomUUID()
  const { body } = await wang.send('POST', '/api/tickets', stall)
  const ticket = body as Ticket
  const url = `/api/tickets/${ticket.id}/prioritise`
  const tooEarly = { version: ticket.version + 1, priority: 1, reason: '伤人' }
  const first = await wang.send('POST', url, tooEarly, key)
  await wang.send('POST', url, { version: ticket.version, priority: 2, reason: '扰民' })
  const again = await wang.send('POST', url, tooEarly, key)
  expect(first.status).toBe(409)
  expect(again).toEqual(first)
})

test('a stale version is refused and says who was faster', async () => {
  const ticket = (await wang.send('POST', '/api/tickets', stall)).body as Ticket
  const url = `/api/tickets/${ticket.id}/prioritise`
  await wang.send('POST', url, { version: ticket.version, priority: 1, reason: '伤人' })
  const answer = await wang.send('POST', url, { version: ticket.version, priority: 4, reason: '不急' })
  expect(answer).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect((answer.body as { message: { zh: string } }).message.zh).toContain(wang.username)
})

test('bad input is told what, where and what to do', async () => {
  const far = await wang.send('POST', '/api/tickets', { ...stall, place: [0, 0] })
  expect(far).toMatchObject({ status: 400, body: { code: 'outside_the_city', where: 'body/place' } })
  const unknown = await wang.send('POST', '/api/tickets', { ...stall, category: '9999' })
  expect(unknown).toMatchObject({ status: 400, body: { code: 'no_category', where: 'body/category' } })
  const wrong = await wang.send('POST', '/api/tickets', { ...stall, place: [121.4, 'x'] })
  expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid', where: 'body/place/1' } })
  const nothing = await wang.send('POST', '/api/tickets', { ...stall, place: [null, null] })
  expect(nothing).toMatchObject({ status: 400, body: { code: 'invalid', where: 'body/place/0' } })
})
