/** A list of people taken in: each row whole or not at all, and again without harm. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Board } from '#contract/board.ts'
import type { PersonOutcome, PersonRow } from '#contract/peopleImport.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let admin: Person
beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, [])
  admin = await person(console, 'admin')
})
afterAll(() => console.stop())

const wang: PersonRow = {
  organisation: '外滩中队',
  unit: { code: 'H017', name: '外滩一组', nameEn: 'Bund one', kind: 'foot' },
  name: '王强',
  nameEn: 'Wang Qiang',
  certificate: '31-0007',
  certificateUntil: '2028-05-31',
  skills: [],
  username: null,
}
const li: PersonRow = {
  ...wang,
  name: '李娜',
  nameEn: 'Li Na',
  certificate: '31-0008',
  username: 'lina.bund',
}
const take = async (...rows: PersonRow[]): Promise<PersonOutcome[]> =>
  (await admin.send('POST', '/api/people/import', { rows })).body
const counts = async () => {
  const { rows } = await console.db.query(
    `select (select count(*)::int from unit) as units, (select count(*)::int from officer) as officers,
       (select count(*)::int from account where role = 'officer') as accounts, (select last::int from event_counter) as events`,
  )
  return rows[0]
}
const signIn = async (username: string, password: string | null) =>
  (await console.app.inject({ method: 'POST', url: '/api/session', payload: { username, password } }))
    .statusCode

test('a list makes units, crews and accounts that sign in, and again it changes nothing', async () => {
  const [first, second] = await take(wang, li)
  expect([first, second]).toMatchObject([
    { ok: true, unit: 'added', officer: 'added', account: 'added', username: 'wangqiang' },
    { ok: true, unit: 'same', officer: 'added', account: 'added', username: 'lina.bund' },
  ])
  const { units } = (await admin.send('GET', '/api/board')).body as Board
  expect(units.map(({ code, crew }) => [code, crew.map(({ name }) => name)])).toEqual([
    ['H017', ['王强', '李娜']],
  ])
  if (!first?.ok) throw new Error('refused')
  const before = await counts()
  expect(await take(wang, li)).toEqual([
    { ok: true, unit: 'same', officer: 'same', account: 'same', username: 'wangqiang', password: null },
    { ok: true, unit: 'same', officer: 'same', account: 'same', username: 'lina.bund', password: null },
  ])
  expect(await counts()).toEqual(before)
  expect(await signIn('wangqiang', first.password)).toBe(200)
})

test('an officer is known again by the certificate, and another of the same name gets a username of the own', async () => {
  const renewed = { ...wang, certificateUntil: '2031-05-31' }
  const namesake = { ...wang, certificate: '31-0009', unit: null }
  expect(await take(renewed, namesake)).toMatchObject([
    { officer: 'changed', account: 'same', username: 'wangqiang' },
    { unit: null, officer: 'added', username: 'wangqiang2' },
  ])
})

test('of a row that is refused nothing is left, and the rows around it are taken in', async () => {
  const before = await counts()
  const fresh = { code: 'H900', name: '新组', nameEn: 'New', kind: 'foot' } as const
  const answers = await take(
    { ...wang, certificate: '31-0010', unit: fresh, username: 'lina.bund' },
    { ...wang, certificate: '31-0011', organisation: '无名中队' },
    { ...wang, certificate: '31-0012', username: 'zhao' },
  )
  expect(answers).toMatchObject([
    { ok: false, message: { en: expect.stringContaining('lina.bund') } },
    { ok: false, message: { en: expect.stringContaining('organisation') } },
    { ok: true, username: 'zhao' },
  ])
  const after = await counts()
  expect([
    after.units - before.units,
    after.officers - before.officers,
    after.accounts - before.accounts,
  ]).toEqual([0, 1, 1])
})

test('nobody but an administrator takes a list in', async () => {
  const duty = await person(console, 'duty')
  expect((await duty.send('POST', '/api/people/import', { rows: [wang] })).status).toBe(403)
})
