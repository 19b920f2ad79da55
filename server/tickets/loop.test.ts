/** The ways round of a ticket on a real database: each with its clocks, and what it refuses. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
let console: TestConsole
let units: number[]
let wang: Person
let chief: Person
let supervisor: Person
let officer: Person
let now = at('2026-11-23T10:00')

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  units = await smallCity(console.db, ['foot'])
  await console.db.query(`update category set evidence = 'both' where code = '0205'`)
  wang = await person(console, 'dispatcher', { username: 'wang' })
  chief = await person(console, 'duty')
  supervisor = await person(console, 'supervisor')
  officer = await person(console, 'officer', { unit: units[0] })
  await console.db.query(`update session set expires = '2100-01-01'`)
})
afterAll(() => console.stop())

const stall = { category: '0501', text: '流动设摊', address: '中山东一路', place: [121.4867, 31.2443] }
const hotline = { ...stall, source: 'hotline', nature: 'complaint' }

async function opened(body: object = stall): Promise<Ticket> {
  return (await wang.send('POST', '/api/tickets', body)).body
}

const send = (who: Person, ticket: Ticket, command: string, body: object) =>
  who.send('POST', `/api/tickets/${ticket.id}/${command}`, { version: ticket.version, ...body })

async function done(who: Person, ticket: Ticket, command: string, body: object): Promise<Ticket> {
  const { status, body: answer } = await send(who, ticket, command, body)
  expect([command, status, answer]).toMatchObject([command, 200, {}])
  return answer
}

const due = (ticket: Ticket, name: string) => ticket.clocks.find((clock) => clock.name === name)?.dueAt

/** Sent, handled and reported by the officer. */
async function reported(ticket: Ticket, report: object): Promise<Ticket> {
  const sent = await send(wang, ticket, 'dispatch', { units: [units[0]] })
  let assignment = (sent.body as { assignments: { id: number; version: number }[] }).assignments[0]
  for (const [step, extra] of [
    ['accept', {}],
    ['arrive', {}],
    ['report', { report }],
    ['finish', {}],
  ] as const) {
    const url = `/api/assignments/${assignment?.id}/${step}`
    const { status, body } = await officer.send('POST', url, { version: assignment?.version, ...extra })
    expect([step, status]).toEqual([step, 200])
    assignment = body
  }
  return ((await chief.send('GET', `/api/tickets/${ticket.id}`)).body as { ticket: Ticket }).ticket
}

async function photo(last: string): Promise<string> {
  const payload = Buffer.from(`89504e470d0a1a0a00${last}`, 'hex')
  const headers = { cookie: officer.cookie, 'content-type': 'image/png' }
  return (await console.app.inject({ method: 'POST', url: '/api/photos', headers, payload })).json().hash
}

test('a hotline complaint has a clock of first contact, and the sooner of its category’s and its source’s handling clocks', async () => {
  const ticket = await opened({ ...hotline, externalId: 'a1' })
  expect(due(ticket, 'first_contact')).toBe(at('2026-11-24T17:00'))
  expect(due(ticket, 'handling')).toBe(at('2026-11-23T14:00'))
  const contacted = await done(wang, ticket, 'contact', { text: '已电话联系' })
  expect(contacted.clocks[0]).toMatchObject({ name: 'first_contact', stoppedAt: now })
  const again = await done(wang, contacted, 'contact', { text: '再次联系' })
  expect(again.clocks).toEqual(contacted.clocks)
})

test('a case whose place is a guess is collected first; its clock runs from when it was opened', async () => {
  const ticket = await opened({ ...stall, unsettled: ['place'] })
  expect(ticket).toMatchObject({ state: 'collecting', dueAt: null })
  expect((await send(wang, ticket, 'dispatch', { units: [units[0]] })).body).toMatchObject({
    code: 'not_now',
  })
  now += 3_600_000
  const settled = { category: '0501', address: '福州路 17 号', place: [121.487, 31.237] }
  const filed = await done(wang, ticket, 'file', settled)
  expect(filed).toMatchObject({ state: 'filed', unsettled: [], ...settled })
  expect(filed.dueAt).toBe(ticket.openedAt + 4 * 3_600_000)
})

test('waiting for the complainant pauses the handling clock by exactly the working time it lasted', async () => {
  now = at('2026-11-23T16:00')
  const ticket = await opened()
  expect(ticket.dueAt).toBe(at('2026-11-24T12:00'))
  const suspended = await done(wang, ticket, 'suspend', { cause: 'complainant', reason: '等待当事人补充' })
  now = at('2026-11-24T10:00')
  const resumed = await done(wang, suspended, 'resume', { reason: '已补充' })
  expect(resumed).toMatchObject({ state: 'filed', suspension: null, dueAt: at('2026-11-24T14:00') })
})

