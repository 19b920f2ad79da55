/** Taking units back, sending others instead, taking them from less urgent work, and what the desk does for a crew. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Words } from '#contract/endpoint.ts'
import type { Event } from '#contract/events.ts'
import type { Ticket } from '#contract/tickets.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let wang: Person
let officer: Person
let cars: number[]
let video: number
let now = Date.UTC(2026, 10, 25, 2)

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  const units = await smallCity(console.db, ['car', 'car', 'car', 'video'])
  cars = units.slice(0, 3)
  video = units[3] as number
  wang = await person(console, 'dispatcher', { username: 'wang' })
  officer = await person(console, 'officer', { unit: cars[0] })
})
afterAll(() => console.stop())
beforeEach(() => console.db.query(`update assignment set state = 'recalled', ended_at = now()`))

type Sent = { readonly ticket: Ticket; readonly assignments: readonly Assignment[] }

async function filed(priority: number): Promise<Ticket> {
  const ticket = { category: '0501', text: '流动设摊', address: '外滩', place: [121.4867, 31.2443], priority }
  return (await wang.send('POST', '/api/tickets', ticket)).body
}
const dispatch = (ticket: Ticket, units: (number | undefined)[], more: object = {}) =>
  wang.send('POST', `/api/tickets/${ticket.id}/dispatch`, { version: ticket.version, units, ...more })

async function sent(ticket: Ticket, unit: number | undefined): Promise<Sent> {
  const { status, body } = await dispatch(ticket, [unit])
  expect(status).toBe(200)
  return body
}
const step = (who: Person, { id, version }: Assignment, command: string, more: object = {}) =>
  who.send('POST', `/api/assignments/${id}/${command}`, { version, ...more })
const only = ({ assignments }: Sent): Assignment => assignments[0] as Assignment
const read = async (ticket: Ticket): Promise<Ticket> =>
  ((await wang.send('GET', `/api/tickets/${ticket.id}`)).body as { ticket: Ticket }).ticket
const code = ({ body }: { body: never }) => (body as { code: string }).code

test('a slip is withdrawn without a reason for 20 s, afterwards only recalled with one', async () => {
  const early = only(await sent(await filed(3), cars[0]))
  now += 19_999
  expect((await step(wang, early, 'withdraw')).body).toMatchObject({
    state: 'recalled',
    endReason: 'withdrawn',
  })

  const late = only(await sent(await filed(3), cars[0]))
  now += 20_000
  const answer = await step(wang, late, 'withdraw')
  expect([answer.status, code(answer)]).toEqual([409, 'too_late'])
  expect((await step(wang, late, 'recall')).status).toBe(400)
  expect((await step(wang, late, 'recall', { reason: '车辆故障' })).status).toBe(200)
})

test('what a crew has accepted is not withdrawn', async () => {
  const accepted = await step(officer, only(await sent(await filed(3), cars[0])), 'accept')
  const answer = await step(wang, accepted.body, 'withdraw')
  expect([answer.status, code(answer)]).toEqual([409, 'not_now'])
})

test('reassigning recalls one unit and sends another at once, and both are in the log', async () => {
  const before = await lastNumber(console.db)
  const ticket = await filed(2)
  const first = only(await sent(ticket, cars[0]))
  const { status, body } = await step(wang, first, 'reassign', { unit: cars[1], reason: 'nearer' })
  expect(status).toBe(200)
  const { assignments } = body as Sent
  expect(assignments.map(({ unit, state }) => [unit, state])).toEqual([
    [cars[0], 'recalled'],
    [cars[1], 'dispatched'],
  ])
  expect(await read(ticket)).toMatchObject({ state: 'dispatched', openedAt: ticket.openedAt })
  const kinds = (await eventsAfter(console.db, before, 10)).map(({ kind }) => kind)
  expect(kinds.slice(2)).toEqual(['assignment.recalled', 'assignment.dispatched'])
})

test('reassigning to a unit that is taken changes nothing', async () => {
  await sent(await filed(3), cars[1])
  const first = only(await sent(await filed(3), cars[0]))
  const answer = await step(wang, first, 'reassign', { unit: cars[1], reason: 'nearer' })
  expect([answer.status, code(answer)]).toEqual([409, 'unit_taken'])
  const { rows } = await console.db.query('select state from assignment where id = $1', [first.id])
  expect(rows).toEqual([{ state: 'dispatched' }])
})

test('an urgent ticket takes a unit from less urgent work, which returns to the queue with its age', async () => {
  const less = await filed(3)
  const dropped = only(await sent(less, cars[0]))
  now += 60_000
  const { status, body } = await dispatch(await filed(1), [cars[0]], { preempt: [dropped.id] })
  expect(status).toBe(200)
  expect(only(body)).toMatchObject({ unit: cars[0], state: 'dispatched' })
  expect(await read(less)).toMatchObject({ state: 'filed', openedAt: less.openedAt, dueAt: less.dueAt })
  const { rows } = await console.db.query('select state, end_reason from assignment where id = $1', [
    dropped.id,
  ])
  expect(rows).toEqual([{ state: 'recalled', end_reason: 'preempted' }])
})

test('a unit on work that is as urgent, or was not confirmed to be dropped, stays', async () => {
  const dropped = only(await sent(await filed(2), cars[0]))
  const same = await dispatch(await filed(2), [cars[0]], { preempt: [dropped.id] })
  expect([same.status, code(same)]).toEqual([409, 'cannot_preempt'])
  expect((same.body as { message: Words }).message.en).toContain('P2')
  const unseen = await dispatch(await filed(1), [cars[0]])
  expect([unseen.status, code(unseen)]).toEqual([409, 'unit_taken'])
})

test('two that take units from each other’s tickets at once do not deadlock', async () => {
  const [low, lower] = [await filed(3), await filed(4)]
  const [one, other] = [only(await sent(low, cars[0])), only(await sent(lower, cars[1]))]
  const [first, second] = [await filed(1), await filed(1)]
  const answers = await Promise.all([
    dispatch(first, [cars[0], cars[1]], { preempt: [one.id, other.id] }),
    dispatch(second, [cars[1], cars[0]], { preempt: [other.id, one.id] }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('what the desk does for a crew is logged as done on its behalf', async () => {
  const before = await lastNumber(console.db)
  let assignment = only(await sent(await filed(3), cars[0]))
  for (const command of ['accept', 'arrive', 'checkin'])
    assignment = (await step(wang, assignment, command)).body
  expect(assignment).toMatchObject({ state: 'onscene', checkedInAt: now })
  const mine = (await eventsAfter(console.db, before, 10)).filter(
    ({ body }: Event) => body.onBehalf === true && body.ticket !== undefined,
  )
  expect(mine.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['assignment.accepted', 'wang'],
    ['assignment.arrived', 'wang'],
    ['assignment.checked_in', 'wang'],
  ])
  expect((await step(wang, assignment, 'report', {})).status).not.toBe(200)
})

test('a video desk is at work when it accepts, and neither sets out nor arrives', async () => {
  const accepted = await step(wang, only(await sent(await filed(3), video)), 'accept')
  expect(accepted.body).toMatchObject({ state: 'onscene', arrivedAt: null })
  const answer = await step(wang, accepted.body, 'arrive')
  expect([answer.status, code(answer)]).toEqual([409, 'not_now'])
})
