/** The slices: everyone in turn, and nobody forgotten, whatever fails on the way. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSlices } from './slices.ts'

const START = 1_800_000_000_000

test('a hundred thousand who move once a second are spread evenly over half a minute', () => {
  const slices = createSlices()
  const sizes: number[] = []
  for (let tick = 0; tick < 120; tick++) {
    for (let mover = 1 + (tick % 2); mover <= 100_000; mover += 2) slices.moved(mover, START + tick * 500)
    sizes.push(slices.take(START + tick * 500, false).movers.length)
  }
  // The first two hold those who have just appeared.
  expect(Math.max(...sizes.slice(2))).toBeLessThanOrEqual(1_667)
  expect(sizes.slice(60).reduce((sum, size) => sum + size, 0)).toBe(100_000)
})

type Step =
  | { readonly kind: 'move'; readonly mover: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'write' | 'fail' | 'last' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('move'), mover: fc.integer({ min: 1, max: 90 }) }) },
  // The clock may be set back.
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: -5_000, max: 9_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('write', 'fail', 'last') }) },
)

test('whoever is not written yet was received at `since` or later, and the last writing leaves nobody', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const slices = createSlices()
      const unwritten = new Map<number, number>()
      let now = START
      for (const each of steps) {
        if (each.kind === 'wait') now += each.ms
        else if (each.kind === 'move') {
          slices.moved(each.mover, now)
          unwritten.set(each.mover, now)
        } else {
          const due = slices.take(now, each.kind === 'last')
          if (each.kind === 'fail') slices.putBack(due)
          else for (const mover of due.movers) unwritten.delete(mover)
          if (each.kind === 'last') expect(unwritten.size).toBe(0)
        }
        for (const received of unwritten.values()) expect(received).toBeGreaterThanOrEqual(slices.since())
      }
    }),
  )
})
