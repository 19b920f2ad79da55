/** What an address could mean: names, exits, crossings and aliases, and nothing surer than it is. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AddressCandidate } from '#contract/addresses.ts'
import { seed } from '../../scripts/seed.ts'
import { type Person, person, type TestConsole, testConsole } from '../testing.ts'
import { parseAddress } from './parse.ts'

let console: TestConsole
let wang: Person
beforeAll(async () => {
  console = await testConsole()
  await seed(console.db, { demo: false })
  await console.db.query(`insert into road (name, name_en, kind, course) values
    ('南京西路', 'Nanjing Xi Road', 'street', st_geomfromtext('MULTILINESTRING((121.445 31.225, 121.475 31.232))', 4326)),
    ('石门一路', 'Shimen Yi Road', 'street', st_geomfromtext('MULTILINESTRING((121.458 31.222, 121.459 31.235))', 4326))`)
  wang = await person(console, 'dispatcher')
})
afterAll(() => console.stop())

const ask = async (text: string, more = '') =>
  (await wang.send('GET', `/api/addresses?text=${encodeURIComponent(text)}${more}`))
    .body as unknown as AddressCandidate[]

test.each([
  ['上海市黄浦区南京西路1266号', { district: '黄浦区', road: '南京西路', rest: '南京西路1266号' }],
  ['南京西路与石门一路交叉口', { roads: ['南京西路', '石门一路'] }],
  ['南京西路/石门一路', { roads: ['南京西路', '石门一路'] }],
  ['地铁2号线南京东路站3号口', { station: '南京东路' }],
  ['徐泾东站10号出口', { station: '徐泾东' }],
  ['外滩', { roads: null, station: null, road: null, district: null }],
])('%s is read as it is meant', (text, meant) => {
  expect(parseAddress(text, ['黄浦区', '浦东新区'])).toMatchObject(meant)
})

test('a station’s exit is the station, and says that it is not the exit', async () => {
  expect((await ask('地铁2号线南京东路站3号口'))[0]).toMatchObject({
    kind: 'station',
    why: 'exit',
    confidence: 0.85,
  })
})

test('two roads are known by where they meet', async () => {
  const [best] = await ask('南京西路与石门一路交叉口')
  expect(best).toMatchObject({ kind: 'crossing', why: 'crossing' })
  expect(best?.place[0]).toBeCloseTo(121.4584, 3)
})

test('a number on a road is a poor guess and says so', async () => {
  const road = (await ask('南京西路1266号')).find(({ kind }) => kind === 'road')
  expect(road).toMatchObject({ name: '南京西路', why: 'road', confidence: 0.35 })
})

test('a name is sure in either language, and an alias nearly', async () => {
  expect((await ask('外白渡桥'))[0]).toMatchObject({ confidence: 0.95, why: 'exact' })
  expect((await ask('waibaidu bridge'))[0]).toMatchObject({ name: '外白渡桥', why: 'exact' })
  expect((await ask('国展'))[0]).toMatchObject({ name: '国家会展中心', why: 'alias' })
})

test('namesakes at different spots are none of them sure, and the nearer comes first where one is looking', async () => {
  await console.db.query(`insert into place (kind, name, name_en, point) values
    ('gate', '双门', 'Twin Gate', st_setsrid(st_makepoint(121.3, 31.19), 4326)),
    ('landmark', '双门', 'Twin Gate', st_setsrid(st_makepoint(121.5, 31.24), 4326))`)
  const fresh = await testConsoleNames(console)
  const twins = fresh.filter(({ name }) => name === '双门')
  expect(twins.map(({ confidence }) => confidence)).toEqual([0.48, 0.48])
  expect(twins[0]?.place).toEqual([121.5, 31.24])
})

/** Names are read anew once a minute; another console has read none yet. */
async function testConsoleNames({ needs }: TestConsole): Promise<AddressCandidate[]> {
  const { candidatesFor } = await import('./match.ts')
  const { everyName } = await import('./queries.ts')
  return candidatesFor('双门', await everyName(needs.db), [121.49, 31.24])
}

test('what nothing resembles has no candidate, and hostile text is only text', async () => {
  expect(await ask('zzqx')).toEqual([])
  expect(await ask(`'; drop table place; --<b>`)).toEqual([])
})
