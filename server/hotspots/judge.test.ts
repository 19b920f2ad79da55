/** One ticket more is a matter of its neighbourhood, and comes to what a full reckoning says; what stands is held as it should be. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hotspot } from '#contract/hotspots.ts'
import { createRandom } from '../../scripts/simulate/random.ts'
import { clustersOf, type Sighting } from './clusters.ts'
import { countView } from './counting.ts'
import { judge } from './judge.ts'
import { classOf, match } from './matching.ts'
import { WIDTH } from './places.ts'
import { dayView, END, SIDE, syntheticCity } from './testing.cities.ts'

test('a ticket more, or less, leaves its neighbourhood as a full reckoning would', () => {
  const { reports, places } = syntheticCity(createRandom(3), 'uneven')
  const reckon = () => judge(countView(reports, places, dayView, END, END), places)
  let ticket = 1_000_000
  fc.assert(
    fc.property(fc.array(fc.nat(SIDE * SIDE - 1), { minLength: 1, maxLength: 6 }), (at) => {
      const kept = reckon()
      for (const place of at) {
        const report = {
          ...{ ticket: ++ticket, happened: END - 1, received: END - 1, category: '0501', gone: null },
          ...{ source: 'citizens' as const, lng: place % SIDE, lat: Math.floor(place / SIDE) },
        }
        expect(reports.put(report, END - 1).began).toBeGreaterThanOrEqual(0)
        kept.change(place, 1)
      }
      const full = reckon()
      const last = at.at(-1) as number
      for (const near of places.neighbours().slice(last * WIDTH, (last + 1) * WIDTH)) {
        if (near < 0) continue
        expect(kept.observed[near]).toBe(full.observed[near])
        expect(Math.abs((kept.chances[near] as number) - (full.chances[near] as number))).toBeLessThan(1e-12)
        expect(Math.abs(kept.z(near) - full.z(near))).toBeLessThan(1e-9)
      }
    }),
    { numRuns: 30 },
  )
})

test('places side by side are one hotspot, told of where it is least likely', () => {
  const plant = 12 * SIDE + 12
  const { reports, places } = syntheticCity(createRandom(5), 'even', plant)
  const judged = judge(countView(reports, places, dayView, END, END), places)
  const hot = clustersOf(judged, places).filter(({ cold }) => !cold)
  expect(hot).toHaveLength(1)
  expect(hot[0]?.places).toContain(plant)
  const chances = hot[0]?.places.map((place) => judged.chances[place] as number) ?? []
  expect(chances).toEqual([...chances].sort((a, b) => a - b))
})

const sighting = (places: number[], change: Partial<Sighting> = {}): Sighting => ({
  ...{ cold: false, places, rate: 0.01, class: 'lasting', before: 5 },
  ...change,
})
const standing = (id: number, places: number[], change: Partial<Hotspot> = {}) => ({
  ...{ id, version: 1, since: 0, class: 'new' as const, cold: false, places: places.map(String) },
  ...change,
})

test('a hotspot that moves on stays the one with which it shares most, and one is never two', () => {
  const known = [standing(1, [1, 2, 3]), standing(2, [7, 8]), standing(3, [20])]
  const { matches, over } = match([sighting([3, 4]), sighting([2, 1]), sighting([8, 9])], known, Number)
  expect(matches.map((each) => each.known?.id)).toEqual([undefined, 1, 2])
  expect(over.map(({ id }) => id)).toEqual([3])
})

test('what grew has grown until it has fewer than before, and goes not to and fro', () => {
  const grown = standing(1, [1], { class: 'growing' })
  expect(classOf({ sighting: sighting([1]), known: grown }, 5)).toBe('growing')
  expect(classOf({ sighting: sighting([1]), known: grown }, 4)).toBe('lasting')
  expect(classOf({ sighting: sighting([1], { class: 'fading' }), known: grown }, 9)).toBe('fading')
})
