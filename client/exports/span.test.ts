/** The span of a scene is written as the city's clocks show it, wherever the machine stands. */
import { expect, test } from 'vitest'
import { readSpan, readTime, spelled } from './span.ts'

const AT = Date.UTC(2026, 10, 26, 6, 5, 30)

test('a moment is spelled in the city’s time and read back to the second', () => {
  expect(spelled(AT)).toBe('2026-11-26T14:05:30')
  expect(readTime(spelled(AT))).toBe(AT)
})

test('a span that is none, turned around or too long is none', () => {
  const hour = 3_600_000
  expect(readSpan(spelled(AT), spelled(AT + hour))).toEqual({ from: AT, to: AT + hour })
  expect(readSpan(spelled(AT), spelled(AT))).toBeUndefined()
  expect(readSpan(spelled(AT + hour), spelled(AT))).toBeUndefined()
  expect(readSpan(spelled(AT), spelled(AT + 24 * hour + 1_000))).toBeUndefined()
  expect(readSpan('', spelled(AT))).toBeUndefined()
})
