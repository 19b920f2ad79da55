/** Who is recommended: travel time, not the straight line, with the real rivers and crossings, and what else counts. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { duties, type UnitKind, unitKinds } from '#contract/units.ts'
import { createGrid } from '../positions/grid.ts'
import { metresBetween } from '../zones/plane.ts'
import { recommend } from './candidates.ts'
import { reachDistances } from './reaches.ts'
import { suits, unmet } from './requirements.ts'
import { readHuangpu, sideOf } from './river.ts'
import { createRoster, standing } from './roster.ts'
import type { Requirement, RosterUnit } from './rosterQueries.ts'
import { nearestStretch } from './stretches.ts'
import { scoreOf, termsOf } from './terms.ts'
import type { MovingKind, Travel, TravelTable } from './travel.ts'
import { waysTo } from './ways.ts'

const bund: LngLat = [121.4867, 31.2443]
const lujiazui: LngLat = [121.4955, 31.2405]
/** In the middle of the river between them. */
const midstream: LngLat = [121.4905, 31.2405]
const now = Date.UTC(2026, 10, 23, 6)

const river = readHuangpu()
const day: Travel = {
  speed: { foot: 1.3, ebike: 4.5, car: 6.5, boat: 6 },
  ferrySeconds: 720,
  isOpen: ({ open }, kind) => open.includes(kind),
}
const nothing = { weight: 0, threshold: 0 }
const byTravelAlone: TravelTable = {
  at: () => day,
  weights: {
    workload: nothing,
    rest: nothing,
    reach: nothing,
    coverage: nothing,
    shore: { weight: 3600, threshold: 0 },
  },
  reaches: [],
}
const weighed: TravelTable = {
  at: () => day,
  weights: {
    workload: { weight: 60, threshold: 0 },
    rest: { weight: 60, threshold: 4 },
    reach: { weight: 30, threshold: 0 },
    coverage: { weight: 60, threshold: 5 },
    shore: { weight: 3600, threshold: 0 },
  },
  reaches: [
    { owner: '310101', river: 'huangpu', from: 52_000, to: 56_000 },
    { owner: '310115', river: 'suzhou', from: 40_000, to: 41_000 },
  ],
}
const anybody: Requirement = {
  kinds: [],
  officers: 1,
  certificates: 0,
  skill: null,
  vehicle: null,
  item: null,
}

type At = { place: LngLat; kind: UnitKind; change?: Partial<RosterUnit>; age?: number }

const unitOf = ({ kind, change }: At, i: number): RosterUnit => ({
  id: i + 1,
  kind,
  duty: 'on',
  sos: false,
  retired: false,
  district: '310101',
  busyWith: null,
  onRiver: false,
  restedAt: null,
  today: 0,
  officers: 2,
  certificates: 2,
  skills: [],
  vehicle: null,
  items: null,
  ...change,
})

const newestOf = (units: readonly At[]) => (mover: number) => {
  const unit = units[mover - 1]
  return unit && { lng: unit.place[0], lat: unit.place[1], at: now - (unit.age ?? 0) }
}

type Asked = { place?: LngLat; asked?: Partial<Requirement>; limit?: number; travel?: TravelTable }

function ask(
  units: readonly At[],
  { place = bund, asked = {}, limit = 9, travel = byTravelAlone }: Asked = {},
) {
  const grid = createGrid()
  const roster = createRoster(grid)
  units.forEach((unit, i) => {
    grid.move(i + 1, ...unit.place)
  })
  roster.put(units.map(unitOf))
  const ticket = { place, district: '310101' }
  const newest = newestOf(units)
  return recommend({
    ticket,
    asked: { ...anybody, ...asked },
    roster,
    grid,
    newest,
    river,
    travel,
    now,
    limit,
  })
}

const order = (...given: Parameters<typeof ask>) => ask(...given).candidates.map((each) => each.unit)

