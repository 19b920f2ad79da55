/** Passing over the first recommended unit asks for a reason, and arrivals are held against what was shown. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Calibration } from '#contract/calibration.ts'
import type { Event } from '#contract/events.ts'
import type { Ticket } from '#contract/tickets.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let now = Date.UTC(2026, 10, 25, 2)
let console: TestConsole
let units: number[]
let wang: Person
let crew: Person

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  units = await smallCity(console.db, ['foot', 'car', 'car'])
  wang = await person(console, 'dispatcher', { username: 'wang' })
  crew = await person(console, 'officer', { unit: units[1] })
})
afterAll(() => console.stop())

const shown = (...ids: (number | undefined)[]) =>
  ids.map((unit, i) => ({
    unit,
    etaSeconds: 300 + 60 * i,
    score: 300 + 60 * i,
    crossing: i ? '打浦路隧道' : null,
  }))

async function filed(): Promise<Ticket> {
  const stall = { category: '0501', text: '流动设摊', address: '中山东一路', place: [121.4867, 31.2443] }
  return (await wang.send('POST', '/api/tickets', stall)).body
}

async function send(unit: number | undefined, more: object) {
  const ticket = await filed()
  return wang.send('POST', `/api/tickets/${ticket.id}/dispatch`, {
    version: ticket.version,
    units: [unit],
    ...more,
  })
}

test('the first recommended goes without a word, another only with a reason', async () => {
  const recommended = shown(units[0], units[1])
  expect(await send(units[1], { recommended })).toMatchObject({
    status: 400,
    body: { code: 'override_needed' },
  })
  const other = { recommended, override: { code: 'other' } }
  expect(await send(units[1], other)).toMatchObject({ status: 400, body: { code: 'override_text' } })
  expect(await send(units[0], { recommended })).toMatchObject({ status: 200 })
})

test('the reason stays with the assignment and in its event, beside what was shown', async () => {
  const before = await lastNumber(console.db)
  const recommended = shown(units[0], units[2])
  const override = { code: 'knows_place' }
  const { status, body } = await send(units[2], { recommended, override })
  expect(status).toBe(200)
  const [{ id }] = (body as { assignments: [Assignment] }).assignments
  const { rows } = await console.db.query('select recommended, override from assignment where id = $1', [id])
  expect(rows).toEqual([{ recommended, override }])
  const event = (await eventsAfter(console.db, before, 9)).at(-1) as Event
  expect([event.kind, event.body.override, event.body.recommended]).toEqual([
    'assignment.dispatched',
    override,
    recommended,
  ])
})

test('an arrival is recorded against the estimate, and the calibration tells by how much it was off', async () => {
  const empty = (await wang.send('GET', '/api/dispatch/calibration')).body as Calibration
  expect(empty).toMatchObject({ newest: null, kinds: [], hours: [], crossings: [] })

  const override = { code: 'closer' }
  const { body } = await send(units[1], { recommended: shown(units[0], units[1]), override })
  let [assignment] = (body as { assignments: [Assignment] }).assignments
  for (const [command, seconds] of [
    ['accept', 20],
    ['depart', 40],
    ['arrive', 450],
  ] as const) {
    now += seconds * 1000
    const step = { version: assignment.version }
    assignment = (await crew.send('POST', `/api/assignments/${assignment.id}/${command}`, step)).body
  }
  const events = await eventsAfter(console.db, 0, 100)
  const estimate = { estimatedSeconds: 360, actualSeconds: 450 }
  expect(events.at(-1)).toMatchObject({ kind: 'assignment.arrived', body: { estimate } })
  const { body: told } = await wang.send('GET', '/api/dispatch/calibration')
  const off = { count: 1, median: 90, p10: 90, p90: 90 }
  expect(told).toMatchObject({
    newest: now,
    kinds: [{ kind: 'car', ...off, arrivals: [{ estimated: 360, actual: 450, at: now }] }],
    hours: [{ hour: 10, ...off }],
    crossings: [{ crossing: '打浦路隧道', ...off }],
  })
})
