/** What an address says of filters and layers is what was shown. */
import { expect, test } from 'vitest'
import { everything } from '../map/filter.ts'
import { useShown } from '../map/shown.ts'
import { readFilter, readLayers, spelledFilter, spelledLayers } from './address.ts'

test('a filter comes back from its address', () => {
  const filter = {
    ...everything,
    kinds: new Set(['car', 'foot'] as const),
    organisations: new Set([3, 12]),
  }
  expect(spelledFilter(filter)).toBe('kinds:car,foot;organisations:3,12')
  expect(readFilter(spelledFilter(filter))).toEqual(filter)
})

test('layers that were off stay off', () => {
  const shown = { ...useShown.getState(), labels: false, districts: true }
  expect(readLayers(spelledLayers(shown))).toEqual(shown)
  const off = Object.fromEntries(Object.keys(shown).map((name) => [name, false]))
  expect(readLayers(spelledLayers(off as typeof shown))).toEqual(off)
})

test('what an address has of nobody’s making is passed over', () => {
  expect(readFilter('colours:red;kinds:')).toEqual(everything)
  expect(spelledFilter(everything)).toBe('')
})
