/** Two dispatchers at the same moment, over and over: nobody is sent twice, nobody owns a ticket with another. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Words } from '#contract/endpoint.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let units: number[]
let wang: Person
let li: Person

beforeAll(async () => {
  console = await testConsole()
  units = await smallCity(console.db, Array(8).fill('car'))
  wang = await person(console, 'dispatcher', { username: 'wang' })
  li = await person(console, 'dispatcher', { username: 'li' })
})
afterAll(() => console.stop())

const ROUNDS = 200
/** So many pairs race at once. */
const AT_ONCE = 4

/** Tickets as they come from a form, filed in one statement. */
async function filed(count: number): Promise<number[]> {
  const { rows } = await console.db.query<{ id: number }>(
    `insert into ticket (code, state, priority, source, category, text, address, place, happened_at, opened_at, opened_by)
     select 'race' || nextval('race'), 'filed', 3, 'desk', '0501', '摊', '外滩', 'srid=4326;point(121.48 31.24)', now(), now(), 'wang'
     from generate_series(1, $1) returning id`,
    [count],
  )
  return rows.map(({ id }) => id)
}

const dispatch = (who: Person, ticket: number | undefined, unit: number | undefined) =>
  who.send('POST', `/api/tickets/${ticket}/dispatch`, { version: 1, units: [unit] })

type Answer = Awaited<ReturnType<Person['send']>>

/** One of two wins, and the other is told who it was. */
function expectOneWinner([ofWang, ofLi]: readonly [Answer, Answer], code: string): void {
  expect([ofWang.status, ofLi.status].sort()).toEqual([200, 409])
  const [winner, refused] = ofWang.status === 200 ? ['wang', ofLi] : ['li', ofWang]
  const { code: why, message } = refused.body as { code: string; message: Words }
  expect(why).toBe(code)
  expect(message.zh).toContain(winner)
  expect(message.en).toContain(winner)
}

async function race(round: (lane: number) => Promise<void>): Promise<void> {
  const lane = async (number: number) => {
    for (let i = 0; i < ROUNDS / AT_ONCE; i++) await round(number)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => lane(number)))
}

const count = async (sql: string): Promise<number> =>
  (await console.db.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n ?? Number.NaN

test('200 rounds for one unit: it is never sent twice', async () => {
  await console.db.query('create sequence race')
  await race(async (lane) => {
    const [first, second] = await filed(2)
    const unit = units[lane]
    expectOneWinner(
      await Promise.all([dispatch(wang, first, unit), dispatch(li, second, unit)]),
      'unit_taken',
    )
    await console.db.query(`update assignment set state = 'recalled', ended_at = now() where unit = $1`, [
      unit,
    ])
  })
  expect(await count('assignment')).toBe(ROUNDS)
  expect(await count(`event where kind = 'assignment.dispatched'`)).toBe(ROUNDS)
})

test('200 rounds for one ticket: it never has two owners', async () => {
  await race(async (lane) => {
    const [ticket] = await filed(1)
    const [one, other] = [units[2 * lane], units[2 * lane + 1]]
    expectOneWinner(await Promise.all([dispatch(wang, ticket, one), dispatch(li, ticket, other)]), 'stale')
    await console.db.query(`update assignment set state = 'recalled', ended_at = now() where ticket = $1`, [
      ticket,
    ])
  })
  expect(await count('assignment')).toBe(2 * ROUNDS)
  expect(await count('(select from assignment group by ticket having count(*) > 1) as doubled')).toBe(0)
})
