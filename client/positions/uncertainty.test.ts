/** Circles around stale units: they grow with age, and there is none around what is fresh, lost, or off duty. */
import { expect, test } from 'vitest'
import type { Unit } from '#contract/units.ts'
import { createPositions, letInFix } from './store.ts'
import { reachableMetres, uncertainPlaces } from './uncertainty.ts'

const NOW = Date.UTC(2026, 10, 25, 8)

test.each([
  ['one on foot by walking', 'foot', 0, 10, 200, 310],
  ['one that ran by running', 'foot', 3, 10, 200, 610],
  ['a car that tells no speed as cars go', 'car', Number.NaN, 5, 40, 485],
  ['one of unknown accuracy by a usual one', 'foot', 0, Number.NaN, 40, 80],
  ['nobody by more than tells where to look', 'car', 30, 5, 500, 3_000],
] as const)('may have come: %s', (_who, kind, speed, accuracy, seconds, metres) => {
  expect(reachableMetres(kind, speed, accuracy, seconds * 1000)).toBeCloseTo(metres, 5)
})

test('are drawn around grey units and ghosts alone, and are wider a second later', () => {
  const from = createPositions()
  const old = [5, 40, 200, 700, 40, 40]
  old.forEach((seconds, i) => {
    const at = NOW - seconds * 1000
    const place = { lng: 121 + i / 10, lat: 31, speed: 0, heading: 0, accuracy: 10 }
    letInFix(from, { mover: i + 1, at, received: at, ...place, source: 0, skew: 0 }, true)
  })
  const unit = (id: number, duty = 'on') => [id, { id, duty, kind: 'foot' } as Unit] as const
  // The sixth is a vessel.
  const units = new Map([unit(1), unit(2), unit(3), unit(4), unit(5, 'off')])
  const radii = (now: number) => [...(uncertainPlaces(from, units, now).attributes.getRadius?.value ?? [])]
  expect(radii(NOW)).toEqual([70, 310])
  expect(radii(NOW + 1000)).toEqual([71.5, 311.5])
  const { value = [] } = uncertainPlaces(from, units, NOW).attributes.getPosition ?? {}
  expect([value?.[0], value?.[3]]).toEqual([121.1, 121.2])
})
