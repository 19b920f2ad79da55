/** Gi*, chances and false discoveries against the published formulas, written down a second time, and published results. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../../scripts/simulate/random.ts'
import { atLeast, atMost, eitherWay } from './chance.ts'
import { drawnTails } from './chronic.ts'
import { adjusted, discoveries } from './falseDiscovery.ts'
import { giStars, normalChance } from './gi.ts'
import {
  atLeastByDrawing,
  drawnByEnumeration,
  giStarByMatrix,
  normalChanceByArea,
  rejectedByDefinition,
  urnByEnumeration,
} from './testing.reference.ts'

/** Within 15 of each other, as in the example of PySAL's `esda.G_Local`, whose results stand in its documentation. */
const points = [
  [10, 10],
  [20, 10],
  [40, 10],
  [15, 20],
  [30, 20],
  [30, 30],
] as const
const values = [2, 3, 3.2, 5, 8, 7]
const published = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]

const weights = points.map(([x, y]) => points.map(([u, v]) => (Math.hypot(x - u, y - v) <= 15 ? 1 : 0)))

function listed(matrix: readonly (readonly number[])[], width: number): number[] {
  return matrix.flatMap((row) => {
    const its = row.flatMap((weight, i) => (weight ? [i] : []))
    return [...its, ...Array<number>(width - its.length).fill(-1)]
  })
}

test('Gi* is what the published example says', () => {
  const stars = giStars(values, listed(weights, 6), 6)
  stars.forEach((z, i) => {
    expect(z).toBeCloseTo(published[i] as number, 7)
  })
})

test('Gi* is what the published formula says, whoever are neighbours', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 3, max: 12 })
        .chain((n) =>
          fc.tuple(
            fc.array(fc.integer({ min: 0, max: 20 }), { minLength: n, maxLength: n }),
            fc.array(fc.array(fc.boolean(), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
          ),
        )
        .filter(([x]) => new Set(x).size > 1),
      ([x, near]) => {
        const matrix = near.map((row, i) => row.map((each, j) => (each || i === j ? 1 : 0)))
        const reference = giStarByMatrix(x, matrix)
        giStars(x, listed(matrix, x.length), x.length).forEach((z, i) => {
          // Where everybody is a neighbour there is nothing to compare with: the formula divides by nothing.
          if (matrix[i]?.includes(0)) expect(Math.abs(z - (reference[i] as number))).toBeLessThan(1e-6)
          else expect(z).toBe(0)
        })
      },
    ),
  )
})

test('the chance of a normal value agrees with the area under the curve', () => {
  for (let z = -6; z <= 6; z += 0.37)
    expect(Math.abs(normalChance(z) - normalChanceByArea(z))).toBeLessThan(1e-9)
  expect(normalChance(1.959963984540054)).toBeCloseTo(0.05, 12)
})

test('the chances of permutations agree with going through each of them', () => {
  for (const [tickets, share, size] of [
    [12, 0.1, 4],
    [14, 0.03, 0.5],
    [10, 0.5, 30],
    [13, 0.2, 1e9],
  ] as const) {
    const exactly = urnByEnumeration(tickets, share, size)
    for (let k = 0; k <= tickets; k++) {
      const above = exactly.slice(k).reduce((sum, each) => sum + each, 0)
      const below = exactly.slice(0, k + 1).reduce((sum, each) => sum + each, 0)
      expect(Math.abs(atLeast(k, share, { tickets, size }) - above)).toBeLessThan(1e-6)
      expect(Math.abs(atMost(k, share, { tickets, size }) - below)).toBeLessThan(1e-6)
    }
  }
})

test('permutations that are drawn come to the chance that is counted', () => {
  const random = createRandom(7)
  const [tickets, share, size] = [60, 0.05, 40]
  for (const observed of [4, 7, 10]) {
    const counted = atLeast(observed, share, { tickets, size })
    const drawn = atLeastByDrawing(observed, { tickets, share, size, draws: 40_000 }, () => random.next())
    expect(Math.abs(drawn - counted)).toBeLessThan(4 * Math.sqrt((counted * (1 - counted)) / 40_000))
  }
})

test('twelve where three are usual is less likely than one in 200, also where tickets come in clumps', () => {
  const tickets = 600
  const alone = eitherWay(12, 3 / tickets, { tickets, size: 1e9 })
  expect(alone).toBeCloseTo(2 * 0.000071, 4)
  const clumped = eitherWay(12, 3 / tickets, { tickets, size: 600 })
  expect(clumped).toBeGreaterThan(alone)
  expect(clumped).toBeLessThan(0.02)
})

test('the permutations of places come to what each way to draw them, one by one, does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 7, maxLength: 12 }), fc.nat(63), (counts, least) => {
      for (const drawn of [1, 4, 7]) {
        const tail = drawnTails(counts, 7)[drawn]?.[least] ?? 0
        expect(Math.abs(tail - drawnByEnumeration(counts, drawn, least))).toBeLessThan(1e-12)
      }
    }),
    { numRuns: 40 },
  )
})

/** Benjamini and Hochberg 1995, section 3.2: fifteen hypotheses of a trial of thrombolysis; four are rejected at 0.05. */
const trial = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
]

test('the published example of false discovery control rejects the same four', () => {
  expect(discoveries(trial, trial.length, 0.05).map(({ place }) => place)).toEqual([0, 1, 2, 3])
  expect(adjusted(trial)[3]).toBeCloseTo((0.0095 * 15) / 4, 12)
})

test('false discovery control rejects as its definition says', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true }).map((p) => p ** 3)
  fc.assert(
    fc.property(
      fc.array(chance, { minLength: 1, maxLength: 60 }),
      fc.constantFrom(0.05, 0.1),
      (chances, q) => {
        const found = discoveries(chances, chances.length, q)
        expect(found.length).toBe(rejectedByDefinition(chances, q))
        const rates = adjusted(chances)
        for (const { place, rate } of found)
          expect(Math.abs((rates[place] as number) - rate)).toBeLessThan(1e-9)
        expect([...rates].filter((rate) => rate <= q).length).toBe(found.length)
      },
    ),
  )
})
