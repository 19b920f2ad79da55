/** The simulator against a living console: it moves and works through the public API alone. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type LivingConsole, livingConsole } from '../server/testing.live.ts'
import { seededDatabase, type TestDatabase } from '../server/testing.ts'
import { simulate } from './simulate.ts'

let city: TestDatabase
let console: LivingConsole
beforeAll(async () => {
  city = await seededDatabase()
  console = await livingConsole({ database: city })
})
afterAll(async () => {
  await console?.stop()
  await city?.drop()
})

test('the simulator moves the units, raises tickets and works them, and stops when told to', async () => {
  const stopping = new AbortController()
  const said: string[] = []
  const running = simulate({
    url: `http://127.0.0.1:${console.port}`,
    say: (line) => said.push(line),
    signal: stopping.signal,
    rate: 120,
  })
  const count = async (sql: string) => Number((await console.db.query(sql)).rows[0].count)

  await vi.waitFor(
    async () => {
      expect(await console.metric('positions_accepted_total{source="http"}')).toBeGreaterThan(1000)
      expect(await count('select count(*) from ticket')).toBeGreaterThan(8)
      expect(await count(`select count(*) from event where kind = 'assignment.accepted'`)).toBeGreaterThan(0)
    },
    { timeout: 40_000, interval: 500 },
  )
  stopping.abort()
  await running

  expect(await count('select count(*) from newest_fix')).toBeGreaterThan(300)
  expect(said).toEqual(['Simulating 377 moving units and 120 tickets a minute'])
})
