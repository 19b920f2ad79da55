/** Who is near: travel time, not the straight line, with the real river and its real crossings. */
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { UnitKind } from '#contract/units.ts'
import { candidates } from './candidates.ts'
import type { UnitForDispatch } from './queries.ts'
import { readHuangpu, sideOf } from './river.ts'

const bund: LngLat = [121.4867, 31.2443]
const lujiazui: LngLat = [121.4955, 31.2405]
const now = Date.UTC(2026, 10, 23, 6)

const river = readHuangpu()

type At = { place: LngLat; kind: UnitKind; change?: Partial<UnitForDispatch>; age?: number }

const ask = (units: readonly At[], place: LngLat = bund, kinds: readonly string[] = []) =>
  candidates({
    ticket: { place, district: '310101' },
    kinds,
    units: units.map(({ kind, change }, i) => ({
      id: i + 1,
      code: `H${i + 1}`,
      kind,
      duty: 'on',
      sos: false,
      district: '310101',
      busyWith: null,
      busyBy: null,
      ...change,
    })),
    newest: (mover) => {
      const unit = units[mover - 1]
      return unit && { lng: unit.place[0], lat: unit.place[1], at: now - (unit.age ?? 0) }
    },
    river,
    now,
    limit: 9,
  })

const order = (...given: Parameters<typeof ask>) => ask(...given).map((each) => each.unit)

test('the Bund is on the left bank and Lujiazui on the right', () => {
  expect(sideOf(river.axis, bund)).toBe(1)
  expect(sideOf(river.axis, lujiazui)).toBe(-1)
})

test('a car 900 m away across the river comes after one 2 km away on the right bank side', () => {
  const found = ask([
    { kind: 'car', place: lujiazui },
    { kind: 'car', place: [121.4677, 31.2353] },
  ])
  expect(found.map((each) => each.unit)).toEqual([2, 1])
  expect(found[0]?.crossing).toBeNull()
  expect(found[1]?.crossing).toBeTruthy()
})

test('on foot one crosses by ferry only, and waits for it', () => {
  const [found] = ask([{ kind: 'foot', place: lujiazui }])
  expect(found?.crossing).toMatch(/渡|复兴东路/)
  expect(found?.etaSeconds).toBeGreaterThan(12 * 60)
})

test('busy, off-duty, lost and video units are left out', () => {
  expect(
    order([
      { kind: 'car', place: bund, change: { busyWith: '261123001' } },
      { kind: 'car', place: bund, change: { duty: 'off' } },
      { kind: 'car', place: bund, change: { sos: true } },
      { kind: 'car', place: bund, age: 700_000 },
      { kind: 'video', place: bund },
      { kind: 'car', place: bund },
    ]),
  ).toEqual([6])
})

test('a ticket on the water goes to boats, one on land does not', () => {
  const units: At[] = [
    { kind: 'car', place: bund },
    { kind: 'boat', place: lujiazui },
  ]
  expect(order(units, bund, ['boat'])).toEqual([2])
  expect(order(units, bund)).toEqual([1])
})
