/** Who is recommended: travel time, not the straight line, with the real rivers and crossings, and what else counts. */
import { describe, expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { UnitKind } from '#contract/units.ts'
import { metresBetween } from '../zones/plane.ts'
import { sideOf } from './river.ts'
import type { Requirement, RosterUnit } from './rosterQueries.ts'
import { type At, ask, bund, byTravelAlone, day, now, order, river, weighed } from './testing.ts'
import type { Travel } from './travel.ts'

const lujiazui: LngLat = [121.4955, 31.2405]
/** In the middle of the river between them. */
const midstream: LngLat = [121.4905, 31.2405]

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
