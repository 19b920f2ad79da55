/** The muster: called in bulk, checked in by a code that is taken once, put into squads, and released in order. */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Words } from '#contract/endpoint.ts'
import { type Outcomes, type Reinforcement, releaseOrder } from '#contract/muster.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { CODE_MS, codeAt, judgeCode, readCode } from './codes.ts'
import { type SmallOperation, smallMuster, smallOperation } from './testing.ts'

let console: TestConsole
let wang: Person
let officers: Person[]
let expo: SmallOperation
let other: SmallOperation
let list: number[]
let now = Date.UTC(2026, 10, 5, 2)

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  const units = await smallCity(console.db, ['foot', 'car', 'foot', 'foot', 'foot', 'foot'])
  wang = await person(console, 'dispatcher')
  officers = await Promise.all(
    units.map((unit, i) => person(console, 'officer', { unit, username: `o${i}` })),
  )
  expo = await smallOperation(console.db, now)
  other = await smallOperation(console.db, now, 'OTHER')
  list = await smallMuster(console.db, expo.id)
  await smallMuster(console.db, other.id)
})
afterAll(() => console.stop())
beforeEach(() => {
  now += 1000
})

const call = async (ids: readonly (number | undefined)[]): Promise<Outcomes['results']> =>
  ((await wang.send('POST', `/api/expo/operations/${expo.id}/call`, { ids })).body as Outcomes).results
const answer = async (id: number | undefined, body: object, who = wang) =>
  who.send('POST', `/api/expo/reinforcements/${id}/answer`, { version: await versionOf(id), ...body })
const checkIn = (code: string, operation = expo.id) =>
  wang.send('POST', `/api/expo/operations/${operation}/check-in`, { code })
const versionOf = async (id: number | undefined): Promise<number> =>
  (await console.db.query('select version from reinforcement where id = $1', [id])).rows[0]?.version
/** What a phone shows. */
const shown = async (who: Person): Promise<{ code: string; reinforcement: Reinforcement }> =>
  ((await who.send('GET', '/api/expo/own-call')).body as { call: never }).call
const refusal = ({ body }: { body: unknown }) => (body as { code: string }).code
const phoneOf = async (id: number | undefined): Promise<Person> => {
  const { rows } = await console.db.query<{ username: string }>(
    'select a.username from account a join reinforcement r on r.officer = a.officer where r.id = $1',
    [id],
  )
  return officers.find(({ username }) => username === rows[0]?.username) as Person
}

test('a bulk call reports each: who is called, who was called before, and who is on no list', async () => {
  await call([list[0]])
  const results = await call([list[0], list[1], list[2], 9_999])
  expect(results.map(({ reinforcement, refused }) => reinforcement?.state ?? refused?.zh)).toEqual([
    expect.stringContaining('已点名待答复'),
    'called',
    'called',
    expect.stringContaining('没有编号'),
  ])
})

test('an officer answers the own call only, and a refusal needs a reason', async () => {
  const phone = await phoneOf(list[1])
  expect((await answer(list[2], { accepts: true }, phone)).status).toBe(404)
  expect(refusal(await answer(list[1], { accepts: false }, phone))).toBe('needs_reason')
  expect((await answer(list[1], { accepts: false, reason: '已有值班' }, phone)).body).toMatchObject({
    state: 'refused',
    reason: '已有值班',
  })
  expect((await call([list[1]]))[0]?.reinforcement).toMatchObject({ state: 'called', reason: null })
})

test('the code on the phone checks in once; wrong, late, reused and foreign ones are refused in words', async () => {
  await call([list[3]])
  const phone = await phoneOf(list[3])
  expect((await shown(phone)).code).toBeNull()
  await answer(list[3], { accepts: true }, phone)
  const { code } = await shown(phone)
  expect(code).toMatch(/^\d{3} \d{5}$/)

  expect(refusal(await checkIn('abc'))).toBe('code_unreadable')
  const wrong = code.slice(0, 8) + ((Number(code.slice(8)) + 1) % 10)
  expect(refusal(await checkIn(wrong))).toBe('code_wrong')
  expect(refusal(await checkIn(code, other.id))).toBe('code_foreign')
  now += 3 * CODE_MS
  expect(refusal(await checkIn(code))).toBe('code_expired')
  const fresh = (await shown(phone)).code
  const number = await lastNumber(console.db)
  const both = await Promise.all([checkIn(fresh), checkIn(fresh.replace(' ', ''))])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await eventsAfter(console.db, number, 10)).map(({ kind }) => kind)).toEqual([
    'reinforcement.checked_in',
  ])
  const again = await checkIn(fresh)
  expect(refusal(again)).toBe('code_used')
  expect((again.body as { message: Words }).message.zh).toContain('报到码不能重复使用')
  expect((await shown(phone)).code).toBeNull()
})

