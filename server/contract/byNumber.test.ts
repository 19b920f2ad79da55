/** The table by number: whatever is done to it, it answers as a map does. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createByNumber } from './byNumber.ts'

test('it answers as a map does, for small numbers and for those beyond its table', () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }))
  const deeds = fc.array(fc.tuple(fc.constantFrom('set', 'delete'), number, fc.integer()), { maxLength: 60 })
  fc.assert(
    fc.property(deeds, number, (all, asked) => {
      const table = createByNumber<number>()
      const map = new Map<number, number>()
      for (const [deed, at, value] of all) {
        if (deed === 'set') {
          table.set(at, value)
          map.set(at, value)
        } else {
          table.delete(at)
          map.delete(at)
        }
      }
      expect(table.size()).toBe(map.size)
      expect([...table.values()].sort()).toEqual([...map.values()].sort())
      for (const at of [asked, ...map.keys()]) expect(table.get(at)).toBe(map.get(at))
    }),
  )
})
