/** Who works on a ticket: one at a time, seen by the others, and never kept by somebody who has left. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hold } from '#contract/dispatch.ts'
import type { Words } from '#contract/endpoint.ts'
import type { Ticket } from '#contract/tickets.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { endHoldsOver } from './holds.ts'

let console: TestConsole
let wang: Person
let li: Person
let chief: Person
let unit: number | undefined
let now = Date.UTC(2026, 10, 25, 2)

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  unit = (await smallCity(console.db, ['car']))[0]
  wang = await person(console, 'dispatcher', { username: 'wang' })
  li = await person(console, 'dispatcher', { username: 'li' })
  chief = await person(console, 'duty', { username: 'chief' })
})
afterAll(() => console.stop())

const hold = (who: Person, { id }: Ticket, body: object = {}) =>
  who.send('POST', `/api/tickets/${id}/hold`, body)
const kindsSince = async (number: number) =>
  (await eventsAfter(console.db, number, 10)).map(({ kind }) => kind)

async function filed(): Promise<Ticket> {
  const ticket = { category: '0501', text: '流动设摊', address: '外滩', place: [121.4867, 31.2443] }
  return (await wang.send('POST', '/api/tickets', ticket)).body
}

test('a second dispatcher is told who holds the ticket and since when, and may read but not dispatch', async () => {
  const ticket = await filed()
  expect((await hold(wang, ticket)).body).toMatchObject({ holder: 'wang', since: now, until: now + 60_000 })
  const dispatch = { version: ticket.version, units: [unit] }
  const refusals = [
    await hold(li, ticket),
    await li.send('POST', `/api/tickets/${ticket.id}/dispatch`, dispatch),
  ]
  for (const { status, body } of refusals) {
    expect([status, (body as { code: string }).code]).toEqual([409, 'held'])
    expect((body as { message: Words }).message.zh).toContain('wang 自 10:00:00 起')
  }
  expect((await li.send('GET', `/api/tickets/${ticket.id}`)).status).toBe(200)
  const { body } = await li.send('GET', '/api/board')
  expect((body as { holds: Hold[] }).holds).toMatchObject([{ ticket: ticket.id, holder: 'wang' }])
  expect((await wang.send('POST', `/api/tickets/${ticket.id}/dispatch`, dispatch)).status).toBe(200)
})

test('only a change of holder is told, not each renewal', async () => {
  const ticket = await filed()
  const before = await lastNumber(console.db)
  for (let i = 0; i < 3; i++) {
    await hold(wang, ticket)
    now += 20_000
  }
  await wang.send('DELETE', `/api/tickets/${ticket.id}/hold`)
  expect((await hold(li, ticket)).status).toBe(200)
  expect(await kindsSince(before)).toEqual(['ticket.held', 'ticket.released', 'ticket.held'])
})

test('a hold ends by itself a minute after its last renewal', async () => {
  const ticket = await filed()
  await hold(wang, ticket)
  now += 59_999
  expect((await hold(li, ticket)).status).toBe(409)
  now += 1
  const before = await lastNumber(console.db)
  await endHoldsOver(console.db, now)
  expect(await kindsSince(before)).toContain('ticket.released')
  expect((await hold(li, ticket)).body).toMatchObject({ holder: 'li', since: now })
})

test('the duty officer takes over with a reason, a dispatcher does not', async () => {
  const ticket = await filed()
  await hold(wang, ticket)
  expect((await hold(li, ticket, { takeOver: '快' })).status).toBe(409)
  const before = await lastNumber(console.db)
  expect((await hold(chief, ticket, { takeOver: '席位交接' })).body).toMatchObject({ holder: 'chief' })
  expect(await kindsSince(before)).toEqual(['ticket.held', 'ticket.taken_over'])
  expect((await hold(wang, ticket)).status).toBe(409)
})

test('of many who open a ticket at once, one holds it', async () => {
  for (let round = 0; round < 20; round++) {
    const ticket = await filed()
    const answers = await Promise.all([wang, li, chief].map((who) => hold(who, ticket)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  }
})
