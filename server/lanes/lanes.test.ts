/** A ticket's and a unit's lane hold what went on with them in the span, and nothing of others. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Lanes } from '#contract/lanes.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

const START = Date.now() - 3_600_000
const MINUTE = 60_000
let console: TestConsole
let wang: Person
let ticket: Ticket
let now = START

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  await smallCity(console.db, ['foot', 'foot'])
  wang = await person(console, 'dispatcher', { username: 'wang' })
  const other = await open('另一件')
  ticket = await open('这一件')
  await send(other, 2)
  const assignment = await send(ticket, 1)
  now = START + 2 * MINUTE
  await console.db.query(
    `update assignment set state = 'onscene', arrived_at = $2, version = 2 where id = $1`,
    [assignment.id, new Date(now)],
  )
  now = START + 3 * MINUTE
  await wang.send('POST', '/api/alarms/acknowledge', { key: `silent/${assignment.id}`, since: START })
  now = START + 50 * MINUTE
  await console.db.query(`create table fix_test partition of fix for values from (0) to (9000000000000)`)
  await console.db.query(
    `insert into fix (mover, at, received, lng, lat)
     select 1, $1::bigint + m * 60000 + s * 1000, $1::bigint + m * 60000 + s * 1000, 0, 0 from unnest('{0,4}'::int[]) m, generate_series(0, 59) s`,
    [START],
  )
})
afterAll(() => console.stop())

const open = async (text: string): Promise<Ticket> =>
  (
    await wang.send('POST', '/api/tickets', {
      category: '0501',
      text,
      address: text,
      place: [121.49, 31.24],
    })
  ).body

async function send({ id, version }: Ticket, unit: number): Promise<Assignment> {
  await wang.send('POST', `/api/tickets/${id}/dispatch`, { version, units: [unit] })
  const { rows } = await console.db.query<Assignment>('select id from assignment where ticket = $1', [id])
  return rows[0] as Assignment
}

const lanes = async (query: string): Promise<Lanes> =>
  (await wang.send('GET', `/api/lanes?from=${START}&to=${START + 10 * MINUTE}&${query}`)).body

test('a ticket’s lane holds its own events, those of its assignments and of their alarms', async () => {
  const { events, assignments } = await lanes(`tickets=${ticket.id}`)
  expect(events.map(({ kind }) => kind)).toEqual([
    'ticket.opened',
    'assignment.dispatched',
    'alarm.acknowledged',
  ])
  expect(assignments.map(({ unit }) => unit)).toEqual([1])
})

test('a unit’s lane holds its assignments, and its signal with the silence as a gap', async () => {
  const { signals, assignments } = await lanes('units=1,2')
  expect(assignments.map(({ unit }) => unit)).toEqual([2, 1])
  expect(signals).toEqual([
    {
      unit: 1,
      heard: [
        { from: START, to: START + 59_000 },
        { from: START + 4 * MINUTE, to: START + 5 * MINUTE - 1_000 },
      ],
    },
    { unit: 2, heard: [] },
  ])
})

test('as known then a lane holds what had been received by that moment, and each assignment as it was told', async () => {
  const { events, assignments, signals } = await lanes(
    `tickets=${ticket.id}&units=1&known=${START + 2 * MINUTE}`,
  )
  expect(events.map(({ kind }) => kind)).toEqual(['ticket.opened', 'assignment.dispatched'])
  // That it had arrived nobody had told.
  expect(assignments).toMatchObject([{ unit: 1, state: 'dispatched', arrivedAt: null }])
  expect(signals).toEqual([{ unit: 1, heard: [{ from: START, to: START + 59_000 }] }])
  expect(await lanes(`tickets=${ticket.id}&units=1&known=${START - 1}`)).toMatchObject({
    ...{ events: [], assignments: [] },
    signals: [{ unit: 1, heard: [] }],
  })
})

test('a span that is none or too long is refused in words', async () => {
  const { status } = await wang.send('GET', `/api/lanes?from=${START}&to=${START}&units=1`)
  expect(status).toBe(400)
  const officer = await person(console, 'officer', { unit: 1 })
  expect((await officer.send('GET', `/api/lanes?from=${START}&to=${now}&units=1`)).status).toBe(403)
})
