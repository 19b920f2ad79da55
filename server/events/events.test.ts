/** The log under many writers: no gap, commit order, nothing missed by whoever follows it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChainPart } from '#contract/chain.ts'
import type { Event } from '#contract/events.ts'
import { transaction } from '../db.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { append } from './append.ts'
import { eventsAfter, lastNumber } from './queries.ts'
import { followLog } from './tail.ts'

let console: TestConsole
let wang: Person
beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher')
})
afterAll(() => console.stop())

const event = (n: number) => ({ actor: 'test', kind: 'test.written', subject: `test/${n}` })

test('twenty parallel writers, some of whom fail, leave numbers without gaps, and a follower gets each once in order', async () => {
  const start = await lastNumber(console.db)
  const heard: number[] = []
  const tail = await followLog(console.db, console.url, () => {})
  tail.subscribe((events) => heard.push(...events.map((each) => each.number)))

  const write = (writer: number) => async () => {
    for (let n = 0; n < 15; n++) {
      const work = transaction(console.db, async (tx) => {
        await append(tx, Date.now(), [event(writer * 100 + n), event(writer * 100 + n + 50)])
        if (n % 5 === 4) throw new Error('the state did not allow it')
      })
      await work.catch(() => {})
    }
  }
  await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)()))

  const last = await lastNumber(console.db)
  expect(last - start).toBe(20 * 12 * 2)
  const numbers = (await eventsAfter(console.db, start, 1000)).map((each) => each.number)
  expect(numbers).toEqual(Array.from({ length: 480 }, (_, i) => start + 1 + i))
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(480)
  expect(heard).toEqual(numbers)
  await tail.stop()
})

test('a follower whose connection breaks misses nothing', async () => {
  const heard: Event[] = []
  const tail = await followLog(console.db, console.url, () => {})
  tail.subscribe((events) => heard.push(...events))
  await console.db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jianghe listen'`,
  )
  await transaction(console.db, (tx) => append(tx, Date.now(), [event(1), event(2)]))
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2)
  await tail.stop()
})

test('the log cannot be changed', async () => {
  await expect(console.db.query(`update event set actor = 'somebody else'`)).rejects.toThrow('append-only')
  await expect(console.db.query('delete from event')).rejects.toThrow('append-only')
})

test('the log is read on by number, and says where its end is', async () => {
  const all = (await wang.send('GET', '/api/events?after=0&limit=1000')).body as {
    last: number
    events: Event[]
  }
  const half = all.events[100]?.number ?? 0
  const rest = (await wang.send('GET', `/api/events?after=${half}&limit=1000`)).body as typeof all
  expect(rest.events).toEqual(all.events.slice(101))
  expect(rest.last).toBe(all.events.at(-1)?.number)
})

test('the auditor checks the log part by part, and a dispatcher may not', async () => {
  const auditor = await person(console, 'auditor')
  const { last } = (await auditor.send('GET', '/api/events/chain?limit=1')).body as ChainPart
  let checked = 0
  while (checked < last) {
    const part = (await auditor.send('GET', `/api/events/chain?after=${checked}&limit=200`)).body as ChainPart
    expect(part.broken).toBeNull()
    expect(part.checked).toBe(Math.min(checked + 200, part.last))
    checked = part.checked
  }
  expect((await wang.send('GET', '/api/events/chain')).status).toBe(403)
  expect((await wang.send('GET', '/api/events/heads')).status).toBe(403)
})
