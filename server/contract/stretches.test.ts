/** A track is broken where nothing was heard, and nowhere else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutTrack, gapAfter } from './stretches.ts'

const every = (ms: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ at: from + i * ms }))

test('a track goes on while fixes come as is usual of its source', () => {
  expect(cutTrack(every(1_000, 50)).stretches).toHaveLength(1)
  expect(cutTrack(every(60_000, 50)).stretches).toHaveLength(1)
})

test('three missed reports, and 30 s at least, break it', () => {
  const { stretches, gaps } = cutTrack([...every(1_000, 10), ...every(1_000, 10, 39_001)])
  expect(stretches.map(({ length }) => length)).toEqual([10, 10])
  expect(gaps).toEqual([{ from: 9_000, to: 39_001, reason: 'silence' }])
  expect(cutTrack([...every(1_000, 10), ...every(1_000, 10, 39_000)]).gaps).toEqual([])
})

test('one that slept after its first fix does not report by the hour from then on', () => {
  const fixes = [{ at: 0 }, ...every(1_000, 30, 3_600_000), ...every(1_000, 30, 3_720_000)]
  expect(cutTrack(fixes).stretches.map(({ length }) => length)).toEqual([1, 30, 30])
})

test('whoever leaves the area and comes back crossed no ground that is shown', () => {
  const fixes = every(1_000, 9)
  const { stretches, gaps } = cutTrack(fixes, ({ at }) => at < 3_000 || at >= 6_000)
  expect(stretches.map(({ length }) => length)).toEqual([3, 3])
  expect(gaps).toEqual([{ from: 2_000, to: 6_000, reason: 'outside' }])
})

test('every fix is in one stretch, and between two stretches there is one gap', () => {
  const anyTrack = fc
    .array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 60 })
    .map((steps) => steps.map((_, i) => ({ at: steps.slice(0, i + 1).reduce((sum, step) => sum + step) })))
  fc.assert(
    fc.property(anyTrack, (fixes) => {
      const { stretches, gaps } = cutTrack(fixes)
      expect(stretches.flat()).toEqual(fixes)
      expect(gaps).toHaveLength(Math.max(0, stretches.length - 1))
      for (const { from, to } of gaps) expect(to - from).toBeGreaterThan(gapAfter(0))
    }),
  )
})
