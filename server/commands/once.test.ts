/** Commands, each sent one to five times and many at once: as many effects as commands. `ONCE=10000` takes minutes and says the same. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let dispatchers: Person[]
beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, ['foot'])
  dispatchers = await Promise.all(Array.from({ length: 10 }, () => person(console, 'dispatcher')))
})
afterAll(() => console.stop())

const COMMANDS = Number(process.env.ONCE ?? 2_000)
const AT_ONCE = 40

test('however often each command is sent, it has one effect', async () => {
  const { body } = await (dispatchers[0] as Person).send('POST', '/api/tickets', {
    category: '0501',
    text: '流动设摊',
    address: '中山东一路',
    place: [121.4867, 31.2443],
  })
  const url = `/api/tickets/${(body as { id: number }).id}/note`
  let next = 0
  const unexpected: unknown[] = []
  const sendOne = async (number: number) => {
    const sender = dispatchers[number % dispatchers.length] as Person
    const key = randomUUID()
    const times = 1 + (number % 5)
    const answers = await Promise.all(
      Array.from({ length: times }, () => sender.send('POST', url, { text: `第 ${number} 条` }, key)),
    )
    const done = answers.filter(({ status }) => status === 200)
    const waits = answers.filter(({ body }) => (body as { code?: string }).code === 'in_flight')
    if (done.length === 0 || done.length + waits.length < times) unexpected.push(answers)
  }
  const worker = async () => {
    while (next < COMMANDS) await sendOne(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))

  expect(unexpected).toEqual([])
  const { rows } = await console.db.query<{ notes: number; texts: number; last: number }>(
    `select count(*)::int as notes, count(distinct body ->> 'text')::int as texts,
       (select last from event_counter)::int as last
     from event where kind = 'ticket.noted'`,
  )
  expect(rows).toEqual([{ notes: COMMANDS, texts: COMMANDS, last: COMMANDS + 1 }])
}, 300_000)
