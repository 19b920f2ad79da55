/** The board of a past moment is the one that consoles held then. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Board } from '#contract/board.ts'
import type { ChunkFacts } from '#contract/replay.ts'
import type { Ticket } from '#contract/tickets.ts'
import { person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { makeCheckpoint } from './facts.ts'

const T0 = 1_800_000_000_000
let clock = T0
let console: TestConsole
let units: number[]
beforeAll(async () => {
  console = await testConsole({ now: () => clock })
  units = await smallCity(console.db, ['foot', 'car', 'boat'])
})
afterAll(() => console.stop())

test('the board of a chunk that began after some deeds shows these, names and crews too, and none that came later', async () => {
  const desk = await person(console, 'dispatcher')
  await console.db.query(
    `insert into officer (name, name_en, organisation, unit) select '王', 'Wang', organisation, id from unit where id = $1`,
    [units[0]],
  )
  await makeCheckpoint(console.db, clock)
  // By whoever administers the database: no command changes crews and names.
  await console.db.query('update officer set unit = $2 where unit = $1', [units[0], units[1]])
  await console.db.query(`update account set name = '改名' where username = $1`, [desk.username])
  const body = { category: '0501', text: '设摊', address: '外滩', place: [121.4867, 31.2443] }
  clock += 60_000
  const opened = (await desk.send('POST', '/api/tickets', body)).body as Ticket
  clock += 60_000
  await desk.send('POST', `/api/tickets/${opened.id}/dispatch`, { version: 1, units: [units[0]] })
  clock = T0 + 600_000
  const before = (await desk.send('GET', '/api/board')).body as Board
  clock += 60_000
  await desk.send('POST', `/api/tickets/${opened.id}/note`, { text: '后来' })
  for (const by of ['happened', 'received']) {
    const { status, body } = await desk.send('GET', `/api/replay/${T0 + 600_000}/facts?by=${by}`)
    expect(status).toBe(200)
    const facts = body as ChunkFacts
    expect(facts.board).toEqual(before)
    expect(facts.board.people).toContainEqual(expect.objectContaining({ name: '改名' }))
    expect(facts.board.units.map(({ crew }) => crew.length)).toEqual([0, 1, 0])
    expect(facts.events.map(({ kind }) => kind)).toEqual(['ticket.noted'])
  }
})
