/** What the seed puts into a database: the city, the reaches of its rivers, and the demonstration apart from both. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPassword } from '../server/accounts/passwords.ts'
import { suits, unmet } from '../server/dispatch/requirements.ts'
import { requirementOf, unitsForRoster } from '../server/dispatch/rosterQueries.ts'
import { type TestDatabase, testDatabase } from '../server/testing.ts'
import { zoneAt } from '../server/zones/queries.ts'
import { riverAxis } from './seed/zones.ts'
import { seed } from './seed.ts'

let city: TestDatabase
beforeAll(async () => {
  city = await testDatabase()
  await seed(city.db, { demo: true })
})
afterAll(() => city.drop())

const numbers = async (sql: string, values: unknown[] = []): Promise<number[]> =>
  Object.values((await city.db.query(sql, values)).rows[0] ?? {}).map(Number)

describe('the seeded city', () => {
  test('has the whole organisation tree, named in both languages', async () => {
    const { rows } = await city.db.query(
      'select kind, count(*)::int, count(parent)::int as placed from organisation group by kind order by kind',
    )
    expect(rows).toEqual([
      { kind: 'bureau', count: 1, placed: 0 },
      { kind: 'corps', count: 1, placed: 1 },
      { kind: 'district', count: 16, placed: 16 },
      { kind: 'special', count: 3, placed: 3 },
      { kind: 'squad', count: 216, placed: 216 },
    ])
    expect(await numbers(`select count(*) from organisation where name_en !~ '^[A-Z]'`)).toEqual([0])
  })

  test('changes in nothing when it is seeded again', async () => {
    const before = await contents()
    const said: string[] = []
    await seed(city.db, { demo: true }, (line) => said.push(line))
    expect(said).toEqual([])
    expect(await contents()).toEqual(before)
  })

  test('keeps what an administrator changed', async () => {
    await city.db.query(`update category set clock_amount = 7 where code = '0102'`)
    await seed(city.db, { demo: true })
    expect(await numbers(`select clock_amount from category where code = '0102'`)).toEqual([7])
  })

  test('has a make-up working day and a holiday of 2026', async () => {
    const { rows } = await city.db.query(
      `select day::text, working from holiday where day in ('2026-10-10', '2026-10-02') order by day`,
    )
    expect(rows).toEqual([
      { day: '2026-10-02', working: false },
      { day: '2026-10-10', working: true },
    ])
  })
})

describe('the river reaches', () => {
  test('are valid single polygons', async () => {
    expect(
      await numbers(
        `select count(*) from zone where not st_isvalid(area) or st_geometrytype(area) <> 'ST_Polygon'`,
      ),
    ).toEqual([0])
  })

  test('nowhere overlap each other: bank, water, river or neighbour', async () => {
    const [overlap] = await numbers(
      `select coalesce(sum(st_area(st_intersection(a.area, b.area)::geography)), 0) from zone a join zone b on a.id < b.id
       where a.river is not null and b.river is not null and st_intersects(a.area, b.area)`,
    )
    expect(overlap).toBeLessThan(2)
  })

  test.each(['huangpu', 'suzhou'])('of the %s leave no gap in chainage and cover its axis', async (river) => {
    const { rows } = await city.db.query<{ from: number; to: number }>(
      `select from_metres as from, to_metres as to from zone where river = $1 and kind = 'reach_water' order by 1`,
      [river],
    )
    expect(rows.slice(1).map(({ from }) => from)).toEqual(rows.slice(0, -1).map(({ to }) => to))
    const within = riverAxis(river).filter(
      ({ metres }) => metres > (rows[0]?.from ?? 0) && metres < (rows.at(-1)?.to ?? 0),
    )
    const [covered] = await numbers(
      `select count(*) from unnest($1::float8[], $2::float8[]) as p (lng, lat)
       where exists (select from zone where kind = 'reach_water' and st_covers(area, st_setsrid(st_makepoint(lng, lat), 4326)))`,
      [within.map(({ place }) => place[0]), within.map(({ place }) => place[1])],
    )
    expect(covered).toBe(within.length)
  })

  test('pair every bank with the water of its own chainage', async () => {
    expect(
      await numbers(
        `select count(*) as banks, count(*) filter (where w.river = b.river and w.from_metres = b.from_metres) as paired
         from zone b left join zone w on w.id = b.paired where b.kind = 'reach_bank'`,
      ),
    ).toEqual([80, 80])
  })

  test.each([
    ['外白渡桥', [121.4855, 31.2449], 'SZ-R-054.2'],
    ['人民英雄纪念塔', [121.4867, 31.2443], 'HP-L-054.7'],
    ['the middle of the river off the Bund', [121.4905, 31.2405], 'HP-W-054.7'],
    ['line 17 exit 2 of the NECC, inside the control ring', [121.2904, 31.1927], 'EX-P02'],
  ] as const)('put %s where it is', async (_name, place, code) => {
    expect((await zoneAt(city.db, [...place]))?.code).toBe(code)
  })

  test('do not reach the People’s Square', async () => {
    expect(await zoneAt(city.db, [121.4737, 31.2304])).toBeUndefined()
  })
})

describe('the demonstration', () => {
  test('has every kind of unit, each with a crew and one device, boats named by MMSI', async () => {
    const { rows } = await city.db.query(
      `select u.kind, count(*)::int, bool_and(exists (select from officer o where o.unit = u.id)) as crewed,
         bool_and((select count(*) from device d where d.unit = u.id) = 1) as equipped
       from unit u group by u.kind order by u.kind`,
    )
    expect(rows.map((row) => row.kind)).toEqual(['boat', 'car', 'ebike', 'foot', 'video'])
    expect(rows.every((row) => row.crewed && row.equipped && row.count >= 40)).toBe(true)
    expect(
      await numbers(
        `select count(*) from device d join unit u on u.id = d.unit where u.kind = 'boat' and d.id !~ '^[0-9]{9}$'`,
      ),
    ).toEqual([0])
  })

  test('has in every district somebody for each category that asks for something', async () => {
    const units = await unitsForRoster(city.db, Date.now())
    const { rows } = await city.db.query<{ category: string }>('select category from requirement')
    const nobody: string[] = []
    for (const { category } of rows) {
      const asked = await requirementOf(city.db, category)
      const able = units.filter((unit) => suits(unit, asked.kinds, false) && !unmet(unit, asked))
      const districts = new Set(able.map((unit) => unit.district))
      for (const district of ['310101', '310115', '310112', '310118'])
        if (!districts.has(district)) nobody.push(`${category} in ${district}`)
    }
    expect(rows.length).toBeGreaterThan(20)
    expect(nobody).toEqual([])
  })

  test('delegates 7 items to every squad and more to most', async () => {
    const [least, most] = await numbers(
      'select min(items), max(items) from (select count(*) as items from squad_item group by organisation) as squads',
    )
    expect([least, most].every((items) => Number(items) >= 7 && Number(items) <= 22)).toBe(true)
    expect(Number(most)).toBeGreaterThan(Number(least))
  })

  test('lets the officer of H017 and the desk in with the known passwords', async () => {
    const { rows } = await city.db.query<{ username: string; hash: string; unit: string | null }>(
      `select a.username, a.password_hash as hash, u.code as unit
       from account a left join officer o on o.id = a.officer left join unit u on u.id = o.unit
       where a.username in ('officer', 'duty', 'h018') order by a.username`,
    )
    expect(rows.map(({ username, unit }) => [username, unit])).toEqual([
      ['duty', null],
      ['h018', 'H018'],
      ['officer', 'H017'],
    ])
    expect(await checkPassword(rows[0]?.hash, 'demo-duty')).toBe(true)
    expect(await checkPassword(rows[2]?.hash, 'demo-officer')).toBe(true)
  })

  test('is left out of a city that is not a demonstration', async () => {
    const real = await testDatabase()
    try {
      await seed(real.db, { demo: false })
      const { rows } = await real.db.query(
        `select (select count(*) from unit) + (select count(*) from account) + (select count(*) from officer) as demo,
           (select count(*) from zone) as zones`,
      )
      expect(rows[0]).toMatchObject({ demo: 0 })
      expect(rows[0].zones).toBeGreaterThan(100)
    } finally {
      await real.drop()
    }
  })
})

const tables = [
  'organisation',
  'category',
  'qualification',
  'requirement',
  'squad_item',
  'holiday',
  'place',
  'zone',
  'unit',
  'officer',
  'device',
  'account',
] as const

/** A digest of every seeded table. */
async function contents(): Promise<string[]> {
  const digests = tables.map((table) =>
    city.db.query(`select md5(string_agg(t::text, '' order by t::text)) as digest from ${table} t`),
  )
  return (await Promise.all(digests)).map(({ rows }) => rows[0].digest)
}
