/** The nearest units are enough: whom the search leaves out would not have been recommended. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { duties, unitKinds } from '#contract/units.ts'
import { metresBetween } from '../zones/plane.ts'
import { reachDistances } from './reaches.ts'
import { suits, unmet } from './requirements.ts'
import { createRoster, standing } from './roster.ts'
import { nearestStretch } from './stretches.ts'
import { scoreOf, termsOf } from './terms.ts'
import { type Asked, type At, anybody, ask, day, now, river, unitOf, weighed } from './testing.ts'
import type { MovingKind } from './travel.ts'
import { waysTo } from './ways.ts'

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
