/** Who is near: the grid answers what looking at everybody one by one answers. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { metresBetween } from '../zones/plane.ts'
import { createGrid, type Grid, type Neighbour } from './grid.ts'

type Placed = { readonly place: LngLat; readonly group: number }

/** The grid's peer: everybody, one by one. */
const everyone = (from: LngLat, movers: ReadonlyMap<number, Placed>, group?: number): Neighbour[] =>
  [...movers]
    .filter(([, each]) => group === undefined || each.group === group)
    .map(([mover, { place }]) => ({ mover, metres: metresBetween(from, place) }))
    .sort((a, b) => a.metres - b.metres || a.mover - b.mover)

const between = (least: number, most: number) =>
  fc.double({ min: least, max: most, noNaN: true, noDefaultInfinity: true })
/** One cell, one city, and the whole earth; duplicates come from the coarse one. */
const place = fc.oneof(
  fc.tuple(between(121.481, 121.489), between(31.231, 31.239)),
  fc.tuple(between(120.8, 122), between(30.7, 31.9)),
  fc.tuple(between(-180, 180), between(-90, 90)),
  fc
    .tuple(fc.integer({ min: 1212, max: 1218 }), fc.integer({ min: 310, max: 314 }))
    .map(([lng, lat]): LngLat => [lng / 10, lat / 10]),
)
const mover = fc.integer({ min: 1, max: 60 })
const group = fc.integer({ min: 0, max: 3 })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('move' as const), mover, place, group }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), mover }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sort' as const), mover, group }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Takes the steps on a grid, and on a plain map beside it. */
function follow(steps: readonly Step[]): { grid: Grid; movers: Map<number, Placed> } {
  const grid = createGrid(4)
  const movers = new Map<number, Placed>()
  for (const each of steps) {
    const before = movers.get(each.mover)
    if (each.kind === 'remove') {
      grid.remove(each.mover)
      movers.delete(each.mover)
    } else if (each.kind === 'sort') {
      grid.sort(each.mover, each.group)
      if (before) movers.set(each.mover, { ...before, group: each.group })
    } else {
      grid.sort(each.mover, each.group)
      grid.move(each.mover, each.place[0], each.place[1])
      movers.set(each.mover, each)
    }
  }
  return { grid, movers }
}

const steps = fc.array(step, { maxLength: 200 })
const count = fc.oneof(fc.integer({ min: -1, max: 15 }), fc.constant(1000))

test('the nearest are those that looking at everybody finds, however movers came, moved and left', () => {
  fc.assert(
    fc.property(steps, place, count, (taken, from, many) => {
      const { grid, movers } = follow(taken)
      expect(grid.size()).toBe(movers.size)
      expect(grid.nearest(from, many)).toEqual(everyone(from, movers).slice(0, Math.max(0, many)))
    }),
    { numRuns: 400 },
  )
})

test('the nearest of one group are those that looking at the whole group finds', () => {
  fc.assert(
    fc.property(steps, place, count, group, (taken, from, many, only) => {
      const { grid, movers } = follow(taken)
      const expected = everyone(from, movers, only).filter((each) => each.mover % 3 > 0)
      const accept = (each: number) => each % 3 > 0
      expect(grid.nearest(from, many, { group: only, accept })).toEqual(expected.slice(0, Math.max(0, many)))
    }),
    { numRuns: 400 },
  )
})

test('within a distance is everybody who is not farther', () => {
  const metres = fc.oneof(between(0, 5_000), between(0, 200_000), between(0, 3e7))
  fc.assert(
    fc.property(steps, place, metres, fc.option(group, { nil: undefined }), (taken, from, most, only) => {
      const { grid, movers } = follow(taken)
      const expected = everyone(from, movers, only).filter((each) => each.metres <= most)
      expect(grid.within(from, most, { group: only })).toEqual(expected)
    }),
    { numRuns: 400 },
  )
})

test('a fleet in one city is searched ring by ring, and still exactly', () => {
  const city = fc.array(fc.tuple(between(121.2, 121.8), between(31, 31.5)), {
    minLength: 400,
    maxLength: 1500,
  })
  fc.assert(
    fc.property(city, place, fc.integer({ min: 1, max: 30 }), (places, from, many) => {
      const { grid, movers } = follow(
        places.map(
          (each, i): Step => ({ kind: 'move', mover: i + 1, place: each, group: i % 20 === 0 ? 1 : 0 }),
        ),
      )
      expect(grid.nearest(from, many)).toEqual(everyone(from, movers).slice(0, many))
      expect(grid.nearest(from, many, { group: 1 })).toEqual(everyone(from, movers, 1).slice(0, many))
    }),
    { numRuns: 60 },
  )
})

test('movers may have any number, as after years of contacts', () => {
  const grid = createGrid()
  const numbers = [1, 1023, 1024, 2 ** 21 - 1, 2 ** 21, 2 ** 31 - 1]
  for (const each of numbers) grid.move(each, 121.48, 31.23)
  for (const each of numbers) grid.move(each, 121.49, 31.23)
  expect(grid.nearest([121.49, 31.23], 9)).toEqual(numbers.map((each) => ({ mover: each, metres: 0 })))
})

test('beyond the antimeridian is next door', () => {
  const grid = createGrid()
  grid.move(1, -179.999, 10)
  grid.move(2, 179.9, 10)
  expect(grid.nearest([179.999, 10], 2).map((each) => each.mover)).toEqual([1, 2])
})

test('nobody is near where nobody is', () => {
  const grid = createGrid()
  expect(grid.nearest([121.48, 31.23], 5)).toEqual([])
  expect(grid.within([121.48, 31.23], 1e6)).toEqual([])
})
