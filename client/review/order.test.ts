/** A moment that is moved changes places and nothing is lost; its picture can be asked for at another time. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moved } from './order.ts'

test('a moment is moved up or down, and stays where there is no farther', () => {
  const ids = [1, 2, 3]
  expect(moved(ids, 1, 2)).toEqual([2, 3, 1])
  expect(moved(ids, 3, 0)).toEqual([3, 1, 2])
  expect(moved(ids, 3, 3)).toBe(ids)
  expect(moved(ids, 1, -1)).toBe(ids)
  expect(moved(ids, 9, 0)).toBe(ids)
})

test('whatever is moved wherever, all moments are there once and the others keep their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50), { minLength: 1 }), fc.nat(60), (ids, to) => {
      const id = ids[0] as number
      const next = moved(ids, id, to)
      expect([...next].sort()).toEqual([...ids].sort())
      expect(next.filter((each) => each !== id)).toEqual(ids.filter((each) => each !== id))
    }),
  )
})
