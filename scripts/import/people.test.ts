/** A list of people by the command: every row told by its line, with the password of a new account or what is wrong. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../../server/testing.ts'
import type { Row } from './mapping.ts'
import { type PeopleMapping, pushPeople } from './people.ts'

const mapping = JSON.parse(readFileSync('data/mappings/people.json', 'utf8')) as PeopleMapping
const header = '中队,呼号,力量名称,力量英文名称,类型,姓名,英文姓名,执法证号,有效期至,技能,用户名'
const lines = [
  '外滩中队,h017,外滩一组,Bund one,人巡,王强,Wang Qiang,31-0007,2028-05-31,无人机处置,',
  '外滩中队,,,,,李娜,Li Na,31-0008,,,lina.bund',
  '无名中队,,,,,赵,Zhao,31-0009,,,',
  '外滩中队,H018,外滩二组,Bund two,骑马,,Sun,31-0010,明年,飞行,',
]

let console: TestConsole
let admin: Person
beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, [])
  await console.db.query(
    `insert into qualification (code, kind, name, name_en) values ('drone', 'skill', '无人机', 'Drone')`,
  )
  admin = await person(console, 'admin')
})
afterAll(() => console.stop())

async function pushed() {
  const records = parse([header, ...lines].join('\n'), { columns: true }) as Row[]
  const said: string[] = []
  const code = await pushPeople({
    mapping,
    rows: records.map((row, i) => ({ line: i + 2, row })),
    say: (line) => said.push(line),
    send: async (body) => (await admin.send('POST', '/api/people/import', body)).body,
  })
  return { code, said }
}

test('good rows are taken in and the others told by line, column, what is wrong and what to do', async () => {
  const { code, said } = await pushed()
  expect(code).toBe(1)
  expect(said).toEqual([
    'line 5: 有效期至: "明年" is no day like yyyy-MM-dd',
    'line 5: 类型: "骑马" is none of 人巡, 电动车, 车巡, 船巡, 技巡; mend it, or add it to "kinds" of the mapping',
    'line 5: 姓名: empty; fill it in',
    'line 5: 技能: "飞行" is none of 群体事件处置, 无人机处置; mend it, or add it to "skills" of the mapping',
    expect.stringMatching(/^line 2: unit added, officer added, account wangqiang added, password \S{20}$/),
    expect.stringMatching(/^line 3: officer added, account lina\.bund added, password \S{20}$/),
    expect.stringMatching(/^line 4: There is no such organisation/),
    '4 rows read: 2 taken in, 2 not.',
  ])
  const again = await pushed()
  expect(again.said).toContain('line 2: unit same, officer same, account wangqiang same')
})