describe('across the Huangpu', () => {
  test('the Bund is on the left bank and Lujiazui on the right', () => {
    expect(sideOf(river.axis, bund)).toBe(1)
    expect(sideOf(river.axis, lujiazui)).toBe(-1)
  })

  /** A ticket on the right bank, a unit 400 m away over the water, one 2 km away on its own side. */
  const opposite = (ticket: LngLat, over: LngLat, along: LngLat, kind: UnitKind) => {
    expect([ticket, over, along].map((place) => sideOf(river.axis, place))).toEqual([-1, 1, -1])
    expect(Math.round(metresBetween(ticket, over) / 10)).toBe(40)
    expect(Math.round(metresBetween(ticket, along) / 10)).toBe(200)
    const units: At[] = [over, along].map((place) => ({ kind, place }))
    return ask(units, { place: ticket }).candidates.map((each) => [each.unit, each.crossing])
  }

  test('a unit 400 m away over the water comes after one 2 km away on the right bank', () => {
    const places = [
      [121.4635, 31.1823],
      [121.4598, 31.184],
      [121.4822, 31.1741],
    ] as [LngLat, LngLat, LngLat]
    expect(opposite(...places, 'car')).toEqual([
      [2, null],
      [1, '打浦路隧道'],
    ])
    expect(opposite(...places, 'foot')[0]).toEqual([2, null])
  })

  test('unless the crossing is right there and makes it faster, which it does for a car and not on foot', () => {
    const places = [
      [121.5071, 31.221],
      [121.5031, 31.2198],
      [121.5269, 31.227],
    ] as [LngLat, LngLat, LngLat]
    expect(opposite(...places, 'car')[0]).toEqual([1, '复兴东路隧道'])
    expect(opposite(...places, 'ebike')[0]).toEqual([2, null])
  })

  test('a car 900 m away across the river comes after one 2 km away on the right bank side', () => {
    const found = ask([
      { kind: 'car', place: lujiazui },
      { kind: 'car', place: [121.4677, 31.2353] },
    ]).candidates
    expect(found.map((each) => each.unit)).toEqual([2, 1])
    expect(found[0]?.crossing).toBeNull()
    expect(found[1]?.crossing).toBe('延安东路隧道')
    expect(found[1]?.line).toHaveLength(3)
  })

  test('on foot one crosses by ferry only, and waits for it', () => {
    const [found] = ask([{ kind: 'foot', place: lujiazui }]).candidates
    expect(found?.crossing).toMatch(/渡|复兴东路/)
    expect(found?.etaSeconds).toBeGreaterThan(12 * 60)
  })

  test('at night no ferry runs: who is on foot has no way across, and a tunnel that is closed is no way for a car', () => {
    const night: Travel = {
      ...day,
      ferrySeconds: null,
      isOpen: ({ name }, kind) => kind === 'car' && name === '南浦大桥',
    }
    const travel = { ...byTravelAlone, at: () => night }
    const units: At[] = [
      { kind: 'foot', place: lujiazui },
      { kind: 'car', place: lujiazui },
    ]
    const { candidates, leftOut } = ask(units, { travel })
    expect(candidates.map((each) => [each.unit, each.crossing])).toEqual([[2, '南浦大桥']])
    expect(leftOut).toMatchObject([{ unit: 1, reason: 'no_way' }])
  })
})

describe('on the water', () => {
  test('a boat wins for a ticket on the river, though a car stands at its bank', () => {
    const units: At[] = [
      { kind: 'car', place: bund },
      { kind: 'boat', place: [121.5255, 31.2525] },
      { kind: 'foot', place: lujiazui },
    ]
    const { candidates, onWater } = ask(units, { place: midstream })
    expect(onWater).toBe(true)
    expect(candidates[0]?.unit).toBe(2)
    // From either bank one sees it; neither has to cross.
    expect(candidates.slice(1).map((each) => each.crossing)).toEqual([null, null])
  })

  test('a boat follows the bends: from 复兴岛 to the Bund it is far more than the straight line', () => {
    const [boat] = ask([{ kind: 'boat', place: [121.5545, 31.2795] }], { place: midstream }).candidates
    expect(boat?.metres).toBeGreaterThan(9_000)
    expect(metresBetween([121.5545, 31.2795], midstream)).toBeLessThan(7_600)
    expect(boat?.line.length).toBeGreaterThan(80)
  })

  test('a boat goes from Suzhou Creek into the Huangpu at their confluence', () => {
    const [boat] = ask([{ kind: 'boat', place: [121.4585, 31.2433] }], { place: midstream }).candidates
    expect(boat?.metres).toBeGreaterThan(3_300)
    expect(boat?.metres).toBeLessThan(5_500)
  })

  test('for a ticket on land a boat lands at the bank and its crew walks', () => {
    const atBank = ask([{ kind: 'boat', place: midstream }], {
      place: [121.4902, 31.228],
      asked: { kinds: ['boat'] },
    })
    const inland = ask([{ kind: 'boat', place: midstream }], {
      place: [121.4767, 31.228],
      asked: { kinds: ['boat'] },
    })
    const more = (inland.candidates[0]?.etaSeconds ?? 0) - (atBank.candidates[0]?.etaSeconds ?? 0)
    expect(more).toBeGreaterThan(900 / 1.3)
    expect(order([{ kind: 'boat', place: midstream }])).toEqual([])
  })
})

