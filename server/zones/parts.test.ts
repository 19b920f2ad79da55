/** A case on the water line is handled when shore and water have done their part, or a dispatcher has dropped one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { PartName, TicketPart } from '#contract/parts.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let desk: Person
const crews = new Map<number, Person>()
let foot = 0
let boat = 0
beforeAll(async () => {
  console = await testConsole()
  ;[foot = 0, boat = 0] = await smallCity(console.db, ['foot', 'boat'])
  desk = await person(console, 'dispatcher')
  for (const unit of [foot, boat]) crews.set(unit, await person(console, 'officer', { unit }))
  await console.db.query(`
    insert into zone (kind, code, name, name_en, river, area) values
      ('reach_water', 'W', '水', 'Water', 'huangpu', st_makeenvelope(121.490, 31.24, 121.494, 31.25, 4326));
    insert into zone (kind, code, name, name_en, river, bank, paired, area)
      select 'reach_bank', 'L', '岸', 'Bank', 'huangpu', 'left', id, st_makeenvelope(121.489, 31.24, 121.490, 31.25, 4326) from zone`)
})
afterAll(() => console.stop())

/** On the bank line, or so many degrees inland of it. */
async function opened(category: string, inland = 0): Promise<Ticket> {
  const place = [121.49 - inland, 31.245]
  const answer = await desk.send('POST', '/api/tickets', {
    category,
    text: '垃圾漂浮',
    address: '外滩',
    place,
  })
  expect(answer.status).toBe(200)
  return answer.body
}
const ticketNow = async (id: number): Promise<Ticket> =>
  ((await desk.send('GET', `/api/tickets/${id}`)).body as { ticket: Ticket }).ticket

async function states(id: number): Promise<Partial<Record<PartName, string>>> {
  const { parts } = (await desk.send('GET', `/api/tickets/${id}/parts`)).body as { parts: TicketPart[] }
  return Object.fromEntries(
    parts.map(({ part, state, asked }) => [part, asked ? state : `${state}, not asked`]),
  )
}

async function sent(ticket: number, unit: number): Promise<Assignment> {
  const { version } = await ticketNow(ticket)
  const answer = await desk.send('POST', `/api/tickets/${ticket}/dispatch`, { version, units: [unit] })
  expect(answer).toMatchObject({ status: 200 })
  return (answer.body as { assignments: Assignment[] }).assignments[0] as Assignment
}

async function step(assignment: Assignment, command: string, body: object = {}): Promise<Assignment> {
  const url = `/api/assignments/${assignment.id}/${command}`
  const answer = await crews.get(assignment.unit)?.send('POST', url, { version: assignment.version, ...body })
  expect(answer).toMatchObject({ status: 200 })
  return answer?.body as unknown as Assignment
}

async function handled(assignment: Assignment): Promise<void> {
  let now = assignment
  const report = { disposition: 'not_found', text: '已清理', photos: [] }
  for (const [command, body] of [
    ['accept', {}],
    ['arrive', {}],
    ['report', { report }],
    ['finish', {}],
  ] as const)
    now = await step(now, command, body)
}

test('a dispatch to the shore leaves the water open, and the case is handled when both have done their part', async () => {
  const { id } = await opened('0105')
  // This city knows the category from the start; its two parts are asked for by it.
  expect(await states(id)).toEqual({ shore: 'open', water: 'open' })
  const shore = await sent(id, foot)
  expect(await states(id)).toEqual({ shore: 'sent', water: 'open' })
  await handled(shore)
  expect(await states(id)).toEqual({ shore: 'done', water: 'open' })
  expect((await ticketNow(id)).state).toBe('filed')
  await handled(await sent(id, boat))
  expect(await states(id)).toEqual({ shore: 'done', water: 'done' })
  expect((await ticketNow(id)).state).toBe('reported')
})

test('a part that nobody needs is dropped with a reason, and the case is handled without it', async () => {
  const { id } = await opened('0105')
  await handled(await sent(id, boat))
  expect((await ticketNow(id)).state).toBe('filed')
  const drop = async (part: PartName) =>
    desk.send('POST', `/api/tickets/${id}/drop-part`, {
      version: (await ticketNow(id)).version,
      part,
      reason: '岸上无残留',
    })
  expect((await drop('water')).body).toMatchObject({ code: 'part_not_open' })
  expect((await drop('shore')).body).toMatchObject({ state: 'reported' })
  expect(await states(id)).toEqual({ shore: 'dropped', water: 'done' })
})

test('what is only near the water is offered to both, and asked of who was sent', async () => {
  const { id } = await opened('0501')
  expect(await states(id)).toEqual({ shore: 'open, not asked', water: 'open, not asked' })
  await handled(await sent(id, foot))
  expect((await ticketNow(id)).state).toBe('reported')
  const far = await opened('0501', 0.0008)
  expect(await states(far.id)).toEqual({})
})
