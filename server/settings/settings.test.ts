/** What an administrator sets: it holds from then on, the log tells what it was, and it can be set back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ErrorBody } from '#contract/endpoint.ts'
import {
  type ChangedSetting,
  type Setting,
  type SettingKey,
  type SettingKind,
  type Settings,
  type SettingValue,
  settingKinds,
} from '#contract/settings.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

/** A Thursday, half past nine in Shanghai. */
const start = Date.parse('2026-11-26T01:30:00Z')
const HOUR = 3_600_000

let console: TestConsole
let admin: Person
let dispatcher: Person
let auditor: Person
beforeAll(async () => {
  console = await testConsole({ now: () => start })
  await smallCity(console.db, ['foot'])
  await console.db.query(`
    insert into holiday (day, working, name, name_en) values ('2027-01-01', false, '元旦', 'New Year');
    insert into place (kind, name, name_en, point) values ('crossing', '松浦大桥', 'Songpu Bridge', 'srid=4326;point(121.2 31)');
    insert into pause_rule (clock, state, cause) values ('handling', 'suspended', 'weather');
    insert into finding_threshold (category, confidence) values ('0501', 0.75)`)
  admin = await person(console, 'admin', { username: 'chen' })
  dispatcher = await person(console, 'dispatcher')
  auditor = await person(console, 'auditor')
})
afterAll(() => console.stop())

type Body<K extends SettingKind> = {
  key: SettingKey<K>
  was: SettingValue<K> | null
  value: SettingValue<K> | null
}
const send = (kind: SettingKind, body: object, who: Person) =>
  who.send('POST', `/api/settings/${kind}`, { reason: '试行', ...body })
const change = <K extends SettingKind>(kind: K, body: Body<K>, who = admin) => send(kind, body, who)

const settings = async (): Promise<Settings> => (await auditor.send('GET', '/api/settings')).body
const changes = async (): Promise<ChangedSetting[]> =>
  (await auditor.send('GET', '/api/settings/changes')).body

async function complaint(): Promise<Ticket> {
  const body = { category: '0501', text: '流动设摊', address: '外滩', place: [121.4867, 31.2443] }
  return (await dispatcher.send('POST', '/api/tickets', body)).body
}

const vending = { category: '0501' }
const fourHours = { amount: 4, unit: 'working_hours', priority: 3, evidence: 'after' } as const

test('a new limit holds for the next ticket, the one before keeps its end', async () => {
  const before = await complaint()
  const twoHours = { ...fourHours, amount: 2, priority: 2 } as const
  expect((await change('category', { key: vending, was: fourHours, value: twoHours })).status).toBe(200)
  const after = await complaint()
  expect([before.dueAt, after.dueAt, after.priority]).toEqual([start + 4 * HOUR, start + 2 * HOUR, 2])
  expect((await dispatcher.send('GET', `/api/tickets/${before.id}`)).body).toMatchObject({
    ticket: { dueAt: start + 4 * HOUR },
  })
  const [newest] = await changes()
  expect(newest).toMatchObject({
    by: 'chen',
    reason: '试行',
    kind: 'category',
    was: fourHours,
    value: twoHours,
  })
  await change('category', { key: vending, was: twoHours, value: fourHours })
})

test('a rule for source and category goes before the category’s clock, and taken away it is as it was', async () => {
  const key = { clock: 'handling', source: 'desk', category: '0501', nature: null } as const
  const value = { amount: 1, unit: 'working_hours', most: null } as const
  expect((await change('clock', { key, was: null, value })).status).toBe(200)
  expect((await complaint()).dueAt).toBe(start + HOUR)
  expect((await change('clock', { key, was: value, value: null })).status).toBe(200)
  expect((await complaint()).dueAt).toBe(start + 4 * HOUR)
})

test('a day off moves the end of clocks that start from then on', async () => {
  const [key, value] = [{ day: '2026-11-26' }, { working: false, name: '停工', nameEn: 'Closed' }]
  await change('holiday', { key, was: null, value })
  const nextMorning = Date.parse('2026-11-27T01:00:00Z')
  expect((await complaint()).dueAt).toBe(nextMorning + 4 * HOUR)
  await change('holiday', { key, was: value, value: null })
})

