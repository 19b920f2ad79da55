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

test('the board of a chunk that began after some deeds shows these and none that came later', async () => {
  const desk = await person(console, 'dispatcher')
  await makeCheckpoint(console.db, clock)
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
    expect(facts.events.map(({ kind }) => kind)).toEqual(['ticket.noted'])
  }
})
