/** The state's hash: the same for the same things in any order, another one as soon as one of them differs. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differing, digest, type Entry, same } from './stateHash.ts'

const anyEntry: fc.Arbitrary<Entry> = fc.tuple(
  fc.integer({ min: 1, max: 0x7fffffff }),
  fc.integer({ min: -180e6, max: 180e6 }),
  fc.integer({ min: 0, max: 2e11 }),
)
const anyState = fc.uniqueArray(anyEntry, { selector: ([id]) => id, minLength: 1, maxLength: 60 })

test('the order of things does not matter', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      expect(same(digest(state), digest([...state].reverse()))).toBe(true)
    }),
  )
})

test('one thing that is other, missing or too many is noticed, and named', () => {
  fc.assert(
    fc.property(anyState, fc.nat(), fc.integer({ min: 1, max: 1e12 }), (state, at, by) => {
      const [id, lng, time] = state[at % state.length] as [number, number, number]
      const rest = state.filter((entry) => entry[0] !== id)
      for (const other of [
        [...rest, [id, lng, time + by] as const],
        [...rest, [id, lng + by, time] as const],
        rest,
      ]) {
        expect(same(digest(state), digest(other))).toBe(false)
        expect(differing(digest(state, true), digest(other, true))).toEqual([id])
      }
    }),
  )
})

test('two things that change places are noticed', () => {
  expect(
    same(
      digest([
        [1, 5],
        [2, 7],
      ]),
      digest([
        [1, 7],
        [2, 5],
      ]),
    ),
  ).toBe(false)
})

test('a hash stays a whole number of 53 bits however many things there are', () => {
  const many = digest(Array.from({ length: 20_000 }, (_, i) => [i + 1, i * 7] as const))
  expect(Number.isSafeInteger(many.hash)).toBe(true)
  expect(many.count).toBe(20_000)
  const hashes = new Set(Array.from({ length: 20_000 }, (_, i) => digest([[i + 1, 1]]).hash))
  expect(hashes.size).toBe(20_000)
})
