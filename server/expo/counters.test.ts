/** Counters: readings taken once and never backwards, one card for each upward crossing, and cards worked off. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ArmedLimit, afterReading, type Card, type Counter, silentFor } from '#contract/counters.ts'
import type { ExpoBoard } from '#contract/expo.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { hallCounter, smallOperation } from './testing.ts'

let console: TestConsole
let wang: Person
let key: string
let operation: number
const now = Date.UTC(2026, 10, 5, 2)

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher', { username: 'wang' })
  const admin = await person(console, 'admin')
  operation = (await smallOperation(console.db, now)).id
  key = (
    (await admin.send('POST', '/api/sources', { source: 'counter', name: '场馆客流' })).body as {
      key: string
    }
  ).key
})
afterAll(() => console.stop())

const send = async (readings: { counter: string; at: number; count: number }[], bearer = key) =>
  console.app.inject({
    method: 'POST',
    url: '/api/expo/counters',
    headers: { authorization: `Bearer ${bearer}` },
    payload: readings,
  })
const board = async (): Promise<ExpoBoard> =>
  ((await wang.send('GET', '/api/board')).body as { expo: ExpoBoard }).expo
const counterNow = async (code: string) => (await board()).counters.find((each) => each.code === code)
const cardsOf = async (counter: number) => (await board()).cards.filter((each) => each.counter === counter)

test('a reading is taken once, and a late one is kept and moves nothing back', async () => {
  await hallCounter(console.db, operation, 'A1')
  const first = { counter: 'A1', at: now - 60_000, count: 7000 }
  expect((await send([first])).json()).toMatchObject({ accepted: 1, repeated: 0 })
  expect((await send([first])).json()).toMatchObject({ accepted: 0, repeated: 1 })
  expect((await send([{ ...first, at: now - 90_000, count: 9000 }])).json()).toMatchObject({
    accepted: 0,
    late: 1,
  })
  expect(await counterNow('A1')).toMatchObject({ count: 7000, readAt: now - 60_000, version: 2 })
})

test('what cannot be is refused one by one, and only the key of a counter source opens the door', async () => {
  const answer = (
    await send([
      { counter: 'A1', at: now + 120_000, count: 1 },
      { counter: 'A1', at: now - 1000, count: 7100 },
      { counter: 'NONE', at: now, count: 1 },
    ])
  ).json()
  expect(answer).toMatchObject({ accepted: 1, refused: [{ index: 0 }, { index: 2 }] })
  const admin = await person(console, 'admin')
  const { key: foreign } = (await admin.send('POST', '/api/sources', { source: 'partner', name: '渣土' }))
    .body as {
    key: string
  }
  expect((await send([{ counter: 'A1', at: now, count: 1 }], foreign)).statusCode).toBe(403)
  expect((await send([{ counter: 'A1', at: now, count: 1 }], 'x'.repeat(43))).statusCode).toBe(401)
})

test('8,000 opens one card and 10,000 another; around the limit none opens again', async () => {
  const id = await hallCounter(console.db, operation, 'A2')
  const counts = [7900, 8000, 8100, 7990, 8050, 10_000, 9990, 10_001, 7599, 8000]
  await send(counts.map((count, i) => ({ counter: 'A2', at: now - 100_000 + i * 1000, count })))
  expect((await cardsOf(id)).map(({ effect, count }) => [effect, count])).toEqual([
    ['control', 8000],
    ['one_way', 10_000],
    ['control', 8000],
  ])
})

test('a card is worked off step by step, each with who and when, and closed once all are done', async () => {
  const id = await hallCounter(console.db, operation, 'A3')
  await send([{ counter: 'A3', at: now, count: 8200 }])
  let [card] = (await cardsOf(id)) as [Card]
  const post = async (name: string, body: object) =>
    wang.send('POST', `/api/expo/cards/${card.id}/${name}`, { version: card.version, ...body })
  expect(await post('close', { result: '已回落' })).toMatchObject({
    status: 409,
    body: { code: 'steps_open' },
  })
  for (const step of card.steps.keys()) card = (await post('step', { step })).body
  expect(card.steps[0]).toMatchObject({ doneAt: now, doneBy: 'wang' })
  expect((await post('close', { result: '人数回落至 7,400' })).body).toMatchObject({
    closedBy: 'wang',
    closedAt: now,
  })
})

test('readings that come twice, in parts and in any order within a batch open a card for each crossing', async () => {
  const sequence = fc.array(fc.integer({ min: 7400, max: 8400 }), { minLength: 1, maxLength: 25 })
  let run = 0
  await fc.assert(
    fc.asyncProperty(sequence, fc.integer({ min: 1, max: 9 }), async (counts, size) => {
      const code = `P${run++}`
      const id = await hallCounter(console.db, operation, code)
      const readings = counts.map((count, i) => ({ counter: code, at: now - 60_000 + i * 1000, count }))
      for (let i = 0; i < readings.length; i += size) {
        const batch = readings.slice(i, i + size).reverse()
        await send([...batch, ...batch])
      }
      const cards = (await cardsOf(id)).filter(({ effect }) => effect === 'control')
      expect(cards).toHaveLength(crossings(counts, 8000, 7600))
    }),
    { numRuns: 15 },
  )
})

/** Said another way than the rule is written: cut where the count was below `clears`, each part that reaches `value` is one. */
function crossings(counts: readonly number[], value: number, clears: number): number {
  const parts: number[][] = [[]]
  for (const count of counts) {
    if (count < clears) parts.push([])
    else parts.at(-1)?.push(count)
  }
  return parts.filter((part) => part.some((count) => count >= value)).length
}