describe('who is left out', () => {
  const stall = (asked: Partial<Requirement>, change: Partial<RosterUnit>) =>
    ask([{ kind: 'foot', place: bund, change }], { asked }).leftOut.map((each) => each.reason)

  test('is so for one reason, the first that holds', () => {
    const units: At[] = [
      { kind: 'car', place: bund, change: { busyWith: '261123001' } },
      { kind: 'car', place: bund, change: { duty: 'off', busyWith: '261123002' } },
      { kind: 'car', place: bund, change: { sos: true } },
      { kind: 'car', place: bund, age: 700_000 },
      { kind: 'boat', place: bund },
      { kind: 'video', place: bund },
      { kind: 'car', place: bund },
    ]
    expect(order(units)).toEqual([7])
    expect(ask(units).leftOut.map(({ unit, reason, ticket }) => [unit, reason, ticket])).toEqual([
      [1, 'busy', '261123001'],
      [2, 'off_duty', '261123002'],
      [3, 'sos', null],
      [4, 'old_place', null],
      [5, 'kind', null],
    ])
  })

  test('is told of the eight nearest, and of nobody farther than three kilometres', () => {
    const busy = (metres: number): At => ({
      kind: 'car',
      place: [bund[0] + metres / 95_000, bund[1]],
      change: { busyWith: '261123001' },
    })
    expect(ask([busy(5_000), busy(100)]).leftOut.map(({ unit }) => unit)).toEqual([2])
    const many = Array.from({ length: 12 }, (_, i) => busy(1_200 - i * 100))
    expect(ask(many).leftOut.map(({ unit }) => unit)).toEqual([12, 11, 10, 9, 8, 7, 6, 5])
  })

  const lift = { code: 'aerial_lift', name: '登高车', nameEn: 'Aerial lift' }
  test.each([
    ['one officer where two must go', { officers: 2 }, { officers: 1 }, ['officers']],
    ['nobody with a certificate', { certificates: 1 }, { certificates: 0 }, ['certificates']],
    ['the skill is missing', { skill: lift }, { skills: ['drone'] }, ['skill']],
    ['another vehicle', { vehicle: lift }, { vehicle: 'tow_truck' }, ['vehicle']],
    ['the item was not delegated to its squad', { item: lift }, { items: ['stalls'] }, ['item']],
    ['a district may act on every item', { item: lift }, { items: null }, []],
    ['all is met', { officers: 2, vehicle: lift }, { officers: 2, vehicle: 'aerial_lift' }, []],
  ] as const)('%s', (_why, asked, change, reasons) => {
    expect(stall(asked, change)).toEqual(reasons)
  })
})

describe('what counts', () => {
  test('three cases today outweigh two minutes of way, and every term says its number', () => {
    const units: At[] = [
      { kind: 'car', place: bund, change: { today: 3, restedAt: now - 6 * 3_600_000 } },
      { kind: 'car', place: [121.4817, 31.2443], change: { today: 0, restedAt: now } },
    ]
    const { candidates } = ask(units, { travel: weighed })
    expect(candidates.map((each) => each.unit)).toEqual([2, 1])
    expect(candidates[1]).toMatchObject({
      score: 300,
      terms: [
        { term: 'travel', amount: 0, seconds: 0 },
        { term: 'workload', amount: 3, seconds: 180 },
        { term: 'rest', amount: 6, seconds: 120 },
      ],
    })
  })

  test('who comes from another district counts the few it leaves there, and a river unit its way from its reach', () => {
    const change = { district: '310115', onRiver: true }
    const [found] = ask([{ kind: 'car', place: bund, change }], { travel: weighed }).candidates
    const terms = Object.fromEntries((found?.terms ?? []).map(({ term, ...rest }) => [term, rest]))
    expect(terms.coverage).toEqual({ amount: 0, seconds: 300 })
    expect(terms.reach?.amount).toBeGreaterThan(8)
    expect(terms.reach?.seconds).toBe(Math.round((terms.reach?.amount ?? 0) * 30))
  })
})

