/** Zones change by versions: the past stays, the parts of a split make the whole, and what is planned comes at its date, once. */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ZoneFeature } from '#contract/city.ts'
import type { ErrorBody, LngLat } from '#contract/endpoint.ts'
import type { Event } from '#contract/events.ts'
import type { ZoneArea, ZonesChanged, ZoneVersion } from '#contract/zones.ts'
import { type Person, person, type TestConsole, testConsole } from '../testing.ts'
import { carryOutDue } from './plans.ts'
import type { Zones } from './queries.ts'

const T0 = 1_800_000_000_000
let clock = T0
let console: TestConsole
let duty: Person
beforeAll(async () => {
  console = await testConsole({ now: () => clock })
})
afterAll(() => console.stop())
beforeEach(async () => {
  await console.db.query('delete from zone; delete from zone_version; delete from zone_plan')
  clock += 1_000
  // Sessions end after an hour, and some of these tests take days.
  duty = await person(console, 'duty')
})

const WEST = 121.3
const SOUTH = 31.1
/** A rectangle in hundredths of a degree from the south-west of the city. */
const box = (x: number, y: number, width = 1, height = 1): ZoneArea => {
  const at = (dx: number, dy: number): LngLat => [round(WEST + (x + dx) / 100), round(SOUTH + (y + dy) / 100)]
  return {
    type: 'Polygon',
    coordinates: [[at(0, 0), at(width, 0), at(width, height), at(0, height), at(0, 0)]],
  }
}
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
const zone = (name: string, area: ZoneArea, more: object = {}) => ({
  kind: 'drawn',
  name,
  nameEn: name,
  area,
  ...more,
})

async function done(url: string, body: object): Promise<ZonesChanged> {
  const answer = await duty.send('POST', url, { reason: '调整', ...body })
  expect(answer).toMatchObject({ status: 200 })
  return answer.body
}
async function made(name: string, area: ZoneArea, more: object = {}): Promise<ZoneFeature> {
  const { zones } = await done('/api/zones', { zone: zone(name, area, more) })
  return zones[0] as ZoneFeature
}
async function refused(url: string, body: object): Promise<ErrorBody> {
  const answer = await duty.send('POST', url, { reason: '调整', ...body })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  return answer.body
}
const zonesAt = async (at?: number): Promise<ZoneFeature[]> => {
  const answer = await duty.send('GET', `/api/zones${at === undefined ? '' : `?at=${at}`}`)
  return (answer.body as Zones).features
}
const squareMetres = async (): Promise<number> => {
  const { rows } = await console.db.query('select sum(st_area(area::geography)) as sum from zone')
  return rows[0].sum
}
const events = async (): Promise<Event[]> =>
  (await console.db.query<Event>(`select * from event where kind like 'zone.%' order by number`)).rows
const seen = ({ properties: { version } }: ZoneFeature) => ({ version })

