/** Who is near: travel time, not the straight line, with the real river and its real crossings. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Candidate } from '#contract/tickets.ts'
import { duties, type UnitKind, unitKinds } from '#contract/units.ts'
import { createGrid } from '../positions/grid.ts'
import { metresBetween } from '../zones/plane.ts'
import { candidates } from './candidates.ts'
import type { UnitForDispatch } from './queries.ts'
import { readHuangpu, sideOf } from './river.ts'
import { createRoster } from './roster.ts'
import { fastestFirst, waysTo } from './ways.ts'

const bund: LngLat = [121.4867, 31.2443]
const lujiazui: LngLat = [121.4955, 31.2405]
const now = Date.UTC(2026, 10, 23, 6)

const river = readHuangpu()

type At = { place: LngLat; kind: UnitKind; change?: Partial<UnitForDispatch>; age?: number }

const unitOf = ({ kind, change }: At, i: number): UnitForDispatch => ({
  id: i + 1,
  code: `H${i + 1}`,
  kind,
  duty: 'on',
  sos: false,
  district: '310101',
  busyWith: null,
  busyBy: null,
  ...change,
})

const newestOf = (units: readonly At[]) => (mover: number) => {
  const unit = units[mover - 1]
  return unit && { lng: unit.place[0], lat: unit.place[1], at: now - (unit.age ?? 0) }
}

const ask = (units: readonly At[], place: LngLat = bund, kinds: readonly string[] = [], limit = 9) => {
  const grid = createGrid()
  const roster = createRoster(grid)
  units.forEach((unit, i) => {
    grid.move(i + 1, ...unit.place)
  })
  roster.put(units.map(unitOf))
  const ticket = { place, district: '310101' }
  return candidates({ ticket, kinds, roster, grid, newest: newestOf(units), river, now, limit })
}

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

/** Every unit there is looked at and ranked: slow, and plainly right. */
function fullRanking(
  units: readonly At[],
  place: LngLat,
  kinds: readonly string[],
  limit: number,
): Candidate[] {
  const ways = waysTo(place, river)
  const ranked = units.flatMap((at, i): Candidate[] => {
    const unit = unitOf(at, i)
    const suits = kinds.length === 0 ? unit.kind !== 'boat' : kinds.includes(unit.kind)
    const free = unit.duty === 'on' && !unit.sos && !unit.busyWith && (at.age ?? 0) <= 600_000
    const way = unit.kind !== 'video' && suits && free ? ways.from(unit.kind, at.place) : undefined
    const sameDistrict = unit.district === '310101'
    return way ? [{ unit: unit.id, ...way, fixAt: now - (at.age ?? 0), sameDistrict }] : []
  })
  return ranked.sort((a, b) => a.etaSeconds - b.etaSeconds || a.unit - b.unit).slice(0, limit)
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
/** Both banks at the Bund, the city, and now and then the other end of the world. */
const anyPlace = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(between(121.45, 121.53), between(31.2, 31.28)) },
  { weight: 5, arbitrary: fc.tuple(between(121.1, 121.9), between(30.8, 31.5)) },
  { weight: 1, arbitrary: fc.tuple(between(-180, 180), between(-90, 90)) },
)
const anyUnit: fc.Arbitrary<At> = fc.record({
  place: anyPlace,
  kind: fc.constantFrom(...unitKinds),
  age: fc.constantFrom(0, 1_000, 600_000, 600_001),
  change: fc.record({
    duty: fc.constantFrom('on' as const, 'on' as const, ...duties),
    busyWith: fc.constantFrom(null, null, '261123001'),
    district: fc.constantFrom(null, '310101', '310115'),
  }),
})

test('the nearest are enough: the answer is that of ranking every unit there is', () => {
  const units = fc.array(anyUnit, { maxLength: 300, size: 'max' })
  const kinds = fc.subarray([...unitKinds])
  fc.assert(
    fc.property(units, anyPlace, kinds, fc.integer({ min: 1, max: 50 }), (all, place, asked, limit) => {
      expect(ask(all, place, asked, limit)).toEqual(fullRanking(all, place, asked, limit))
    }),
    { numRuns: 150 },
  )
})

test('no way is faster than the least said of its distance, wherever on earth', () => {
  fc.assert(
    fc.property(anyPlace, anyPlace, fc.constantFrom(...fastestFirst), (from, to, kind) => {
      const ways = waysTo(to, river)
      const way = ways.from(kind, from)
      if (way) expect(ways.leastSeconds(kind, metresBetween(from, to))).toBeLessThanOrEqual(way.etaSeconds)
    }),
    { numRuns: 3_000 },
  )
})
