/** What is no zone is refused in words that say where, one alone or many at once. */
import { describe, expect, test } from 'vitest'
import type { ZoneFeature } from '#contract/city.ts'
import type { ZoneArea } from '#contract/zones.ts'
import { person } from '../testing.ts'
import { box, emptyCity, round, SOUTH, seen, WEST, zone } from './testing.ts'

const city = emptyCity()
const { done, made, refused, zonesAt } = city

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
    city.clock += 1_000
    await done(`/api/zones/${drawn.id}/change`, { version: 1, name: '改' })
    const url = `/api/zones/${drawn.id}/change`
    expect((await refused(url, { version: 1, name: '迟' })).message.zh).toContain(
      `已由${city.duty.username}改为第 2 版`,
    )
    expect((await refused(url, { version: 2, name: '早', from: city.clock - 3_600_000 })).code).toBe(
      'from_past',
    )
    await done(url, { version: 2, name: '下月', from: city.clock + 86_400_000 })
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
    const dispatcher = await person(city.console, 'dispatcher')
    const answer = await dispatcher.send('POST', '/api/zones', { zone: zone('区', box(0, 0)), reason: '试' })
    expect(answer.status).toBe(403)
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
  const { refused: list } = (await city.duty.send('POST', '/api/zones/check', { zones })).body as {
    refused: { index: number; message: { zh: string } }[]
  }
  expect(list).toMatchObject([{ index: 1, message: { zh: expect.stringContaining('自相交') } }])
  expect((await refused('/api/zones/import', { zones })).code).toBe('zone_invalid')
  expect(await zonesAt()).toEqual([])
  const { zones: came } = await done('/api/zones/import', { zones: zones.filter((_, i) => i !== 1) })
  expect(came.map(({ properties }) => properties.code)).toEqual(['DR-01', 'DR-02'])
})
