/** An assignment is drawn state after state, without holes, up to its end. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import { barsOf, gapsBetween } from './bars.ts'

const sent: Assignment = {
  ...{ id: 7, version: 1, ticket: 3, unit: 5, state: 'finished', dispatchedBy: 'wang', backup: false },
  ...{ dispatchedAt: 1_000, acceptedAt: 2_000, departedAt: null, arrivedAt: 5_000, reportedAt: null },
  ...{ endedAt: 9_000, endReason: null, report: null, etaSeconds: null, checkedInAt: null },
}

describe('an assignment’s bars', () => {
  test('follow one another; a state that was passed over has none', () => {
    expect(barsOf(sent, 20_000).map(({ state, status, from, to }) => [state, status, from, to])).toEqual([
      ['dispatched', 'idle', 1_000, 2_000],
      ['accepted', 'enroute', 2_000, 5_000],
      ['onscene', 'onscene', 5_000, 9_000],
    ])
  })

  test('go on until now where it is not over', () => {
    expect(barsOf({ ...sent, endedAt: null }, 20_000).at(-1)?.to).toBe(20_000)
  })

  test('cover it from its dispatch to its end, whatever was told of it', () => {
    const step = fc.option(fc.integer({ min: 1, max: 1000 }))
    fc.assert(
      fc.property(fc.tuple(step, step, step, step), fc.integer({ min: 1, max: 1000 }), (steps, last) => {
        let at = 0
        const [acceptedAt, departedAt, arrivedAt, reportedAt] = steps.map((each) => {
          at += each ?? 0
          return each === null ? null : at
        }) as [number | null, number | null, number | null, number | null]
        const times = { dispatchedAt: 0, acceptedAt, departedAt, arrivedAt, reportedAt }
        const bars = barsOf({ ...sent, ...times, endedAt: at + last }, 0)
        expect([bars[0]?.from, bars.at(-1)?.to]).toEqual([0, at + last])
        for (const [i, bar] of bars.slice(1).entries()) expect(bar.from).toBe(bars[i]?.to)
      }),
    )
  })
})

test('between two stretches of signal there is one gap', () => {
  const heard = [
    { from: 0, to: 10 },
    { from: 70, to: 80 },
    { from: 200, to: 201 },
  ]
  expect(gapsBetween(heard)).toEqual([
    { from: 10, to: 70 },
    { from: 80, to: 200 },
  ])
})
