/** Who is owed most comes first, in the list, in each district, and among districts. */
import { expect, test } from 'vitest'
import type { Hotspot } from '#contract/hotspots.ts'
import { groupsOf } from './ranking.ts'

const hotspot = (id: number, district: string, debt: number, chance: number, cold = false): Hotspot =>
  ({ id, district, zone: null, cold, chance, dose: { debt } }) as unknown as Hotspot
const some = [
  ...[hotspot(1, 'hp', 30, 1e-9), hotspot(2, 'xh', 200, 1e-3), hotspot(3, 'hp', 90, 1e-4)],
  ...[hotspot(4, 'xh', 0, 1e-6), hotspot(5, 'xh', 500, 1e-12, true)],
]
const listed = (...asked: Parameters<typeof groupsOf>) =>
  groupsOf(...asked).map(({ key, debt, hotspots }) => [key, debt, hotspots.map(({ id }) => id)])

test('debt orders hotspots and districts, and a cold spot is owed nothing', () => {
  expect(listed(some, 'none', 'debt')).toEqual([[null, 320, [2, 3, 1, 4, 5]]])
  expect(listed(some, 'district', 'debt')).toEqual([
    ['xh', 200, [2, 4, 5]],
    ['hp', 120, [3, 1]],
  ])
})

test('chance orders hotspots and districts by the least likely', () => {
  expect(listed(some, 'none', 'chance')).toEqual([[null, 320, [1, 4, 3, 2, 5]]])
  expect(listed(some, 'district', 'chance').map(([key]) => key)).toEqual(['hp', 'xh'])
})
