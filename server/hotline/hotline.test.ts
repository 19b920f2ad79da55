/** The hotline's feed on a real database: once, in order, and nothing acknowledged is lost. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HotlineAnswer } from '#contract/hotline.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let key: string
let wang: Person
const monday = Date.parse('2026-11-23T10:00+08:00')

beforeAll(async () => {
  console = await testConsole({ now: () => monday })
  await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher')
  const admin = await person(console, 'admin')
  const issued = await admin.send('POST', '/api/sources', { source: 'hotline', name: '12345' })
  key = (issued.body as { key: string }).key
})
afterAll(() => console.stop())

async function push(...records: unknown[]): Promise<HotlineAnswer[]> {
  const answer = await console.app.inject({
    method: 'POST',
    url: '/api/hotline',
    headers: { authorization: `Bearer ${key}` },
    payload: records,
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

/** Each number at a place of its own, so that none repeats another. */
const call = (id: string, change: object = {}) => ({
  id,
  revisedAt: monday - 3_600_000,
  category: '0501',
  text: '流动设摊，影响通行',
  address: '中山东一路',
  place: [121 + (Number.parseInt(id, 36) || 0) * 0.002, 31.2443],
  happenedAt: monday - 7_200_000,
  ...change,
})

async function ticketOf(
  code: string | null | undefined,
): Promise<{ ticket: Ticket; events: { kind: string; body: object }[] }> {
  const { rows } = await console.db.query<{ id: number }>('select id from ticket where code = $1', [code])
  return (await wang.send('GET', `/api/tickets/${rows[0]?.id}`)).body
}

test('a record becomes one ticket with the time it happened, however often it comes', async () => {
  const [first] = await push(call('A1'))
  expect(first).toMatchObject({ outcome: 'filed', id: 'A1' })
  const { ticket } = await ticketOf(first?.ticket)
  expect(ticket).toMatchObject({
    source: 'hotline',
    externalId: 'A1',
    happenedAt: monday - 7_200_000,
    openedAt: monday,
    origin: { name: '12345' },
  })
  expect(await push(call('A1'), call('A1', { revisedAt: monday }))).toMatchObject([
    { outcome: 'already', ticket: first?.ticket },
    { outcome: 'already' },
  ])
  expect((await ticketOf(first?.ticket)).events).toHaveLength(1)
})

test('twenty pushes of one record at once file one ticket', async () => {
  const answers = (await Promise.all(Array.from({ length: 20 }, () => push(call('A2'))))).flat()
  expect(answers.filter(({ outcome }) => outcome === 'filed')).toHaveLength(1)
  expect(new Set(answers.map(({ ticket }) => ticket)).size).toBe(1)
})

test('a newer revision rewords the ticket, and an older one that comes late overwrites nothing', async () => {
  const [{ ticket: code } = {}] = await push(call('A3'))
  const newer = call('A3', { revisedAt: monday, text: '三个摊位，占用盲道', address: '外滩' })
  expect(await push(newer)).toMatchObject([{ outcome: 'updated', ticket: code }])
  expect(await push(call('A3', { revisedAt: monday - 10_000, text: '旧的' }))).toMatchObject([
    { outcome: 'older' },
  ])
  const { ticket, events } = await ticketOf(code)
  expect(ticket).toMatchObject({ text: '三个摊位，占用盲道', address: '中山东一路', version: 2 })
  expect(events.map(({ kind }) => kind)).toEqual(['ticket.opened', 'ticket.reworded', 'ticket.noted'])
  expect(events[1]?.body).toMatchObject({ from: '流动设摊，影响通行' })
  expect(events[2]?.body).toMatchObject({ text: '来源更正地址：外滩' })
})

test('a revision of a cancelled ticket is a note and brings nothing back to life', async () => {
  const [{ ticket: code } = {}] = await push(call('A4'))
  const { ticket } = await ticketOf(code)
  await wang.send('POST', `/api/tickets/${ticket.id}/cancel`, { version: 1, reason: '误报' })
  expect(await push(call('A4', { revisedAt: monday, text: '又来了' }))).toMatchObject([
    { outcome: 'updated' },
  ])
  const after = await ticketOf(code)
  expect(after.ticket).toMatchObject({ state: 'cancelled', text: '流动设摊，影响通行' })
  expect(after.events.at(-1)).toMatchObject({ kind: 'ticket.noted', body: { text: '来电补充：又来了' } })
})

test('other words under the same stamp are refused, for nobody could tell which came later', async () => {
  await push(call('A5'))
  expect(await push(call('A5', { text: '另一说法' }))).toMatchObject([
    { outcome: 'refused', code: 'same_revision' },
  ])
})

