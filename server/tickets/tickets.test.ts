/** Tickets on a real database: filing, case numbers, clocks, notes, and taking in a file. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '#contract/tickets.ts'
import { lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let wang: Person
let chief: Person
const monday = Date.parse('2026-11-23T10:00+08:00')

beforeAll(async () => {
  console = await testConsole({ now: () => monday })
  await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher')
  chief = await person(console, 'duty')
})
afterAll(() => console.stop())

const stall = { category: '0501', text: '流动设摊', address: '中山东一路', place: [121.4867, 31.2443] }
const past = {
  category: '0501',
  text: 'stall',
  address: 'x',
  place: [-73.9, 40.7],
  happenedAt: monday - 86_400_000,
}

test('a ticket gets the next case number of its day in Shanghai, and the clock and priority of its category', async () => {
  const first = (await wang.send('POST', '/api/tickets', stall)).body as Ticket
  const second = (await wang.send('POST', '/api/tickets', stall)).body as Ticket
  expect(first.code).toMatch(/^261123\d{3}$/)
  expect(Number(second.code)).toBe(Number(first.code) + 1)
  expect(first).toMatchObject({ priority: 3, state: 'filed', source: 'desk', openedAt: monday })
  expect(first.dueAt).toBe(Date.parse('2026-11-23T14:00+08:00'))
})

test('the same complaint of the hotline is filed once', async () => {
  const complaint = { ...stall, source: 'hotline', externalId: '12345-1' }
  expect((await wang.send('POST', '/api/tickets', complaint)).status).toBe(200)
  expect(await wang.send('POST', '/api/tickets', complaint)).toMatchObject({
    status: 409,
    body: { code: 'already_here' },
  })
})

test('a note is in the history and leaves the version alone', async () => {
  const ticket = (await wang.send('POST', '/api/tickets', stall)).body as Ticket
  await wang.send('POST', `/api/tickets/${ticket.id}/note`, { text: '当事人来电' })
  const { body } = await wang.send('GET', `/api/tickets/${ticket.id}`)
  expect(body).toMatchObject({
    ticket: { version: ticket.version },
    events: [{ kind: 'ticket.opened' }, { kind: 'ticket.noted', body: { text: '当事人来电' } }],
  })
})

test('a ticket opened by mistake is cancelled with a reason', async () => {
  const ticket = (await wang.send('POST', '/api/tickets', stall)).body as Ticket
  const answer = await wang.send('POST', `/api/tickets/${ticket.id}/cancel`, { version: 1, reason: '重复' })
  expect(answer).toMatchObject({ status: 200, body: { state: 'cancelled' } })
})

test('of an imported file with one bad row nothing is taken in', async () => {
  const before = await lastNumber(console.db)
  const tickets = [
    { ...past, externalId: 'a' },
    { ...past, externalId: 'b', category: '9999' },
  ]
  const answer = await chief.send('POST', '/api/tickets/import', { tickets })
  expect(answer.body).toMatchObject({ imported: 0, refused: [{ index: 1 }] })
  expect(await lastNumber(console.db)).toBe(before)
})

test('a file imported again adds only what is new', async () => {
  const one = { ...past, externalId: 'n1', closedAt: past.happenedAt + 3_600_000, feedback: 'done' }
  const two = { ...past, externalId: 'n2' }
  expect((await chief.send('POST', '/api/tickets/import', { tickets: [one] })).body).toMatchObject({
    imported: 1,
  })
  const again = await chief.send('POST', '/api/tickets/import', { tickets: [one, two] })
  expect(again.body).toEqual({ imported: 1, already: [0], refused: [] })
  const { rows } = await console.db.query(`select state, feedback from ticket where external_id = 'n1'`)
  expect(rows).toEqual([{ state: 'closed', feedback: 'done' }])
})
