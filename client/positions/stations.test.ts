/** AIS stations age by their own rule: by class, status and speed. */
import { expect, test } from 'vitest'
import type { Contact } from '#contract/units.ts'
import { dueInterval, learnDue } from './stations.ts'
import { ageAt, createPositions, letInFix } from './store.ts'

const KNOT = 1852 / 3600
const NOW = Date.UTC(2026, 10, 25, 8)

test.each([
  ['A', true, 0, 180],
  ['A', true, 3.5, 10],
  ['A', true, Number.NaN, 180],
  ['A', false, 0, 10],
  ['A', false, 14, 10],
  ['A', false, 14.1, 6],
  ['A', false, 23, 6],
  ['A', false, 23.1, 2],
  ['A', false, Number.NaN, 10],
  ['B', false, 2, 180],
  ['B', false, 2.1, 30],
  ['B', false, Number.NaN, 180],
  [null, false, 10, 0],
] as const)('class %s, moored %s, at %d knots is due every %d s', (aisClass, moored, knots, seconds) => {
  expect(dueInterval({ aisClass, moored }, knots * KNOT)).toBe(seconds * 1000)
})

const contact = (id: number, moored: boolean) =>
  [id, { id, version: 1, aisClass: 'A', moored } as Contact] as const

test('a moored class A vessel silent for two minutes is live, one under way is grey, though both were heard every 2 s', () => {
  const from = createPositions()
  for (const mover of [1, 2, 3]) {
    for (const old of [124, 122, 120]) {
      const at = NOW - old * 1000
      const fix = { mover, at, received: at, lng: 121.5, lat: 31.2, speed: 0, heading: 0, accuracy: 10 }
      letInFix(from, { ...fix, source: 3, skew: 0 }, true)
    }
  }
  learnDue(from, new Map([contact(1, true), contact(2, false)]))
  expect([0, 1, 2].map((row) => ageAt(from, row, NOW))).toEqual(['live', 'grey', 'grey'])
  // What the map draws by: the age in seconds at which each turns grey.
  expect([0, 1, 2].map((row) => from.motion[row * 4 + 3])).toEqual([540, 30, 30])
})
