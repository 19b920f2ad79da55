/** Stating rules: once, by who may, from now on only; and what holds follows at once, with the past as it was. */

import type { Static } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Words } from '#contract/endpoint.ts'
import type { previewRule } from '#contract/ruleCommands.ts'
import type { Rule, readLaw, Verdict } from '#contract/rules.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { addDancing, always, draft, everyDay, here, there, twoBanks } from './testing.ts'

let console: TestConsole
let admin: Person
let banks: [number, number]
const MINUTE = 60_000
/** A Monday, 19:10 in Shanghai. */
let now = Date.parse('2026-11-23T19:10:00+08:00')

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  await smallCity(console.db, ['foot'])
  admin = await person(console, 'admin', { username: 'admin' })
  banks = await twoBanks(console.db)
  await addDancing(console.db, admin)
})
afterAll(() => console.stop())

type Law = Static<(typeof readLaw)['schema']['response'][200]>
type Preview = Static<(typeof previewRule)['schema']['response'][200]>

async function law([lng, lat]: readonly [number, number], at?: number): Promise<Verdict> {
  const query = `lng=${lng}&lat=${lat}${at === undefined ? '' : `&at=${at}`}`
  const { body } = await admin.send('GET', `/api/law?${query}`)
  return (body as Law).verdicts[0] as Verdict
}
const state = async (change: Parameters<typeof draft>[0] = {}, key?: string) =>
  (await admin.send('POST', '/api/rules', { ...draft(change), reason: '测试' }, key)) as {
    status: number
    body: Rule & { code?: string; message?: Words; where?: string }
  }

test('a rule stated twice under one key is one rule, told once with all it says, and holds from then on', async () => {
  const before = await lastNumber(console.db)
  expect(await law(here)).toMatchObject({ effect: 'allowed', rule: null, zone: null, changes: null })
  const { body: rule } = await state({}, 'the-same-key')
  expect((await state({}, 'the-same-key')).body).toEqual(rule)
  const events = await eventsAfter(console.db, before, 10)
  expect(events.map(({ kind, subject, body }) => [kind, subject, body.rule])).toEqual([
    ['rule.created', `rule/${rule.id}`, rule],
  ])
  expect(await law(here)).toMatchObject({
    effect: 'forbidden',
    rule: rule.id,
    version: 1,
    fine: { from: 50, to: 500 },
    zone: { code: 'B1' },
  })
})

test('a district allows what the other forbids, tells when that ends, and a change leaves the past as it was', async () => {
  const evening = { week: everyDay(18 * 60 + 30, 20 * 60 + 30), exceptions: [] }
  const { body: rule } = await state({
    kind: null,
    zone: banks[0],
    effect: 'allowed',
    calendar: evening,
    fine: null,
  })
  const half = Date.parse('2026-11-23T20:30:00+08:00')
  expect(await law(here)).toMatchObject({
    effect: 'allowed',
    rule: rule.id,
    changes: { at: half, effect: 'forbidden' },
  })
  expect((await law(there)).effect).toBe('forbidden')
  expect((await law(here, half)).effect).toBe('forbidden')

  const earlier = now
  now += 10 * MINUTE
  const { behaviour, ...stated } = draft({
    kind: null,
    zone: banks[0],
    effect: 'restricted',
    calendar: evening,
  })
  const change = { ...stated, version: 1, reason: '投诉增多' }
  const changed = await admin.send('POST', `/api/rules/${rule.id}/change`, change)
  expect(changed.body).toMatchObject({
    id: rule.id,
    version: 2,
    behaviour,
    validFrom: now,
    recordedBy: 'admin',
  })
  expect(await law(here)).toMatchObject({ effect: 'restricted', version: 2 })
  expect(await law(here, earlier)).toMatchObject({ effect: 'allowed', version: 1 })
  expect(await law(here, earlier)).toMatchObject({ changes: { at: now, effect: 'restricted' } })

  const stale = await admin.send('POST', `/api/rules/${rule.id}/change`, change)
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } })
  now += MINUTE
  await admin.send('POST', `/api/rules/${rule.id}/end`, { version: 2, reason: '收回' })
  expect(await law(here)).toMatchObject({ effect: 'forbidden' })
  expect(await law(here, now - 1)).toMatchObject({ effect: 'restricted', version: 2 })
  expect(await admin.send('POST', `/api/rules/${rule.id}/change`, { ...change, version: 3 })).toMatchObject({
    status: 409,
    body: { code: 'ended' },
  })
  const all = (await admin.send('GET', `/api/rules?zone=${banks[0]}`)).body as { rules: Rule[] }
  expect(all.rules.map(({ version, ended }) => [version, ended])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ])
})

