/** What a console loads of the city when it opens. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, ['foot'])
  await console.db.query(
    `insert into place (kind, name, name_en, point) values ('landmark', '外白渡桥', 'Waibaidu Bridge', 'srid=4326;point(121.4855 31.2449)')`,
  )
})
afterAll(() => console.stop())

test('a console loads organisations, categories with their clocks, and places', async () => {
  const { send } = await person(console, 'wall')
  const { status, body } = await send('GET', '/api/city')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    demo: false,
    organisations: [
      { kind: 'district', code: '310101', parent: null },
      { kind: 'squad', nameEn: 'Bund Squad', parent: 1 },
    ],
    places: [{ kind: 'landmark', name: '外白渡桥', place: [121.4855, 31.2449] }],
  })
  expect((body as { categories: unknown[] }).categories).toContainEqual({
    code: '0105',
    name: '水域不洁',
    nameEn: 'Dirty water',
    priority: 3,
    clock: { amount: 4, unit: 'working_hours' },
    kinds: ['boat'],
    evidence: 'after',
  })
})
