/** Objects as people see them: found by name, due by the table, inspected with proof, and not too often. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ImportOutcome } from '#contract/objectRegister.ts'
import type { EnforcementObject, Inspection, ObjectCard, ObjectSummary } from '#contract/objects.ts'
import { dayOf } from '#contract/objects.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { intervals, shop, takeIn } from './testing.ts'

const DAY = 86_400_000
const start = Date.parse('2026-11-25T04:00:00Z')

let now = start
let console: TestConsole
let admin: Person
let officer: Person
let duty: Person
beforeAll(async () => {
  console = await testConsole({ now: () => now })
  const [unit] = await smallCity(console.db, ['foot'])
  await console.db.query(intervals)
  admin = await person(console, 'admin')
  duty = await person(console, 'duty')
  officer = await person(console, 'officer', unit ? { unit } : {})
})
beforeEach(async () => {
  now = start
  await console.db.query('delete from inspection; delete from object')
})
afterAll(() => console.stop())

async function only(): Promise<EnforcementObject> {
  const { body } = await duty.send('GET', '/api/objects')
  return (body as { objects: EnforcementObject[] }).objects[0] as EnforcementObject
}

/** So many days on, with the sessions still running. */
async function later(days: number): Promise<void> {
  now = start + days * DAY
  await console.db.query('update session set expires = $1', [new Date(now + DAY)])
}

const inspect = (who: Person, { id }: EnforcementObject, more: object = {}) =>
  who.send('POST', `/api/objects/${id}/inspect`, { result: 'pass', ...more })

test('an object is due so many days after its last inspection as grade and credit ask, and by a changed interval at once', async () => {
  await takeIn(admin, [shop(1, { lastInspectedAt: start - 700 * DAY })])
  expect((await only()).dueOn).toBe(dayOf(start + 30 * DAY))
  const shorter = { grade: 'low', credit: 'a', mostDays: 600, leastDays: 300 }
  expect((await duty.send('POST', '/api/objects/intervals', shorter)).status).toBe(403)
  expect((await admin.send('POST', '/api/objects/intervals', shorter)).status).toBe(200)
  expect((await only()).dueOn).toBe(dayOf(start - 100 * DAY))
  await admin.send('POST', '/api/objects/intervals', { ...shorter, mostDays: 730, leastDays: 365 })
})

test('an interval whose least is more than its most is refused in words', async () => {
  const { status, body } = await admin.send('POST', '/api/objects/intervals', {
    grade: 'low',
    credit: 'a',
    mostDays: 30,
    leastDays: 31,
  })
  expect([status, (body as { message: { zh: string } }).message.zh]).toEqual([
    400,
    '最短间隔不能大于最长间隔',
  ])
})

test('the list begins with what is longest overdue, and filters by grade, due and squad', async () => {
  await takeIn(admin, [
    shop(1, { lastInspectedAt: start - 100 * DAY }),
    shop(2, { grade: 'high', credit: 'd', lastInspectedAt: start - 100 * DAY }),
    shop(3, { grade: 'medium', credit: 'b', lastInspectedAt: start - 400 * DAY }),
  ])
  const names = async (query: string) => {
    const { body } = await duty.send('GET', `/api/objects?${query}`)
    const { total, objects } = body as { total: number; objects: EnforcementObject[] }
    return [total, ...objects.map(({ externalId }) => externalId)]
  }
  expect(await names('')).toEqual([3, 's-3', 's-2', 's-1'])
  expect(await names('due=overdue')).toEqual([2, 's-3', 's-2'])
  expect(await names('grade=low')).toEqual([1, 's-1'])
  expect(await names('organisation=1')).toEqual([3, 's-3', 's-2', 's-1'])
  expect(await names('limit=1&offset=1')).toEqual([3, 's-2'])
})

test.each([
  ['面馆1店', ['s-1']],
  ['ＡＢＣ', ['s-2']],
  ['外滩', ['s-1', 's-2']],
  ['100%', []],
])('a search for %s finds whose names hold it', async (text, found) => {
  await takeIn(admin, [shop(1), shop(2, { name: '外滩abc便利店' })])
  const { body } = await duty.send('GET', `/api/objects?text=${encodeURIComponent(text)}`)
  expect((body as { objects: EnforcementObject[] }).objects.map(({ externalId }) => externalId)).toEqual(
    found,
  )
})

test('an officer proves the visit by the venue code, which no answer holds', async () => {
  await takeIn(admin, [shop(1), shop(2)])
  const { body: venue } = await officer.send('GET', '/api/venues/CM-1')
  const { object } = venue as ObjectCard
  expect(JSON.stringify(venue)).not.toContain('CM-1')
  const without = await inspect(officer, object)
  expect([without.status, (without.body as { code: string }).code]).toEqual([400, 'code_missing'])
  const elsewhere = await inspect(officer, object, { code: 'CM-2' })
  expect((elsewhere.body as { message: { zh: string } }).message.zh).toBe(
    '这是“外滩面馆2店”（中山东一路2号）的场所码，不是“外滩面馆1店”的',
  )
  const far = await inspect(officer, object, { code: 'CM-1', place: [121.4967, 31.2443] })
  expect((far.body as { message: { en: string } }).message.en).toMatch(/^You are 9\d\d m from/)
  const there = await inspect(officer, object, { code: 'CM-1', place: [121.4868, 31.2444] })
  expect(there.body).toMatchObject({
    object: { lastInspectedAt: now },
    inspection: { proven: true, tooSoon: false },
  })
})