test('of two who saw the same value one changes it, and the other is told who did', async () => {
  const key = { step: 'accept', priority: 1 } as const
  const answers = await Promise.all([
    change('limit', { key, was: { seconds: 60 }, value: { seconds: 90 } }),
    change('limit', { key, was: { seconds: 60 }, value: { seconds: 45 } }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const refused = answers.find(({ status }) => status === 409)?.body as unknown as ErrorBody
  expect([refused.code, refused.message.zh]).toEqual(['stale', 'chen 已改过这项设置，请看过现在的值再改'])
})

test('whatever is changed in any kind is in the log, and set back it is as it was', async () => {
  const before = await settings()
  const other: { [K in SettingKind]: SettingValue<K> } = {
    category: { ...fourHours, amount: 9, evidence: 'both' },
    clock: { amount: 7, unit: 'working_days', most: 14 },
    pause: {},
    holiday: { working: false, name: '改', nameEn: 'Other' },
    limit: { seconds: 777 },
    threshold: { value: 0.5 },
    finding: { confidence: 0.5 },
    accuracy: { metres: 33 },
    repeat: { complaints: 4, days: 60, metres: 75 },
    weight: { weight: 12, threshold: 3 },
    speed: { metresPerSecond: 2.5 },
    ferry: { seconds: null },
    crossing: { foot: false, ebike: false, car: false },
  }
  for (const kind of settingKinds) {
    const last = before[kind].at(-1)
    expect(last, kind).toBeDefined()
    const { key, value: was } = (kind === 'ferry' ? before.ferry[8] : last) as Setting
    // A pause says nothing but that it is there.
    const value = kind === 'pause' ? null : other[kind]
    expect([kind, (await change(kind, { key, was, value })).status]).toEqual([kind, 200])
    expect((await settings())[kind], kind).not.toEqual(before[kind])
    const [told] = await changes()
    expect([told?.kind, told?.key, told?.was, told?.value]).toEqual([kind, key, was, value])
    expect([kind, (await change(kind, { key, was: value, value: was })).status]).toEqual([kind, 200])
  }
  expect(await settings()).toEqual(before)
})

const refusals: readonly (readonly [string, SettingKind, object])[] = [
  [
    'most_below_amount',
    'clock',
    {
      key: { clock: 'handling', source: 'petition', category: null, nature: null },
      was: null,
      value: { amount: 5, unit: 'working_days', most: 3 },
    },
  ],
  ['no_category', 'finding', { key: { category: '9999' }, was: null, value: { confidence: 0.5 } }],
  [
    'cause_without_suspension',
    'pause',
    { key: { clock: 'handling', state: 'reported', cause: 'weather' }, was: null, value: {} },
  ],
  [
    'ended_state',
    'pause',
    { key: { clock: 'handling', state: 'closed', cause: null }, was: null, value: {} },
  ],
  [
    'day_is_over',
    'holiday',
    {
      key: { day: '2026-11-25' },
      was: null,
      value: { working: false, name: '假', nameEn: 'x' },
    },
  ],
  [
    'no_day',
    'holiday',
    {
      key: { day: '2027-02-30' },
      was: null,
      value: { working: false, name: '假', nameEn: 'x' },
    },
  ],
  [
    'works_anyway',
    'holiday',
    {
      key: { day: '2026-11-27' },
      was: null,
      value: { working: true, name: '班', nameEn: 'x' },
    },
  ],
  [
    'no_crossing',
    'crossing',
    { key: { name: '无名桥' }, was: null, value: { foot: true, ebike: true, car: true } },
  ],
  ['outside', 'threshold', { key: { name: 'clock.late' }, was: { value: 0.25 }, value: { value: 2 } }],
  ['needed', 'limit', { key: { step: 'travel', priority: 1 }, was: { seconds: 120 }, value: null }],
  [
    'unchanged',
    'limit',
    { key: { step: 'travel', priority: 1 }, was: { seconds: 120 }, value: { seconds: 120 } },
  ],
]

test.each(refusals)('%s is refused in words, and nothing changes', async (code, kind, body) => {
  const before = await settings()
  const answer = await send(kind, body, admin)
  const { code: why, message } = answer.body as ErrorBody
  expect([answer.status, why]).toEqual([422, code])
  expect(message.zh).toMatch(/\p{Script=Han}/u)
  expect(await settings()).toEqual(before)
})

test('the auditor reads settings and changes none; a dispatcher does neither', async () => {
  const body = {
    key: { step: 'travel', priority: 2 },
    was: { seconds: 180 },
    value: { seconds: 60 },
  } as const
  expect((await change('limit', body, auditor)).status).toBe(403)
  expect((await change('limit', body, dispatcher)).status).toBe(403)
  expect((await dispatcher.send('GET', '/api/settings')).status).toBe(403)
})