test('a zone drawn, renamed and retired holds in each moment as it was then, and each change names who and why', async () => {
  const drawn = await made('临时区', box(0, 0))
  expect(drawn.properties).toMatchObject({ kind: 'drawn', code: 'DR-01', version: 1, validFrom: clock })
  const first = clock
  clock += 60_000
  await done(`/api/zones/${drawn.id}/change`, { ...seen(drawn), name: '夜市' })
  const second = clock
  clock += 60_000
  await done(`/api/zones/${drawn.id}/retire`, { version: 2, reason: '夜市结束' })
  const names = async (at: number) => (await zonesAt(at)).map(({ properties }) => properties.name)
  expect(await names(first - 1)).toEqual([])
  expect(await names(second - 1)).toEqual(['临时区'])
  expect(await names(clock - 1)).toEqual(['夜市'])
  expect(await names(clock)).toEqual([])
  const { versions } = (await duty.send('GET', `/api/zones/${drawn.id}/versions`)).body as {
    versions: ZoneVersion[]
  }
  expect(versions).toMatchObject([
    {
      version: 2,
      name: '夜市',
      validFrom: second,
      validTo: clock,
      actor: duty.username,
      endedBy: duty.username,
      endedReason: '夜市结束',
    },
    {
      version: 1,
      name: '临时区',
      validFrom: first,
      validTo: second,
      actor: duty.username,
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
      await console.db.query('delete from zone; delete from zone_version; delete from zone_plan')
      const shown = new Map<number, string>()
      for (const { kind, pick, x, after } of deeds) {
        const now = await zonesAt()
        await doSomething(kind, now, pick, x)
        // What is shown is what held up to here; a change of this very moment belongs to it.
        shown.set(clock, JSON.stringify(await zonesAt(clock)))
        clock += after
        await carryOutDue(console.db, clock)
      }
      for (const [at, zones] of shown) expect(JSON.stringify(await zonesAt(at))).toBe(zones)
      expect(await zonesAt(clock)).toEqual(await zonesAt())
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
  const send = (url: string, body: object) => duty.send('POST', url, { reason: '试', ...body })
  if (kind === 'create' || !one || !other) await send('/api/zones', { zone: zone(`区${x}`, box(x, 0)) })
  else if (kind === 'rename') await send(`/api/zones/${one.id}/change`, { ...seen(one), name: `名${x}` })
  else if (kind === 'reshape') await send(`/api/zones/${one.id}/change`, { ...seen(one), area: box(x, 0, 2) })
  else if (kind === 'retire') await send(`/api/zones/${one.id}/retire`, seen(one))
  else if (kind === 'plan')
    await send(`/api/zones/${one.id}/change`, { ...seen(one), name: `将${x}`, from: clock + 2_500 })
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

describe('a split', () => {
  const across = {
    line: [
      [WEST + 0.003, SOUTH - 0.01],
      [WEST + 0.004, SOUTH + 0.02],
    ],
    name: '西半',
    nameEn: 'West half',
  }

  test('leaves no ground over: two parts make the whole, and joined again they are it', async () => {
    const whole = await made('整区', box(0, 0))
    const before = await squareMetres()
    const { zones } = await done(`/api/zones/${whole.id}/split`, { ...seen(whole), ...across })
    expect(zones.map(({ id, properties }) => [id === whole.id, properties.name])).toEqual([
      [true, '整区'],
      [false, '西半'],
    ])
    expect(Math.abs((await squareMetres()) - before)).toBeLessThan(2)
    const [kept, fresh] = zones as [ZoneFeature, ZoneFeature]
    clock += 1_000
    const joined = await done(`/api/zones/${kept.id}/join`, {
      ...seen(kept),
      others: [{ id: fresh.id, ...seen(fresh) }],
    })
    expect(joined.retired).toEqual([fresh.id])
    expect(Math.abs((await squareMetres()) - before)).toBeLessThan(2)
    expect((await zonesAt()).map(({ id, properties }) => [id, properties.version])).toEqual([[whole.id, 3]])
  })

  test('is refused where the line does not cut, cuts too often, or crosses itself', async () => {
    const whole = await made('整区', box(0, 0))
    const cut = (line: number[][]) =>
      refused(`/api/zones/${whole.id}/split`, { ...seen(whole), ...across, line })
    const [x, y] = [WEST, SOUTH]
    expect(
      (
        await cut([
          [x + 0.002, y - 0.01],
          [x + 0.002, y + 0.005],
        ])
      ).code,
    ).toBe('line_does_not_cut')
    const zigzag = [
      [x + 0.002, y - 0.01],
      [x + 0.002, y + 0.02],
      [x + 0.006, y + 0.02],
      [x + 0.006, y - 0.01],
    ]
    expect((await cut(zigzag)).message.zh).toContain('切成了 3 块')
    const knot = [
      [x - 0.01, y + 0.005],
      [x + 0.02, y + 0.005],
      [x + 0.02, y + 0.008],
      [x + 0.01, y - 0.01],
    ]
    expect((await cut(knot)).code).toBe('line_crosses_itself')
  })
})

describe('a zone is refused', () => {
  test.each([
    [
      'crossing itself',
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      '在 121.30500, 31.10500 处边界自相交',
    ],
    [
      'empty',
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ],
      '没有面积',
    ],
    [
      'not closed',
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      '从 121.30000, 31.10000 开始的边界没有闭合',
    ],
    [
      'outside the city',
      [
        [0, 0],
        [1, 0],
        [1, 150],
        [0, 0],
      ],
      '121.31000, 32.60000 不在上海市范围内',
    ],
  ])('when it is %s, in words that say where', async (_why, corners, words) => {
    const ring = corners.map(([x = 0, y = 0]) => [round(WEST + x / 100), round(SOUTH + y / 100)])
    const { message, status } = await refused('/api/zones', {
      zone: zone('错', { type: 'Polygon', coordinates: [ring] } as ZoneArea),
    })
    expect(status).toBe(400)
    expect(message.zh).toContain(words)
  })

  test('when reaches overlap, with the other’s name, the size and the place', async () => {
    const bank = { kind: 'reach_bank', river: 'huangpu', bank: 'left' }
    await made('甲段', box(0, 0), bank)
    await made('邻段', box(1, 0), bank)
    const { message, code } = await refused('/api/zones', { zone: zone('乙段', box(0.5, 0.9), bank) })
    expect(code).toBe('reaches_overlap')
    expect(message.zh).toMatch(
      /^乙段 与 (甲段|邻段)（HP-L-[0-9.-]+）在 121\.\d{5}, 31\.\d{5} 附近重叠 \d+ 平方米/,
    )
  })

  test('when somebody was faster, when it is planned to change, and when its date is past', async () => {
    const drawn = await made('区', box(0, 0))
    clock += 1_000
    await done(`/api/zones/${drawn.id}/change`, { version: 1, name: '改' })
    const url = `/api/zones/${drawn.id}/change`
    expect((await refused(url, { version: 1, name: '迟' })).message.zh).toContain(
      `已由${duty.username}改为第 2 版`,
    )
    expect((await refused(url, { version: 2, name: '早', from: clock - 3_600_000 })).code).toBe('from_past')
    await done(url, { version: 2, name: '下月', from: clock + 86_400_000 })
    expect((await refused(url, { version: 2, name: '今' })).code).toBe('zone_planned')
  })

  test('when neighbours only touch at a corner, or differ', async () => {
    const one = await made('一', box(0, 0))
    const corner = await made('角', box(1, 1))
    const post = await made('岗', box(1, 0), { kind: 'post' })
    const join = (other: ZoneFeature) =>
      refused(`/api/zones/${one.id}/join`, { ...seen(one), others: [{ id: other.id, ...seen(other) }] })
    expect((await join(corner)).message.zh).toContain('只有一角相接')
    expect((await join(post)).code).toBe('zones_not_alike')
  })

  test('to whoever is neither duty officer nor administrator', async () => {
    const dispatcher = await person(console, 'dispatcher')
    const answer = await dispatcher.send('POST', '/api/zones', { zone: zone('区', box(0, 0)), reason: '试' })
    expect(answer.status).toBe(403)
  })
})

describe('a change planned for a date', () => {
  test('is shown for its time, takes effect there by itself, and once, whoever looks', async () => {
    const drawn = await made('旧名', box(0, 0))
    const date = clock + 86_400_000
    const { plan, zones } = await done(`/api/zones/${drawn.id}/change`, {
      ...seen(drawn),
      name: '新名',
      from: date,
    })
    expect(plan).toMatchObject({ state: 'waiting', at: date, zones: [drawn.id], names: ['新名'] })
    expect(zones).toEqual([])
    const name = async (at?: number) => (await zonesAt(at))[0]?.properties.name
    expect([await name(), await name(date - 1), await name(date)]).toEqual(['旧名', '旧名', '新名'])
    clock = date + 500
    const planner = duty.username
    duty = await person(console, 'duty')
    const both = await Promise.all([carryOutDue(console.db, clock), carryOutDue(console.db, clock)])
    expect(both.sort()).toEqual([0, 1])
    expect([await name(), await name(date - 1), await name(date)]).toEqual(['新名', '旧名', '新名'])
    const told = (await events()).filter(({ subject }) => subject === `zone/${drawn.id}`)
    expect(told.map(({ kind }) => kind)).toEqual(['zone.created', 'zone.planned', 'zone.changed'])
    expect(told[2]).toMatchObject({ actor: planner, happened: date })
  })

  test('can be withdrawn before it, and not after', async () => {
    const drawn = await made('名', box(0, 0))
    const { plan } = await done(`/api/zones/${drawn.id}/retire`, { ...seen(drawn), from: clock + 1_000 })
    await done(`/api/zones/plans/${plan?.id}/withdraw`, {})
    clock += 2_000
    expect(await carryOutDue(console.db, clock)).toBe(0)
    expect((await zonesAt()).length).toBe(1)
    expect((await refused(`/api/zones/plans/${plan?.id}/withdraw`, {})).code).toBe('plan_over')
  })

  test('that has become impossible changes nothing and says why', async () => {
    const bank = { kind: 'reach_bank', river: 'huangpu', bank: 'right' }
    await done('/api/zones', { zone: zone('后来', box(0, 0), bank), from: clock + 5_000 })
    await made('先来', box(0, 0), bank)
    clock += 6_000
    expect(await carryOutDue(console.db, clock)).toBe(1)
    const { plans } = (await duty.send('GET', '/api/zones/plans')).body as { plans: ZonesChanged['plan'][] }
    expect(plans).toMatchObject([{ state: 'failed', refusal: { zh: expect.stringContaining('重叠') } }])
    expect((await zonesAt()).map(({ properties }) => properties.name)).toEqual(['先来'])
  })
})

test('many zones come in all or none, and a preview says which are refused and why', async () => {
  const knot: ZoneArea = {
    type: 'Polygon',
    coordinates: [
      [
        [121.3, 31.1],
        [121.31, 31.11],
        [121.31, 31.1],
        [121.3, 31.11],
        [121.3, 31.1],
      ],
    ],
  }
  const zones = [zone('好', box(0, 0)), zone('坏', knot), zone('也好', box(2, 0))]
  const { refused: list } = (await duty.send('POST', '/api/zones/check', { zones })).body as {
    refused: { index: number; message: { zh: string } }[]
  }
  expect(list).toMatchObject([{ index: 1, message: { zh: expect.stringContaining('自相交') } }])
  expect((await refused('/api/zones/import', { zones })).code).toBe('zone_invalid')
  expect(await zonesAt()).toEqual([])
  const { zones: came } = await done('/api/zones/import', { zones: zones.filter((_, i) => i !== 1) })
  expect(came.map(({ properties }) => properties.code)).toEqual(['DR-01', 'DR-02'])
})

test('a bank is paired with the water beside it, also when that is split', async () => {
  const water = await made('水', box(0, 0, 4, 1), { kind: 'reach_water', river: 'huangpu' })
  const bank = await made('岸', box(0, 1, 1, 0.1), { kind: 'reach_bank', river: 'huangpu', bank: 'left' })
  expect(bank.properties.paired).toBe(water.id)
  clock += 1_000
  const line = [
    [WEST + 0.015, SOUTH - 0.01],
    [WEST + 0.015, SOUTH + 0.02],
  ]
  const { zones } = await done(`/api/zones/${water.id}/split`, {
    ...seen(water),
    line,
    name: '西水',
    nameEn: 'West',
  })
  const west = zones.find(({ properties }) => properties.name === '西水')
  expect(zones.find(({ id }) => id === bank.id)?.properties).toMatchObject({ paired: west?.id, version: 2 })
  expect((await refused(`/api/zones/${west?.id}/retire`, { version: 1 })).message.zh).toContain(
    '岸 仍以该水域',
  )
})
