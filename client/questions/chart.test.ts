/** The chart of distances: what nobody reported is neither drawn nor read. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHART, pathOf, readingAt, scaleOf } from './chart.ts'

const line = {
  unit: 7,
  at: [0, 10_000, 20_000, 200_000, 210_000],
  metres: [900, 800, 700, 300, 200],
  bridged: 30_000,
}
const told = { from: 0, to: 300_000, units: [line] }

test('a line is lifted over a gap, and a report within a gap is not read', () => {
  const scale = scaleOf(told)
  expect(pathOf(line, scale).match(/M/g)).toHaveLength(2)
  expect(readingAt(line, 12_000)).toEqual({ at: 10_000, metres: 800 })
  expect(readingAt(line, 100_000)).toBeUndefined()
  expect(readingAt({ ...line, at: [], metres: [] }, 0)).toBeUndefined()
})

test('a place of the chart and its moment are each other’s, and nothing lies outside of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 1000 }), (at, metres) => {
      const { x, y, at: momentOf, most } = scaleOf(told)
      expect(Math.abs(momentOf(x(at)) - at)).toBeLessThanOrEqual(1)
      expect(most).toBe(1000)
      expect(y(metres)).toBeGreaterThanOrEqual(CHART.top)
      expect(y(metres)).toBeLessThanOrEqual(CHART.height - CHART.bottom)
    }),
  )
})