test('without a place it waits, is revised while it waits, and becomes a ticket with the revision that brings the place', async () => {
  const { place: _place, ...placeless } = call('A6')
  expect(await push(placeless)).toMatchObject([{ outcome: 'held', ticket: null }])
  expect(await push({ ...placeless, revisedAt: monday - 1000, text: '在路口' })).toMatchObject([
    { outcome: 'updated', ticket: null },
  ])
  const waiting = (await wang.send('GET', '/api/arrivals')).body as unknown as {
    externalId: string
    text: string
  }[]
  expect(waiting.find(({ externalId }) => externalId === 'A6')).toMatchObject({
    why: 'unplaced',
    text: '在路口',
    place: null,
  })
  const [placed] = await push(call('A6', { revisedAt: monday }))
  expect(placed).toMatchObject({ outcome: 'updated', ticket: expect.stringMatching(/^\d{9}$/) })
  expect(await push(call('A6', { revisedAt: monday }))).toMatchObject([
    { outcome: 'already', ticket: placed?.ticket },
  ])
})

test('of many records each is answered by itself, and the refused are counted by reason', async () => {
  const answers = await push(
    call('B1'),
    call('B2', { category: '9999' }),
    call('B3', { place: [0, 0] }),
    call('B4', { happenedAt: monday + 3_600_000 }),
    call('B5', { text: 'x'.repeat(4001) }),
    'no record',
    call('B6'),
  )
  expect(answers.map(({ outcome, code }) => code ?? outcome)).toEqual([
    'filed',
    'no_category',
    'outside_the_city',
    'in_the_future',
    'invalid',
    'invalid',
    'filed',
  ])
  expect(answers[4]).toMatchObject({ where: '/text' })
  const metrics = await console.needs.metrics.metrics()
  expect(metrics).toContain('intake_records_total{source="hotline",outcome="outside_the_city"} 1')
})

test('a number entered by hand before the feed brought it stays one ticket', async () => {
  const { id: _id, revisedAt: _at, ...told } = call('')
  const byHand = await wang.send('POST', '/api/tickets', { ...told, source: 'hotline', externalId: 'C1' })
  expect(await push(call('C1'))).toMatchObject([{ outcome: 'updated', ticket: (byHand.body as Ticket).code }])
})

test('a place in GCJ-02 is brought to WGS84 at the door', async () => {
  const [answer] = await push(call('D1', { place: [121.49133, 31.24224], datum: 'gcj02' }))
  const [lng, lat] = (await ticketOf(answer?.ticket)).ticket.place
  expect(Math.hypot((lng - 121.4868) * 95_000, (lat - 31.2442) * 111_000)).toBeLessThan(60)
})

test('a push without a key, or with that of another source, is refused in words', async () => {
  const bare = await console.app.inject({ method: 'POST', url: '/api/hotline', payload: [call('E1')] })
  expect(bare.json()).toMatchObject({ status: 401, code: 'no_key' })
  const admin = await person(console, 'admin')
  const other = (await admin.send('POST', '/api/sources', { source: 'partner', name: '物业' })).body as {
    key: string
  }
  const wrong = await console.app.inject({
    method: 'POST',
    url: '/api/hotline',
    headers: { authorization: `Bearer ${other.key}` },
    payload: [call('E1')],
  })
  expect(wrong.json()).toMatchObject({ status: 403, code: 'other_source' })
})

test('the caller stands in no list, event or export: masked for all, whole for who may, and the reading is in the log', async () => {
  const [answer] = await push(call('F1', { caller: { name: '王小明', phone: '13812345678' } }))
  const { ticket, events } = await ticketOf(answer?.ticket)
  const table = await console.app.inject({ url: '/api/tickets.csv', headers: { cookie: wang.cookie } })
  const log = await wang.send('GET', '/api/events')
  expect(JSON.stringify([ticket, events, table.body, log.body])).not.toMatch(/13812345678|小明/)
  const url = `/api/tickets/${ticket.id}/complainant`
  expect((await wang.send('GET', url)).body).toEqual({ name: '王**', phone: '*******5678', whole: false })
  expect((await wang.send('POST', url)).body).toEqual({ name: '王小明', phone: '13812345678', whole: true })
  expect((await ticketOf(answer?.ticket)).events.at(-1)).toMatchObject({
    kind: 'complainant.read',
    actor: wang.username,
  })
})

test('a petitioner is whole for the duty officer, and masked for the dispatcher', async () => {
  const chief = await person(console, 'duty')
  const { id: _id, revisedAt: _at, ...told } = call('')
  const complainant = { name: '李四', phone: '021-1' }
  const { id } = (await chief.send('POST', '/api/tickets', { ...told, source: 'petition', complainant }))
    .body as Ticket
  const url = `/api/tickets/${id}/complainant`
  expect((await wang.send('GET', url)).body).toMatchObject({ name: '李*', phone: '*****', whole: false })
  expect((await wang.send('POST', url)).status).toBe(403)
  expect((await chief.send('POST', url)).body).toMatchObject({ name: '李四' })
})
