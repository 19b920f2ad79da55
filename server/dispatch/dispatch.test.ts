/** Dispatch on a real database: the closed loop, and what two people at once cannot do. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Recommendation } from '#contract/candidates.ts'
import type { Event } from '#contract/events.ts'
import type { Ticket } from '#contract/tickets.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let units: number[]
let wang: Person
let li: Person
let chief: Person
let officer: Person

beforeAll(async () => {
  console = await testConsole()
  units = await smallCity(console.db, ['foot', 'car', 'boat', 'foot', 'car', 'car'])
  wang = await person(console, 'dispatcher', { username: 'wang' })
  li = await person(console, 'dispatcher', { username: 'li' })
  chief = await person(console, 'duty')
  officer = await person(console, 'officer', { unit: units[0] })
})
afterAll(() => console.stop())
beforeEach(() => console.db.query(`update assignment set state = 'recalled', ended_at = now()`))

const stall = { category: '0501', text: '流动设摊', address: '中山东一路', place: [121.4867, 31.2443] }

async function filed(): Promise<Ticket> {
  const { status, body } = await wang.send('POST', '/api/tickets', stall)
  expect(status).toBe(200)
  return body
}

async function sent(ticket: Ticket, unit: number): Promise<{ ticket: Ticket; assignments: Assignment[] }> {
  const { status, body } = await wang.send('POST', `/api/tickets/${ticket.id}/dispatch`, {
    version: ticket.version,
    units: [unit],
  })
  expect(status).toBe(200)
  return body
}

async function photo(): Promise<string> {
  const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
  const headers = { cookie: officer.cookie, 'content-type': 'image/png' }
  const answer = await console.app.inject({ method: 'POST', url: '/api/photos', headers, payload: png })
  return answer.json().hash
}

test('a ticket goes from form to closed, and every step is in the log', async () => {
  const before = await lastNumber(console.db)
  const ticket = await filed()
  const { assignments } = await sent(ticket, units[0] as number)
  let assignment = assignments[0] as Assignment
  const report = { disposition: 'persuade', text: '已劝离', photos: [await photo()] }
  for (const [command, extra] of [
    ['accept', {}],
    ['depart', {}],
    ['arrive', {}],
    ['report', { report }],
    ['finish', {}],
  ] as const) {
    const { status, body } = await officer.send('POST', `/api/assignments/${assignment.id}/${command}`, {
      version: assignment.version,
      ...extra,
    })
    expect([command, status]).toEqual([command, 200])
    assignment = body
  }
  const { body: read } = await chief.send('GET', `/api/tickets/${ticket.id}`)
  const { ticket: reported } = read as { ticket: Ticket }
  const closed = await chief.send('POST', `/api/tickets/${ticket.id}/check`, {
    version: reported.version,
    passed: true,
    note: '照片清楚',
  })

  expect(closed.body).toMatchObject({
    state: 'closed',
    disposition: 'persuade',
    feedback: '已劝离',
    photos: report.photos,
  })
  const events = await eventsAfter(console.db, before, 100)
  expect(events.map((event) => event.kind)).toEqual([
    'ticket.opened',
    'assignment.dispatched',
    'assignment.accepted',
    'assignment.departed',
    'assignment.arrived',
    'assignment.reported',
    'assignment.finished',
    'ticket.closed',
  ])
  expect((events.at(-1) as Event).body).toMatchObject({ ticket: { state: 'closed' }, note: '照片清楚' })
})

test('two dispatchers cannot both send one unit', async () => {
  for (let round = 0; round < 20; round++) {
    const [first, second] = [await filed(), await filed()]
    const unit = units[1] as number
    const answers = await Promise.all([
      wang.send('POST', `/api/tickets/${first.id}/dispatch`, { version: first.version, units: [unit] }),
      li.send('POST', `/api/tickets/${second.id}/dispatch`, { version: second.version, units: [unit] }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const refused = answers.find((answer) => answer.status === 409)
    expect(refused?.body).toMatchObject({ code: 'unit_taken' })
    await console.db.query(`update assignment set state = 'recalled'`)
  }
})

test('two dispatchers on one ticket: one wins, the other is told who it was', async () => {
  const ticket = await filed()
  const answers = await Promise.all([
    wang.send('POST', `/api/tickets/${ticket.id}/dispatch`, { version: ticket.version, units: [units[1]] }),
    li.send('POST', `/api/tickets/${ticket.id}/dispatch`, { version: ticket.version, units: [units[4]] }),
  ])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  const winner = answers[0]?.status === 200 ? 'wang' : 'li'
  const refused = answers.find((answer) => answer.status === 409)?.body as
    | { message: { zh: string } }
    | undefined
  expect(refused?.message.zh).toContain(winner)
})

test('units that two dispatches share in opposite order do not deadlock', async () => {
  const [first, second] = [await filed(), await filed()]
  const [a, b] = [units[4], units[5]]
  const answers = await Promise.all([
    wang.send('POST', `/api/tickets/${first.id}/dispatch`, { version: first.version, units: [a, b] }),
    li.send('POST', `/api/tickets/${second.id}/dispatch`, { version: second.version, units: [b, a] }),
  ])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
})

test('of several units all go or none', async () => {
  const [first, second] = [await filed(), await filed()]
  await sent(first, units[1] as number)
  const answer = await li.send('POST', `/api/tickets/${second.id}/dispatch`, {
    version: second.version,
    units: [units[4], units[1]],
  })
  expect(answer.status).toBe(409)
  const { rows } = await console.db.query('select from assignment where ticket = $1', [second.id])
  expect(rows).toHaveLength(0)
})

test('a declined ticket is back in the queue with its first clock', async () => {
  const ticket = await filed()
  const { assignments } = await sent(ticket, units[0] as number)
  const assignment = assignments[0] as Assignment
  await officer.send('POST', `/api/assignments/${assignment.id}/decline`, {
    version: assignment.version,
    reason: '车辆故障',
  })
  const { body } = await chief.send('GET', `/api/tickets/${ticket.id}`)
  expect(body).toMatchObject({ ticket: { state: 'filed', openedAt: ticket.openedAt, dueAt: ticket.dueAt } })
})

test('an officer cannot work another unit’s assignment', async () => {
  const { assignments } = await sent(await filed(), units[3] as number)
  const assignment = assignments[0] as Assignment
  const answer = await officer.send('POST', `/api/assignments/${assignment.id}/accept`, {
    version: assignment.version,
  })
  expect(answer).toMatchObject({ status: 403, body: { code: 'not_your_unit' } })
})

test('a step that is not allowed now is refused', async () => {
  const { assignments } = await sent(await filed(), units[0] as number)
  const assignment = assignments[0] as Assignment
  const answer = await officer.send('POST', `/api/assignments/${assignment.id}/finish`, {
    version: assignment.version,
  })
  expect(answer).toMatchObject({ status: 409, body: { code: 'not_now' } })
})

test('a report without a photo is refused unless nothing was found', async () => {
  const { assignments } = await sent(await filed(), units[0] as number)
  let assignment = assignments[0] as Assignment
  for (const command of ['accept', 'arrive']) {
    assignment = (
      await officer.send('POST', `/api/assignments/${assignment.id}/${command}`, {
        version: assignment.version,
      })
    ).body
  }
  const send = (disposition: string) =>
    officer.send('POST', `/api/assignments/${assignment.id}/report`, {
      version: assignment.version,
      report: { disposition, text: '现场查看', photos: [] },
    })
  expect(await send('persuade')).toMatchObject({ status: 400, body: { code: 'no_evidence' } })
  expect(await send('not_found')).toMatchObject({ status: 200 })
})

test('who dispatched a ticket cannot check it', async () => {
  const ticket = await filed()
  const dispatched = await chief.send('POST', `/api/tickets/${ticket.id}/dispatch`, {
    version: 1,
    units: [units[0]],
  })
  const { assignments } = dispatched.body as { assignments: Assignment[] }
  let assignment = assignments[0] as Assignment
  const report = { disposition: 'not_found', text: '未发现', photos: [] }
  for (const [command, extra] of [
    ['accept', {}],
    ['arrive', {}],
    ['report', { report }],
    ['finish', {}],
  ] as const) {
    assignment = (
      await officer.send('POST', `/api/assignments/${assignment.id}/${command}`, {
        version: assignment.version,
        ...extra,
      })
    ).body
  }
  const { body } = await chief.send('GET', `/api/tickets/${ticket.id}`)
  const { version } = (body as { ticket: Ticket }).ticket
  const answer = await chief.send('POST', `/api/tickets/${ticket.id}/check`, {
    version,
    passed: true,
    note: '好',
  })
  expect(answer).toMatchObject({ status: 403, body: { code: 'not_independent' } })
})

test('who is a candidate follows every dispatch, recall and duty at once, and new units too', async () => {
  const near = units[4] as number
  const stand = (unit: number) => {
    console.places.set(unit, { lng: 121.48, lat: 31.24, at: Date.now() })
    console.needs.grid.move(unit, 121.48, 31.24)
  }
  const candidates = async (of: Ticket): Promise<number[]> => {
    const { body } = await wang.send('GET', `/api/tickets/${of.id}/candidates`)
    return (body as Recommendation).candidates.map(({ unit }) => unit)
  }
  const [ticket, other] = [await filed(), await filed()]
  stand(near)
  expect(await candidates(other)).toEqual([near])

  const { assignments } = await sent(ticket, near)
  expect(await candidates(other)).toEqual([])
  const { id, version } = assignments[0] as Assignment
  await wang.send('POST', `/api/assignments/${id}/recall`, { version, reason: '另有安排' })
  expect(await candidates(other)).toEqual([near])

  const unit = (await chief.send('GET', '/api/units')).body as { id: number; version: number }[]
  const seen = unit.find((each) => each.id === near)?.version
  await chief.send('POST', `/api/units/${near}/duty`, { version: seen, duty: 'break' })
  expect(await candidates(other)).toEqual([])

  const { rows } = await console.db.query<{ id: number }>(
    `insert into unit (code, name, name_en, kind, organisation) values ('H900', '新', 'New', 'foot', 2) returning id`,
  )
  const added = rows[0]?.id as number
  stand(added)
  expect(await candidates(other)).toEqual([added])
})