test('an inspection is told in the log with the object as it stands after it, and sent twice counts once', async () => {
  await takeIn(admin, [shop(1)])
  const object = await only()
  const send = () =>
    duty.send(
      'POST',
      `/api/objects/${object.id}/inspect`,
      { result: 'correct', note: '占道' },
      'the-same-key',
    )
  expect((await send()).body).toEqual((await send()).body)
  const { rows } = await console.db.query(`select kind, body from event where subject = $1`, [
    `object/${object.id}`,
  ])
  expect(rows).toMatchObject([
    {
      kind: 'object.inspected',
      body: {
        object: { lastInspectedAt: now, dueOn: dayOf(now + 730 * DAY) },
        inspection: { result: 'correct', proven: false },
      },
    },
  ])
})

test('who inspects again too soon is warned, must say why, and is counted', async () => {
  await takeIn(admin, [shop(1)])
  const object = await only()
  expect((await inspect(duty, object)).status).toBe(200)
  await later(364)
  const warned = await inspect(duty, object)
  expect([warned.status, (warned.body as { code: string }).code]).toEqual([409, 'too_soon'])
  expect((warned.body as { message: { zh: string } }).message.zh).toContain(
    `${dayOf(start + 365 * DAY)} 前再次检查属过频`,
  )
  const again = await inspect(duty, object, { reason: '投诉集中' })
  expect((again.body as { inspection: Inspection }).inspection).toMatchObject({
    tooSoon: true,
    reason: '投诉集中',
  })
  const { body } = await duty.send('GET', '/api/objects/summary')
  expect(body as ObjectSummary).toMatchObject({ inspected: 2, tooSoon: 1, kinds: { shop: { low: 1 } } })
})

test('on the first day it may be inspected again nobody is warned', async () => {
  await takeIn(admin, [shop(1)])
  const object = await only()
  await inspect(duty, object)
  await later(365)
  expect((await inspect(duty, object, { reason: '无需' })).body).toMatchObject({
    inspection: { tooSoon: false, reason: null },
  })
})

test('a result that becomes a case opens a ticket at the place, and the card shows it', async () => {
  await takeIn(admin, [shop(1)])
  const object = await only()
  const open = { category: '0501', text: '占道经营' }
  expect((await inspect(duty, object, { open })).status).toBe(400)
  const { body } = await inspect(duty, object, { result: 'case', open })
  const { ticket } = (body as { inspection: Inspection }).inspection
  const card = (await duty.send('GET', `/api/objects/${object.id}`)).body as ObjectCard
  expect(card.tickets).toMatchObject([{ id: ticket, category: '0501', metres: 0 }])
  expect(card.inspections).toMatchObject([{ result: 'case', ticket }])
  const seen = (await officer.send('GET', `/api/objects/${object.id}`)).body as ObjectCard
  expect(seen.tickets).toEqual([])
})

test('a register taken in again changes what differs and nothing else, and its bad rows are told by field', async () => {
  const first = await takeIn(admin, [shop(1), shop(2)])
  expect(first.body).toEqual({ added: 2, changed: 0, same: 0, refused: [] })
  const second = await takeIn(admin, [shop(1), shop(2, { grade: 'high', credit: 'd' }), shop(3)])
  expect(second.body).toEqual({ added: 1, changed: 1, same: 1, refused: [] })
  const bad = await takeIn(admin, [
    shop(4, { place: [121.4, 30] }),
    shop(5, { organisation: '无此中队', venueCode: 'CM-1' }),
    shop(6, { venueCode: 'CM-4' }),
    shop(7),
  ])
  const { added, refused } = bad.body as ImportOutcome
  expect(refused.map(({ index, field }) => `${index} ${field}`)).toEqual([
    '0 place',
    '1 organisation',
    '1 venueCode',
    '2 venueCode',
  ])
  expect(refused[1]?.message.zh).toBe('没有中队“无此中队”：用街镇代码或中队全名')
  expect([added, (await duty.send('GET', '/api/objects?text=7店')).body]).toMatchObject([0, { total: 0 }])
})

test('places in GCJ-02 are converted at the door', async () => {
  await takeIn(admin, [shop(1, { place: [121.4914, 31.2423] })], { datum: 'gcj02' })
  const [lng, lat] = (await only()).place
  expect(lng).toBeCloseTo(121.4868, 3)
  expect(lat).toBeCloseTo(31.2443, 3)
})

test.each(['wall'] as const)('a %s sees no objects', async (role) => {
  expect((await (await person(console, role)).send('GET', '/api/objects')).status).toBe(403)
})