test('a busy unit that is nearer would be first if it were free by the minute it is nearer', () => {
  const units: At[] = [
    { kind: 'car', place: [121.4767, 31.2443] },
    { kind: 'car', place: bund, change: { busyWith: '261123001' } },
  ]
  const { candidates, flip } = ask(units)
  expect(flip).toEqual({ unit: 2, before: now + (candidates[0]?.score ?? 0) * 1000 })
  expect(ask(units.slice(1).map((unit) => unit)).flip).toEqual({ unit: 1, before: null })
  expect(ask([units[1] as At, { kind: 'car', place: bund }]).flip).toBeNull()
})

/** Every unit there is is looked at and ranked: slow, and plainly right. */
function everyUnit(units: readonly At[], asked: Required<Asked>, state: 'free' | 'busy') {
  const ways = waysTo(asked.place, river, day)
  const grid = { sort: () => {} }
  const roster = createRoster(grid)
  roster.put(units.map(unitOf))
  const reachMetres = reachDistances(asked.place, asked.travel.reaches, river.water)
  const { weights } = asked.travel
  const counting = { weights, roster, reachMetres, district: '310101', onWater: ways.onWater, now }
  const requirement = { ...anybody, ...asked.asked }
  const ranked = units.flatMap((at, i) => {
    const unit = unitOf(at, i)
    const can =
      suits(unit, requirement.kinds, ways.onWater) &&
      standing(unit) === state &&
      (at.age ?? 0) <= 600_000 &&
      !unmet(unit, requirement)
    const way = can ? ways.from(unit.kind as MovingKind, at.place) : undefined
    return way ? [{ unit: unit.id, score: scoreOf(termsOf(unit, way, counting)) }] : []
  })
  return ranked.sort((a, b) => a.score - b.score || a.unit - b.unit)
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
    today: fc.integer({ min: 0, max: 9 }),
    restedAt: fc.constantFrom(null, now, now - 7 * 3_600_000),
    onRiver: fc.boolean(),
    officers: fc.constantFrom(1, 2),
  }),
})

test('the nearest are enough: in 1,000 cities the answer is that of ranking every unit there is', () => {
  const units = fc.array(anyUnit, { maxLength: 40, size: 'max' })
  const asked = fc.record({ kinds: fc.subarray([...unitKinds]), officers: fc.constantFrom(1, 2) })
  const limits = fc.integer({ min: 1, max: 30 })
  fc.assert(
    fc.property(units, anyPlace, asked, limits, (all, place, asked, limit) => {
      const question = { place, asked, limit, travel: weighed }
      const { candidates, flip } = ask(all, question)
      const free = everyUnit(all, question, 'free')
      expect(candidates.map(({ unit, score }) => ({ unit, score }))).toEqual(free.slice(0, limit))
      const [first, busy] = [free[0], everyUnit(all, question, 'busy')[0]]
      const before = first && busy ? now + (first.score - busy.score) * 1000 : null
      const flips = busy && (!first || busy.score < first.score)
      expect(flip).toEqual(flips ? { unit: busy.unit, before } : null)
    }),
    { numRuns: 1_000 },
  )
})

test('no way is faster than the least said of its distance, wherever on earth', () => {
  fc.assert(
    fc.property(
      anyPlace,
      anyPlace,
      fc.constantFrom('foot', 'ebike', 'car', 'boat'),
      (from, to, kind: MovingKind) => {
        const ways = waysTo(to, river, day)
        const way = ways.from(kind, from)
        if (way) expect(ways.leastSeconds(kind, metresBetween(from, to))).toBeLessThanOrEqual(way.etaSeconds)
      },
    ),
    { numRuns: 3_000 },
  )
})

test('the nearest stretch of the axis is that of looking at all of them', () => {
  const all = (axis: readonly LngLat[], [lng, lat]: LngLat) => {
    const squeeze = Math.cos((lat * Math.PI) / 180)
    const away = axis.slice(1).map(([x, y], i) => {
      const [fromX, fromY] = axis[i] as LngLat
      const [dx, dy, px, py] = [(x - fromX) * squeeze, y - fromY, (lng - fromX) * squeeze, lat - fromY]
      const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)))
      return (px - along * dx) ** 2 + (py - along * dy) ** 2
    })
    return away.indexOf(Math.min(...away)) + 1
  }
  fc.assert(
    fc.property(anyPlace, fc.constantFrom(river.axis, river.water.suzhou.places), (place, axis) => {
      expect(nearestStretch(axis, place).index).toBe(all(axis, place))
    }),
    { numRuns: 500 },
  )
})
