/** A register of objects: bad rows told by line and column, good ones in all or none, and again without harm. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { intervals } from '../../server/objects/testing.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../../server/testing.ts'
import type { Row } from './mapping.ts'
import type { ObjectMapping } from './objectMapping.ts'
import { importRegister } from './objects.ts'

const mapping = JSON.parse(readFileSync('data/mappings/objects.json', 'utf8')) as ObjectMapping
const header = '编号,类型,名称,路名,门牌,经度,纬度,中队,风险等级,信用等级,场所码,上次检查'
const good = [
  'A1,商铺,外滩面馆,中山东一路,20号,121.4914,31.2423,外滩中队,低,A,CM-A1,2026-01-05',
  'A2,工地,外滩工地,中山东一路,22号,121.4916,31.2425,310101013000,高,D,CM-A2,',
]

let console: TestConsole
let admin: Person
beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, [])
  await console.db.query(intervals)
  admin = await person(console, 'admin')
})
afterAll(() => console.stop())

async function imported(lines: readonly string[], more: { skipBad?: boolean; dryRun?: boolean } = {}) {
  const records = parse([header, ...lines].join('\n'), { columns: true }) as Row[]
  const said: string[] = []
  const code = await importRegister({
    mapping,
    rows: records.map((row, i) => ({ line: i + 2, row })),
    skipBad: false,
    dryRun: false,
    say: (line) => said.push(line),
    send: async (body) => (await admin.send('POST', '/api/objects/import', body)).body,
    ...more,
  })
  return { code, said }
}

const count = async () => (await console.db.query('select from object')).rowCount

test('every bad row is told by line, column, what is wrong and what to do, and nothing is imported', async () => {
  const { code, said } = await imported([
    ...good,
    'A3,摊位,,中山东一路,24号,121.4914,,外滩中队,极高,A,CM-A3,昨天',
    'A4,商铺,外滩花店,中山东一路,26号,31.2423,121.4914,外滩中队,低,A,CM-A4,',
    'A5,商铺,外滩书店,中山东一路,28号,121.4914,31.2423,无名中队,低,A,CM-A1,',
    'A6,商铺,外滩茶室,中山东一路,30号,121.4914,30.0,无名中队,低,A,CM-A6,',
  ])
  expect(code).toBe(1)
  expect(said).toEqual([
    'line 4: 类型: "摊位" is none of 商铺, 工地, 历史建筑; mend it, or add it to "kinds" of the mapping',
    'line 4: 名称: empty; fill it in',
    'line 4: 纬度: "" is no number of degrees; write it like 121.48670',
    'line 4: 风险等级: "极高" is none of 低, 中, 高; mend it, or add it to "grades" of the mapping',
    'line 4: 上次检查: "昨天" is no time like yyyy-MM-dd',
    'line 5: 纬度: 121.4914 is no latitude; longitude and latitude may be swapped',
    'line 6: 场所码: "CM-A1" stands in line 2 already; each has its own',
    expect.stringMatching(/^line 7: 经度, 纬度: 121\.48\d+, 30\.\d+ is outside Shanghai: see whether/),
    'line 7: 中队: there is no squad “无名中队”: use its code or its full name',
    '6 rows read: 2 good, 4 with problems.',
    'Nothing was imported. Mend the rows or the mapping, or leave them out with --skip-bad.',
  ])
  expect(await count()).toBe(0)
})

test('--skip-bad leaves bad rows out; the same file again changes nothing, a changed row only its object', async () => {
  const bad = 'A3,摊位,外滩摊,中山东一路,24号,121.4914,31.2423,外滩中队,低,A,CM-A3,'
  expect((await imported([...good, bad], { dryRun: true, skipBad: true })).said.at(-1)).toBe(
    '3 rows read: 2 good, 1 with problems.',
  )
  expect(await count()).toBe(0)
  const last = async (lines: readonly string[]) => (await imported(lines, { skipBad: true })).said.at(-1)
  expect(await last([...good, bad])).toBe('2 objects added, 0 changed, 0 were the same.')
  expect(await last(good)).toBe('0 objects added, 0 changed, 2 were the same.')
  expect(await last([good[0] ?? '', (good[1] ?? '').replace('高,D', '中,B')])).toBe(
    '0 objects added, 1 changed, 1 were the same.',
  )
  const { rows } = await console.db.query(
    `select name, grade, version, st_x(point)::numeric(7, 3)::text as lng from object order by external_id`,
  )
  expect(rows).toEqual([
    { name: '外滩面馆', grade: 'low', version: 1, lng: '121.487' },
    { name: '外滩工地', grade: 'medium', version: 2, lng: '121.487' },
  ])
})