test('the code that the gate shows checks in who was called and has accepted, from their own phone, once', async () => {
  await call([list[4]])
  const phone = await phoneOf(list[4])
  const codeOf = async (operation: number) =>
    ((await wang.send('GET', `/api/expo/operations/${operation}/gate-code`)).body as { code: string }).code
  const arrive = (code: string, who = phone) => who.send('POST', '/api/expo/check-in-here', { code })
  const code = await codeOf(expo.id)
  expect((await arrive(code)).status).toBe(409)
  await answer(list[4], { accepts: true }, phone)
  expect(refusal(await arrive(`${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`))).toBe('code_wrong')
  expect(refusal(await arrive(await codeOf(other.id)))).toBe('code_foreign')
  expect(refusal(await arrive(code, await phoneOf(list[5])))).toBe('not_called')
  expect((await arrive(code, wang)).status).toBe(403)
  expect((await phone.send('GET', `/api/expo/operations/${expo.id}/gate-code`)).status).toBe(403)
  now += 3 * CODE_MS
  expect(refusal(await arrive(code))).toBe('code_expired')
  const fresh = await codeOf(expo.id)
  expect((await arrive(fresh)).body).toMatchObject({ state: 'checked_in', checkedInAt: now })
  expect(refusal(await arrive(fresh))).toBe('code_used')
})

test('no answer and no event holds the secret of the codes', async () => {
  const { rows } = await console.db.query<{ secret: string }>(
    `select encode(code_secret, 'hex') as secret from reinforcement union select encode(gate_secret, 'hex') from operation`,
  )
  const chief = await person(console, 'duty')
  const told = JSON.stringify([
    (await chief.send('GET', '/api/board')).body,
    await eventsAfter(console.db, 0, 1000),
  ])
  for (const { secret } of rows) expect(told).not.toContain(secret)
})

test('whoever is checked in joins a squad of this operation, pauses, and comes back', async () => {
  const id = list[3]
  const send = async (name: string, body: object) =>
    wang.send('POST', `/api/expo/reinforcements/${id}/${name}`, { version: await versionOf(id), ...body })
  const { rows } = await console.db.query<{ id: number }>(
    'select id from operation_squad where operation = any($1) order by id',
    [[expo.id, other.id]],
  )
  expect(refusal(await send('squad', { squad: rows[1]?.id }))).toBe('no_squad')
  expect((await send('squad', { squad: rows[0]?.id })).body).toMatchObject({ squad: rows[0]?.id })
  expect((await send('pause', { pause: 'meal' })).body).toMatchObject({ pause: 'meal' })
  expect((await send('pause', { pause: null })).body).toMatchObject({ pause: null, resumedAt: now })
  const waiting = await wang.send('POST', `/api/expo/reinforcements/${list[5]}/squad`, {
    version: 1,
    squad: null,
  })
  expect(waiting.status).toBe(409)
})

test('the longest on duty is released first, and out of order only with a reason', async () => {
  await call([list[4]])
  await answer(list[4], { accepts: true })
  now += 60_000
  await checkIn((await shown(await phoneOf(list[4]))).code)
  const release = async (body: object) =>
    (await wang.send('POST', `/api/expo/operations/${expo.id}/release`, body)).body as Outcomes
  const early = await release({ ids: [list[4]] })
  expect(early.results[0]?.refused?.zh).toContain('按撤离顺序应先撤离')
  const losses = (await wang.send('GET', `/api/expo/operations/${expo.id}/losses`)).body
  expect(losses).toMatchObject({ homes: [{ lent: 2, onDuty: 6 }] })
  const both = await release({ ids: [list[4], list[3]] })
  expect(both.results.map(({ reinforcement }) => reinforcement?.state)).toEqual(['released', 'released'])
})

test('of those who came together the farthest home goes first, whatever order they are listed in', () => {
  const one = fc.record({
    checkedInAt: fc.integer({ min: 1, max: 3 }),
    homeMetres: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (people) => {
      const listed = people.map((each, number) => ({ ...each, number, state: 'checked_in' }) as Reinforcement)
      const order = releaseOrder(listed)
      expect(releaseOrder(listed.toReversed())).toEqual(order)
      for (const [i, next] of order.slice(1).entries()) {
        const before = order[i] as Reinforcement
        const [since, at] = [before.checkedInAt ?? 0, next.checkedInAt ?? 0]
        expect(since < at || (since === at && before.homeMetres >= next.homeMetres)).toBe(true)
      }
    }),
  )
})

test('a code holds for its minute and the next, is known as expired for a while, and belongs to one secret', () => {
  const [mine, theirs] = [Buffer.from('a'.repeat(16)), Buffer.from('b'.repeat(16))]
  let foreign = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999 }),
      fc.integer({ min: 1_000_000_000, max: 2_000_000_000_000 }),
      (number, at) => {
        const read = readCode(codeAt(mine, number, at).code)
        expect(read?.number).toBe(number)
        const digits = read?.digits ?? ''
        expect(judgeCode(mine, digits, at)).toBe('valid')
        expect(judgeCode(mine, digits, at + CODE_MS)).toBe('valid')
        expect(judgeCode(mine, digits, at + 2 * CODE_MS)).not.toBe('wrong')
        if (judgeCode(theirs, digits, at) !== 'wrong') foreign++
      },
    ),
  )
  // One guess in 100,000, each held against 30 minutes.
  expect(foreign).toBeLessThan(3)
})