test('an extension is decided by somebody else than who asked, and never beyond the most', async () => {
  const ticket = await opened()
  const asked = await done(chief, ticket, 'extend', { amount: 1, unit: 'working_days', reason: '需协调' })
  expect((await send(chief, asked, 'decide', { approved: true, reason: '同意' })).body).toMatchObject({
    code: 'own_request',
  })
  const granted = await done(supervisor, asked, 'decide', { approved: true, reason: '同意' })
  expect(granted).toMatchObject({ extension: null, dueAt: (ticket.dueAt ?? 0) + 24 * 3_600_000 })
  const complaint = await opened({ ...hotline, externalId: 'a2' })
  expect(
    (await send(wang, complaint, 'extend', { amount: 16, unit: 'working_days', reason: '复杂' })).body,
  ).toMatchObject({ code: 'too_long', where: 'body/amount' })
})

test('a case is closed only with the photos its category asks, and the one that is missing is named', async () => {
  const [before, after] = [await photo('01'), await photo('02')]
  const sign = await opened({ ...stall, category: '0205' })
  const report = { disposition: 'order', text: '已加固', photos: [after] }
  const first = await reported(sign, report)
  expect((await send(chief, first, 'check', { passed: true, note: '好' })).body).toMatchObject({
    code: 'missing_before',
  })
  const rework = await done(chief, first, 'check', { passed: false, note: '补处置前照片' })
  expect(rework).toMatchObject({ state: 'filed', reworks: 1, dueAt: sign.dueAt, openedAt: sign.openedAt })
  const second = await reported(rework, { ...report, photos: [before, after], before: [before] })
  expect(await done(chief, second, 'check', { passed: true, note: '好' })).toMatchObject({ state: 'closed' })
})

test('a closed case is reopened on its first clock within the term, and not after it', async () => {
  const report = { disposition: 'not_found', text: '未发现', photos: [] }
  const ticket = await opened()
  const closed = await done(chief, await reported(ticket, report), 'check', { passed: true, note: '属实' })
  now += 20 * 86_400_000
  const again = await done(supervisor, closed, 'reopen', { reason: '市民来电未解决' })
  expect(again).toMatchObject({ state: 'filed', closedAt: null, disposition: null, clocks: ticket.clocks })
  const once = await done(chief, await reported(again, report), 'check', { passed: true, note: '属实' })
  now += 31 * 86_400_000
  expect((await send(supervisor, once, 'reopen', { reason: '又来电' })).body).toMatchObject({
    code: 'term_over',
  })
})

test('a partner department accepts and answers; who entered the answer does not check it', async () => {
  const ticket = await opened()
  const transferred = await done(chief, ticket, 'transfer', { partner: '区绿化市容局', reason: '属其职责' })
  expect((await send(chief, transferred, 'answer', { text: '已处理' })).body).toMatchObject({
    code: 'not_accepted',
  })
  const accepted = await done(chief, transferred, 'accept', { by: '陈工' })
  expect(accepted).toMatchObject({ state: 'transferred', transfer: { acceptedBy: '陈工', acceptedAt: now } })
  const answered = await done(chief, accepted, 'answer', { text: '已补种' })
  expect(answered).toMatchObject({ state: 'reported', disposition: 'transfer', feedback: '已补种' })
  expect((await send(chief, answered, 'check', { passed: true, note: '好' })).body).toMatchObject({
    code: 'not_independent',
  })
  expect(await done(supervisor, answered, 'check', { passed: true, note: '好' })).toMatchObject({
    state: 'closed',
  })
})

test('another organisation accepts by somebody else’s hand, and the case waits there to be dispatched', async () => {
  const ticket = await opened()
  const transferred = await done(wang, ticket, 'transfer', { organisation: 1, reason: '跨区' })
  expect((await send(wang, transferred, 'accept', { by: '王' })).body).toMatchObject({ code: 'own_transfer' })
  expect(await done(chief, transferred, 'accept', { by: '李' })).toMatchObject({
    state: 'filed',
    organisation: 1,
    transfer: null,
  })
})

test('a complaint goes back to the hotline, a finding of our own has no source to go back to', async () => {
  const complaint = await opened({ ...hotline, externalId: 'a3' })
  const returned = await done(wang, complaint, 'return', { to: 'source', reason: '不属本市' })
  expect(returned).toMatchObject({ state: 'returned', closedAt: now })
  const own = await opened()
  expect((await send(wang, own, 'return', { to: 'source', reason: '误' })).body).toMatchObject({
    code: 'no_source',
  })
})

test('only a supervisor supervises, and the case shows it', async () => {
  const ticket = await opened()
  expect((await send(chief, ticket, 'supervise', { reason: '三次重复' })).status).toBe(403)
  const supervised = await done(supervisor, ticket, 'supervise', { reason: '三次重复' })
  expect(supervised).toMatchObject({
    state: 'filed',
    supervised: { by: supervisor.username, reason: '三次重复' },
  })
})