test('a zone that is redrawn judges by its old ground before, and by its new ground after', async () => {
  now += 5 * MINUTE
  const { body: rule } = await state({ kind: null, zone: banks[1], effect: 'restricted', fine: null })
  expect((await law(there)).rule).toBe(rule.id)
  const redrawn = now + 10 * MINUTE
  await console.db.query(
    `update zone set version = 2, valid_from = $2, area = st_makeenvelope(121.496, 31.24, 121.5, 31.25, 4326) where id = $1`,
    [banks[1], redrawn],
  )
  expect(await law(there)).toMatchObject({ rule: rule.id, changes: { at: redrawn, effect: 'allowed' } })
  expect(await law(there, redrawn)).toMatchObject({ effect: 'allowed', rule: null })
  expect(await law([121.498, 31.245], redrawn)).toMatchObject({ effect: 'restricted', rule: rule.id })
})

test('a preview tells zone by zone how many minutes of a week change, and writes nothing', async () => {
  now += 15 * MINUTE
  const body = {
    draft: draft({
      effect: 'restricted',
      calendar: { week: everyDay(600, 660), exceptions: [] },
      river: 'huangpu',
    }),
  }
  const { body: told } = (await admin.send('POST', '/api/rules/preview', body)) as unknown as {
    body: Preview
  }
  // The rule of all banks forbids already and is the stricter; on B2 its own rule is the more specific.
  expect(told).toMatchObject({ zones: 2, changed: [] })
  const whole = {
    draft: draft({
      kind: null,
      zone: banks[0],
      effect: 'allowed',
      calendar: { week: everyDay(600, 660), exceptions: [] },
    }),
  }
  const other = (await admin.send('POST', '/api/rules/preview', whole)) as unknown as { body: Preview }
  expect(other.body.changed).toEqual([
    {
      zone: expect.objectContaining({ code: 'B1' }),
      shifts: [{ from: 'forbidden', to: 'allowed', minutes: 7 * 60 }],
    },
  ])
  expect((await law(here, now + 720 * MINUTE)).effect).toBe('forbidden')
  const [{ id }] = ((await admin.send('GET', '/api/rules')).body as { rules: Rule[] }).rules as [Rule]
  const ending = (await admin.send('POST', '/api/rules/preview', { id, draft: null })) as unknown as {
    body: Preview
  }
  expect(ending.body.changed).toEqual([
    {
      zone: expect.objectContaining({ code: 'B1' }),
      shifts: [{ from: 'forbidden', to: 'allowed', minutes: 7 * 1440 }],
    },
  ])
})

test('a behaviour is stated anew from now on by who saw its newest version', async () => {
  const before = await law(here)
  now += 2 * MINUTE
  const { code, name, nameEn, category, configurable } = before.behaviour
  const anew = {
    name,
    nameEn: 'Dancing',
    category,
    configurable,
    effect: 'restricted',
    version: 1,
    reason: '修订',
  }
  const change = (body: object = anew) => admin.send('POST', `/api/behaviours/${code}/change`, body)
  expect(await change({ ...anew, category: '9999' })).toMatchObject({
    status: 400,
    body: { code: 'no_category' },
  })
  expect(await change()).toMatchObject({
    status: 200,
    body: { version: 2, nameEn: 'Dancing', recordedBy: 'admin' },
  })
  expect(await change()).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect((await law(here)).behaviour).toMatchObject({ version: 2, nameEn: 'Dancing' })
  expect((await law(here, now - MINUTE)).behaviour).toMatchObject({ version: 1, nameEn })
  expect(name).not.toBe('')
})

test.each([
  [{ validFrom: 1_600_000_000_000 }, 'in_the_past', 'body/validFrom'],
  [{ kind: null, zone: 9999 }, 'no_zone', 'body/zone'],
  [{ zone: 1 }, 'bad_rule', 'body/zone'],
  [{ fine: { from: 500, to: 50 } }, 'bad_rule', 'body/fine'],
  [{ validTo: 1_600_000_000_000 }, 'bad_rule', 'body/validTo'],
  [{ behaviour: 'juggling' }, 'no_behaviour', 'body/behaviour'],
  [{ calendar: { week: everyDay(600, 600), exceptions: [] } }, 'bad_rule', 'body/calendar/week/0'],
  [
    {
      calendar: {
        week: always,
        exceptions: [{ on: 'dates' as const, from: '2026-02-30', to: '2026-03-01', hours: [], effect: null }],
      },
    },
    'bad_rule',
    'body/calendar/exceptions/0',
  ],
])('a draft with a fault is refused where the fault is: %o', async (change, code, where) => {
  const { status, body } = await state(change)
  expect([status, body.code, body.where]).toEqual([400, code, where])
})

test.each(['dispatcher', 'supervisor', 'officer', 'auditor', 'wall'] as const)(
  'a %s states no rule',
  async (role) => {
    const who = await person(console, role)
    expect((await who.send('POST', '/api/rules', { ...draft(), reason: '测试' })).status).toBe(403)
    expect((await who.send('GET', '/api/law?lng=121.4&lat=31.2')).status).toBe(role === 'wall' ? 403 : 200)
  },
)
