/** Which units are in service, by whatever order words of them come in. */
import { expect, test } from 'vitest'
import type { Unit } from '#contract/units.ts'
import { byService, withUnit } from './inService.ts'

const unit = (version: number, retired?: boolean): Unit =>
  ({ id: 7, version, code: 'H017', ...(retired !== undefined && { retired }) }) as Unit
const versions = ({ units, retired }: ReturnType<typeof byService>) => [
  units.get(7)?.version,
  retired.get(7)?.version,
]

test('a retired unit leaves those in service, and no older word brings it back', () => {
  const retired = withUnit(byService([unit(1, false)]), unit(3, true))
  expect(versions(retired)).toEqual([undefined, 3])
  expect(versions(withUnit(retired, unit(2, false)))).toEqual([undefined, 3])
  expect(versions(withUnit(retired, unit(4, false)))).toEqual([4, undefined])
})

test('a board kept before units could be retired has all of them in service', () => {
  expect(versions(byService([unit(1)]))).toEqual([1, undefined])
})

test('what nothing changed in stays the same map', () => {
  const before = byService([unit(2, false)])
  const after = withUnit(before, unit(2, false))
  expect([after.units === before.units, after.retired === before.retired]).toEqual([true, true])
})