test('a limit is crossed once until the count has been below where it clears', () => {
  const limit = fc.record({ value: fc.integer({ min: 1, max: 50 }), band: fc.integer({ min: 0, max: 20 }) })
  fc.assert(
    fc.property(limit, fc.array(fc.integer({ min: 0, max: 70 })), ({ value, band }, counts) => {
      const clears = Math.max(0, value - band)
      let state: ArmedLimit = { value, clears, effect: 'control', armed: true }
      let crossed = 0
      for (const count of counts) {
        const after = afterReading(state, count)
        state = { ...state, armed: after.armed }
        if (after.crossed) crossed++
      }
      expect(crossed).toBe(crossings(counts, value, clears))
    }),
  )
})

test('a counter that fell silent is stale, and one that was never heard too', () => {
  const counter = { readAt: now, silentSeconds: 90 } as Counter
  expect(silentFor(counter, now + 90_000)).toBeUndefined()
  expect(silentFor(counter, now + 90_001)).toBe(90_001)
  expect(silentFor({ ...counter, readAt: null }, now)).toBe(Number.POSITIVE_INFINITY)
})

test('limits and steps are set by who may, on what was seen; the next card goes by them and open ones keep theirs', async () => {
  const id = await hallCounter(console.db, operation, 'A9')
  const chief = await person(console, 'duty')
  const seen = (await counterNow('A9'))?.limits
  await send([{ counter: 'A9', at: now - 50_000, count: 8500 }])
  const lower = [{ value: 6000, clears: 5500, effect: 'one_way' }, ...(seen?.slice(0, 1) ?? [])]
  const set = (who: Person, limits: object[], base: unknown = seen) =>
    who.send('POST', `/api/expo/counters/${id}/limits`, { seen: base, limits })
  expect((await set(wang, lower)).status).toBe(403)
  const bad = await set(chief, [{ value: 6000, clears: 7000, effect: 'control' }])
  expect(bad).toMatchObject({ status: 400, body: { code: 'bad_setting', where: 'body/limits/0' } })
  expect((await set(chief, lower)).body).toMatchObject({ limits: lower })
  expect(await set(chief, lower)).toMatchObject({ status: 409, body: { code: 'stale' } })

  const before = (await chief.send('GET', '/api/expo/card-steps')).body as { one_way: object[] }
  const steps = [{ text: '关闭南口', textEn: 'Shut the south gate' }]
  const change = (base: object[]) => chief.send('POST', '/api/expo/card-steps/one_way', { seen: base, steps })
  expect((await change(before.one_way)).body).toMatchObject({ one_way: steps })
  expect(await change(before.one_way)).toMatchObject({ status: 409, body: { code: 'stale' } })
  await send([{ counter: 'A9', at: now - 40_000, count: 8400 }])
  const cards = await cardsOf(id)
  expect(cards.map(({ effect, value }) => [effect, value])).toEqual([
    ['control', 8000],
    ['one_way', 6000],
  ])
  expect(cards.map((card) => card.steps.length)).toEqual([5, 1])
})
