/** Zones change by versions: the past stays, and what is planned comes at its date, once. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ZoneFeature } from '#contract/city.ts'
import type { ZonesChanged, ZoneVersion } from '#contract/zones.ts'
import { person } from '../testing.ts'
import { carryOutDue } from './plans.ts'
import { box, emptyCity, SOUTH, seen, WEST, zone } from './testing.ts'

const city = emptyCity()
const { done, made, refused, zonesAt, events } = city

test('a zone drawn, renamed and retired holds in each moment as it was then, and each change names who and why', async () => {
  const drawn = await made('临时区', box(0, 0))
  expect(drawn.properties).toMatchObject({ kind: 'drawn', code: 'DR-01', version: 1, validFrom: city.clock })
  const first = city.clock
  city.clock += 60_000
  await done(`/api/zones/${drawn.id}/change`, { ...seen(drawn), name: '夜市' })
  const second = city.clock
  city.clock += 60_000
  await done(`/api/zones/${drawn.id}/retire`, { version: 2, reason: '夜市结束' })
  const names = async (at: number) => (await zonesAt(at)).map(({ properties }) => properties.name)
  expect(await names(first - 1)).toEqual([])
  expect(await names(second - 1)).toEqual(['临时区'])
  expect(await names(city.clock - 1)).toEqual(['夜市'])
  expect(await names(city.clock)).toEqual([])
  const { versions } = (await city.duty.send('GET', `/api/zones/${drawn.id}/versions`)).body as {
    versions: ZoneVersion[]
  }
  expect(versions).toMatchObject([
    {
      version: 2,
      name: '夜市',
      validFrom: second,
      validTo: city.clock,
      actor: city.duty.username,
      endedBy: city.duty.username,
      endedReason: '夜市结束',
    },
    {
      version: 1,
      name: '临时区',
      validFrom: first,
      validTo: second,
      actor: city.duty.username,
      reason: '调整',
      endedBy: null,
    },
  ])
  const told = (await events()).slice(-3)
  expect(told.map(({ kind }) => kind)).toEqual(['zone.created', 'zone.changed', 'zone.retired'])
  expect(told[1]?.body).toMatchObject({ zones: [{ id: drawn.id, properties: { name: '夜市', version: 2 } }] })
  expect(told[2]?.body).toMatchObject({ zones: [], retiredZones: [drawn.id] })
})

test('whatever is done to zones, what a past moment showed it shows for ever', async () => {
  const deed = fc.record({
    kind: fc.constantFrom('create', 'rename', 'reshape', 'split', 'join', 'retire', 'plan'),
    pick: fc.nat(20),
    x: fc.nat(30),
    after: fc.integer({ min: 1, max: 5_000 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 14 }), async (deeds) => {
      await city.console.db.query('delete from zone; delete from zone_version; delete from zone_plan')
      const shown = new Map<number, string>()
      for (const { kind, pick, x, after } of deeds) {
        const now = await zonesAt()
        await doSomething(kind, now, pick, x)
        // What is shown is what held up to here; a change of this very moment belongs to it.
        shown.set(city.clock, JSON.stringify(await zonesAt(city.clock)))
        city.clock += after
        await carryOutDue(city.console.db, city.clock)
      }
      for (const [at, zones] of shown) expect(JSON.stringify(await zonesAt(at))).toBe(zones)
      expect(await zonesAt(city.clock)).toEqual(await zonesAt())
    }),
    { numRuns: 12 },
  )
})

/** What is refused is no matter here. */
async function doSomething(
  kind: string,
  now: readonly ZoneFeature[],
  pick: number,
  x: number,
): Promise<void> {
  const one = now[pick % Math.max(1, now.length)]
  const other = now[(pick + 1) % Math.max(1, now.length)]
  const send = (url: string, body: object) => city.duty.send('POST', url, { reason: '试', ...body })
  if (kind === 'create' || !one || !other) await send('/api/zones', { zone: zone(`区${x}`, box(x, 0)) })
  else if (kind === 'rename') await send(`/api/zones/${one.id}/change`, { ...seen(one), name: `名${x}` })
  else if (kind === 'reshape') await send(`/api/zones/${one.id}/change`, { ...seen(one), area: box(x, 0, 2) })
  else if (kind === 'retire') await send(`/api/zones/${one.id}/retire`, seen(one))
  else if (kind === 'plan')
    await send(`/api/zones/${one.id}/change`, { ...seen(one), name: `将${x}`, from: city.clock + 2_500 })
  else if (kind === 'join')
    await send(`/api/zones/${one.id}/join`, { ...seen(one), others: [{ id: other.id, ...seen(other) }] })
  else
    await send(`/api/zones/${one.id}/split`, {
      ...seen(one),
      line: [
        [WEST - 0.1, SOUTH + 0.004],
        [WEST + 0.5, SOUTH + 0.006],
      ],
      name: '半',
      nameEn: 'Half',
    })
}

describe('a change planned for a date', () => {
  test('is shown for its time, takes effect there by itself, and once, whoever looks', async () => {
    const drawn = await made('旧名', box(0, 0))
    const date = city.clock + 86_400_000
    const { plan, zones } = await done(`/api/zones/${drawn.id}/change`, {
      ...seen(drawn),
      name: '新名',
      from: date,
    })
    expect(plan).toMatchObject({ state: 'waiting', at: date, zones: [drawn.id], names: ['新名'] })
    expect(zones).toEqual([])
    const name = async (at?: number) => (await zonesAt(at))[0]?.properties.name
    expect([await name(), await name(date - 1), await name(date)]).toEqual(['旧名', '旧名', '新名'])
    city.clock = date + 500
    const planner = city.duty.username
    city.duty = await person(city.console, 'duty')
    const both = await Promise.all([
      carryOutDue(city.console.db, city.clock),
      carryOutDue(city.console.db, city.clock),
    ])
    expect(both.sort()).toEqual([0, 1])
    expect([await name(), await name(date - 1), await name(date)]).toEqual(['新名', '旧名', '新名'])
    const told = (await events()).filter(({ subject }) => subject === `zone/${drawn.id}`)
    expect(told.map(({ kind }) => kind)).toEqual(['zone.created', 'zone.planned', 'zone.changed'])
    expect(told[2]).toMatchObject({ actor: planner, happened: date })
  })

  test('can be withdrawn before it, and not after', async () => {
    const drawn = await made('名', box(0, 0))
    const { plan } = await done(`/api/zones/${drawn.id}/retire`, { ...seen(drawn), from: city.clock + 1_000 })
    await done(`/api/zones/plans/${plan?.id}/withdraw`, {})
    city.clock += 2_000
    expect(await carryOutDue(city.console.db, city.clock)).toBe(0)
    expect((await zonesAt()).length).toBe(1)
    expect((await refused(`/api/zones/plans/${plan?.id}/withdraw`, {})).code).toBe('plan_over')
  })

  test('that has become impossible changes nothing and says why', async () => {
    const bank = { kind: 'reach_bank', river: 'huangpu', bank: 'right' }
    await done('/api/zones', { zone: zone('后来', box(0, 0), bank), from: city.clock + 5_000 })
    await made('先来', box(0, 0), bank)
    city.clock += 6_000
    expect(await carryOutDue(city.console.db, city.clock)).toBe(1)
    const { plans } = (await city.duty.send('GET', '/api/zones/plans')).body as {
      plans: ZonesChanged['plan'][]
    }
    expect(plans).toMatchObject([{ state: 'failed', refusal: { zh: expect.stringContaining('重叠') } }])
    expect((await zonesAt()).map(({ properties }) => properties.name)).toEqual(['先来'])
  })
})
