/** The book: the newest of each mover, and who moved. */
import { expect, test } from 'vitest'
import type { Fix } from '#contract/positions.ts'
import { createBook } from './book.ts'

const fix = (mover: number, at: number): Fix => ({
  mover,
  at,
  lng: 121 + mover / 1e4,
  lat: 31,
  speed: 1.5,
  heading: Number.NaN,
  accuracy: 5,
  source: 0,
  skew: 0,
})

test('grows past its first size and forgets nobody', () => {
  const book = createBook(2)
  for (let mover = 1; mover <= 1_000; mover++) book.enter(fix(mover, mover), 5)
  expect(book.size()).toBe(1_000)
  expect(book.newest(777)).toEqual({ ...fix(777, 777), received: 5 })
  expect(book.all()).toHaveLength(1_000)
})

test('tells once who moved since the last tick, with the newest place', () => {
  const book = createBook()
  book.enter(fix(1, 10), 10)
  book.enter(fix(1, 20), 20)
  book.enter(fix(2, 15), 15)
  expect(book.takeMoved().map(({ mover, at }) => [mover, at])).toEqual([
    [1, 20],
    [2, 15],
  ])
  expect(book.takeMoved()).toHaveLength(0)
})

test('what is restored is told like what moved, and overwrites nothing newer', () => {
  const book = createBook()
  book.enter(fix(1, 20), 20)
  book.takeMoved()
  book.restore({ ...fix(1, 10), received: 10 })
  book.restore({ ...fix(2, 10), received: 10 })
  expect(book.newest(1)?.at).toBe(20)
  expect(book.newest(2)?.at).toBe(10)
  expect(book.takeMoved().map(({ mover }) => mover)).toEqual([2])
})
