/** Answering alarms: once for every console, by who may, and never put off where people are in danger. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlarmAnswer } from '#contract/alarmAnswers.ts'
import type { Words } from '#contract/endpoint.ts'
import type { Ticket } from '#contract/tickets.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let wang: Person
let chief: Person
let unit: number | undefined
let now = Date.UTC(2026, 10, 25, 2)

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  unit = (await smallCity(console.db, ['car']))[0]
  wang = await person(console, 'dispatcher', { username: 'wang' })
  chief = await person(console, 'duty', { username: 'chief' })
})
afterAll(() => console.stop())

const acknowledge = (who: Person, { key, since }: { key: string; since: number }, command?: string) =>
  who.send('POST', '/api/alarms/acknowledge', { key, since }, command)
const shelve = (who: Person, key: string, minutes: number) =>
  who.send('POST', '/api/alarms/shelve', { key, since: now, minutes, reason: '等待第三方' })
const onBoard = async (): Promise<AlarmAnswer[]> =>
  ((await chief.send('GET', '/api/board')).body as { alarms: AlarmAnswer[] }).alarms

async function alarmOf(): Promise<{ ticket: Ticket; key: string; since: number }> {
  const form = { category: '0205', text: '招牌坠落', address: '外滩', place: [121.4867, 31.2443] }
  const ticket: Ticket = (await wang.send('POST', '/api/tickets', form)).body
  return { ticket, key: `p1/${ticket.id}`, since: ticket.openedAt }
}

test('an acknowledgement is in effect once, told once, and on the board until the case is over', async () => {
  const alarm = await alarmOf()
  const before = await lastNumber(console.db)
  const first = await acknowledge(wang, alarm, 'the-same-key')
  expect(first.body).toEqual({ key: alarm.key, since: now, by: 'wang', at: now, until: null, reason: null })
  expect((await acknowledge(wang, alarm, 'the-same-key')).body).toEqual(first.body)
  now += 1000
  expect((await acknowledge(chief, alarm)).body).toEqual(first.body)
  const events = await eventsAfter(console.db, before, 10)
  expect(events.map(({ kind, body }) => [kind, body.code])).toEqual([
    ['alarm.acknowledged', alarm.ticket.code],
  ])
  expect(await onBoard()).toContainEqual(first.body)
  await wang.send('POST', `/api/tickets/${alarm.ticket.id}/cancel`, { version: 1, reason: '误报' })
  expect((await onBoard()).map(({ key }) => key)).not.toContain(alarm.key)
})

test('an alarm that came anew is acknowledged anew, by whoever saw it', async () => {
  const alarm = await alarmOf()
  await acknowledge(wang, alarm)
  const anew = { key: alarm.key, since: alarm.since + 60_000 }
  expect((await acknowledge(chief, anew)).body).toMatchObject({ by: 'chief', since: anew.since })
})

test('a clock is shelved with a reason and an end; a P1 and SOS never are, and the refusal says why', async () => {
  const { ticket, key } = await alarmOf()
  expect((await shelve(wang, `clock/${ticket.id}/handling`, 30)).body).toMatchObject({
    by: 'wang',
    until: now + 30 * 60_000,
    reason: '等待第三方',
  })
  for (const [each, code] of [
    [key, ticket.code],
    [`sos/${unit}`, 'H001'],
  ] as const) {
    const { status, body } = await shelve(chief, each, 30)
    expect([status, (body as { code: string }).code]).toEqual([409, 'not_shelved'])
    expect((body as { message: Words }).message.zh).toContain(`${code} `)
  }
})

test('nothing is shelved for less than 5 or more than 240 minutes, and nothing unknown is answered', async () => {
  const { ticket } = await alarmOf()
  const clock = `clock/${ticket.id}/handling`
  const statuses = []
  for (const minutes of [4, 241]) statuses.push((await shelve(wang, clock, minutes)).status)
  for (const key of ['link', 'p1/0', 'clock/1/none']) {
    statuses.push((await acknowledge(wang, { key, since: now })).status)
  }
  expect(statuses).toEqual([400, 400, 400, 400, 400])
  expect((await acknowledge(wang, { key: 'silent/999', since: now })).status).toBe(404)
})

test.each(['supervisor', 'officer', 'admin', 'auditor', 'wall'] as const)(
  'a %s answers no alarm',
  async (role) => {
    const who = await person(console, role, role === 'officer' && unit ? { unit } : {})
    expect((await acknowledge(who, await alarmOf())).status).toBe(403)
  },
)
