/** Predicted strength: who is inside, who leaves, and who comes; and who stands at a post. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ring, RosterDuty } from './expo.ts'
import { postOf, type RingFacts, strengthOf } from './strength.ts'

const MINUTE = 60_000
const now = Date.UTC(2026, 10, 5, 2)
const ring: Ring = {
  zone: 1,
  name: '核心区',
  nameEn: 'Core',
  level: 'held',
  levelSince: 0,
  minima: [
    { phase: 4, fromHour: 0, toHour: 24, least: 2 },
    { phase: 4, fromHour: 18, toHour: 24, least: 4 },
    { phase: 3, fromHour: 0, toHour: 24, least: 9 },
  ],
}
const duty = (unit: number, from: number, to: number, zone = 1): RosterDuty => ({
  id: unit * 100 + from,
  zone,
  unit,
  startsAt: now + from * MINUTE,
  endsAt: now + to * MINUTE,
  persons: 2,
  stoodAt: null,
})
const facts = (change: Partial<RingFacts>): RingFacts => ({
  ring,
  zones: new Set([1]),
  phase: 4,
  roster: [],
  inside: new Set([1, 2]),
  sentAway: new Set(),
  onDuty: () => true,
  ...change,
})

test('a ring with as many as it needs, and nobody going, is held', () => {
  expect(strengthOf(facts({}), now)).toEqual({ now: 2, least: 2, soon: 2, later: 2, level: 'held' })
})

test('a shift that ends in twenty minutes is missed in thirty, and not in fifteen', () => {
  expect(strengthOf(facts({ roster: [duty(2, -60, 20)] }), now)).toMatchObject({
    soon: 2,
    later: 1,
    level: 'falling',
  })
})

test('its relief in time keeps the ring held; a relief that is late already is not counted on', () => {
  const ending = duty(2, -60, 20)
  expect(strengthOf(facts({ roster: [ending, duty(3, 14, 400)] }), now)).toMatchObject({
    later: 2,
    level: 'held',
  })
  expect(strengthOf(facts({ roster: [ending, duty(3, -5, 400)] }), now).level).toBe('falling')
  expect(
    strengthOf(facts({ roster: [ending, duty(3, 14, 400)], onDuty: (unit) => unit !== 3 }), now).level,
  ).toBe('falling')
})

test('a unit that was sent elsewhere is counted now and not later', () => {
  expect(strengthOf(facts({ sentAway: new Set([1]) }), now)).toMatchObject({
    now: 2,
    soon: 1,
    level: 'falling',
  })
})

test('with fewer than it needs it is short, whoever may come', () => {
  expect(strengthOf(facts({ inside: new Set([1]), roster: [duty(3, 1, 400)] }), now)).toMatchObject({
    now: 1,
    soon: 2,
    level: 'short',
  })
})

test('what is needed follows phase and hour, and rises with the evening ahead', () => {
  const evening = Date.UTC(2026, 10, 5, 9, 45)
  expect(strengthOf(facts({}), evening)).toMatchObject({ least: 2, level: 'falling' })
  expect(strengthOf(facts({}), evening + 15 * MINUTE)).toMatchObject({ least: 4, level: 'short' })
  expect(strengthOf(facts({ phase: 3 }), now).least).toBe(9)
})

test('nobody is counted twice, and never more than are inside or due', () => {
  const duties = fc.array(
    fc.record({
      unit: fc.integer({ min: 1, max: 6 }),
      from: fc.integer({ min: -60, max: 60 }),
      length: fc.integer({ min: 1, max: 90 }),
      zone: fc.integer({ min: 1, max: 2 }),
    }),
    { maxLength: 12 },
  )
  const units = fc.uniqueArray(fc.integer({ min: 1, max: 6 }))
  fc.assert(
    fc.property(duties, units, units, (all, inside, away) => {
      const roster = all.map(({ unit, from, length, zone }) => duty(unit, from, from + length, zone))
      const strength = strengthOf(
        facts({ roster, inside: new Set(inside), sentAway: new Set(away), zones: new Set([1]) }),
        now,
      )
      const due = new Set([...inside, ...roster.filter(({ zone }) => zone === 1).map(({ unit }) => unit)])
      for (const count of [strength.soon, strength.later]) expect(count).toBeLessThanOrEqual(due.size)
      expect(strength.level === 'short').toBe(inside.length < 2)
    }),
  )
})

test('at a post the relief is overdue while the old guard stands and the new does not', () => {
  const roster = [duty(1, -120, -10, 7), duty(2, -10, 110, 7)]
  expect(postOf(7, roster, [1], now)).toMatchObject({ overdueSince: now - 10 * MINUTE, duty: { unit: 2 } })
  expect(postOf(7, roster, [1, 2], now).overdueSince).toBeUndefined()
  expect(postOf(7, roster, [], now).overdueSince).toBeUndefined()
  expect(postOf(7, [...roster, duty(3, 110, 200, 7)], [2], now).next?.unit).toBe(3)
})
