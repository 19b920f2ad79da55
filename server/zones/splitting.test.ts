/** Zones are split and joined: the parts make the whole, and a bank keeps the water beside it. */
import { describe, expect, test } from 'vitest'
import type { ZoneFeature } from '#contract/city.ts'
import { box, emptyCity, SOUTH, seen, WEST } from './testing.ts'

const city = emptyCity()
const { done, made, refused, zonesAt } = city

const squareMetres = async (): Promise<number> => {
  const { rows } = await city.console.db.query('select sum(st_area(area::geography)) as sum from zone')
  return rows[0].sum
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
    city.clock += 1_000
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

test('a bank is paired with the water beside it, also when that is split', async () => {
  const water = await made('水', box(0, 0, 4, 1), { kind: 'reach_water', river: 'huangpu' })
  const bank = await made('岸', box(0, 1, 1, 0.1), { kind: 'reach_bank', river: 'huangpu', bank: 'left' })
  expect(bank.properties.paired).toBe(water.id)
  city.clock += 1_000
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
