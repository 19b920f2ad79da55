/** Zones over HTTP: whole, by kind, and not twice. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Person, person, type TestConsole, testConsole } from '../testing.ts'
import type { Zones } from './queries.ts'

let console: TestConsole
let dispatcher: Person
beforeAll(async () => {
  console = await testConsole()
  dispatcher = await person(console, 'dispatcher')
  await console.db.query(
    `insert into zone (kind, code, name, name_en, area) values
       ('expo_ring', 'RING', '环', 'Ring', st_makeenvelope(121.2, 31.1, 121.4, 31.3, 4326)),
       ('post', 'POST', '岗', 'Post', st_makeenvelope(121.29, 31.19, 121.31, 31.21, 4326))`,
  )
})
afterAll(() => console.stop())

const zones = (query: string, headers: Record<string, string> = {}) =>
  console.app.inject({ url: `/api/zones${query}`, headers: { cookie: dispatcher.cookie, ...headers } })
const codes = (body: string) => (JSON.parse(body) as Zones).features.map(({ properties }) => properties.code)

test('zones come as GeoJSON, all or of one kind', async () => {
  expect(codes((await zones('')).body)).toEqual(['POST', 'RING'])
  const posts = await zones('?kind=post')
  expect(codes(posts.body)).toEqual(['POST'])
  expect(posts.json<Zones>().features[0]?.geometry.type).toBe('Polygon')
})

test('a console that has the zones is told so, until one changes', async () => {
  const etag = String((await zones('')).headers.etag)
  const again = await zones('', { 'if-none-match': etag })
  expect([again.statusCode, again.body]).toEqual([304, ''])

  await console.db.query(`update zone set name_en = 'Gate' where code = 'POST'`)

  expect((await zones('', { 'if-none-match': etag })).statusCode).toBe(200)
})

test('nobody sees them without a session', async () => {
  expect((await console.app.inject({ url: '/api/zones' })).statusCode).toBe(401)
})
