/** Entering, dwelling and leaving, whatever the jitter: the rule and the raster, without a database. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildFence, type FencedZone } from './fence.ts'
import { METRES_PER_DEGREE, planeAt } from './plane.ts'
import { createPresenceBook, type PresenceChange } from './presence.ts'

const T0 = 1_700_000_000_000
const plane = planeAt(31.2)
const [homeX] = plane.toMetres([121.4, 31.2])
const place = (x: number, y: number) => plane.toPlace([homeX + x, y])

/** A reach 300 m wide and 600 m long from (x, 0). */
const reach = (id: number, x: number): FencedZone => ({
  id,
  kind: 'reach_bank',
  code: `R${id}`,
  name: `岸段${id}`,
  nameEn: `Reach ${id}`,
  squareMetres: 180_000,
  dwellMs: 300_000,
  rings: [[place(x, 0), place(x + 300, 0), place(x + 300, 600), place(x, 600), place(x, 0)]],
})

type Step = { x: number; y: number; seconds: number; accuracy?: number }

function walk(steps: readonly Step[], zones = [reach(1, 0), reach(2, 300)]): PresenceChange[] {
  const changes: PresenceChange[] = []
  const book = createPresenceBook(buildFence(zones), (change) => changes.push(change))
  let at = T0
  for (const { x, y, seconds, accuracy = Number.NaN } of steps) {
    at += seconds * 1000
    const [lng, lat] = place(x, y)
    book.take({ mover: 7, at, lng, lat, accuracy })
    book.tick(at)
  }
  return changes
}

const told = (changes: readonly PresenceChange[]) =>
  changes.map(({ kind, happened, presence }) => [kind, presence.zone.id, (happened - T0) / 1000])
const standing = (x: number, times: number, seconds = 1): Step[] =>
  Array.from({ length: times }, () => ({ x, y: 300, seconds }))

test('a walk into the next reach enters it and leaves the one before, each at the first fix beyond the margin', () => {
  const steps = Array.from({ length: 40 }, (_, i) => ({ x: 100 + i * 10, y: 300, seconds: 1 }))
  expect(told(walk(steps))).toEqual([
    ['zone.entered', 1, 1],
    ['zone.entered', 2, 22],
    ['zone.left', 1, 23],
  ])
})

test('a walk along the boundary within the margins makes no event, on either side of it', () => {
  const jitter = fc.array(fc.double({ min: -14.5, max: 4.5, noNaN: true }), { maxLength: 60 })
  fc.assert(
    fc.property(jitter, (depths) => {
      const along = (depth: number, i: number) => ({ x: depth, y: 20 + i * 9, seconds: 1 })
      expect(walk(depths.map(along))).toEqual([])
      const inside = [...standing(100, 2), ...depths.map(along)]
      expect(told(walk(inside))).toEqual([['zone.entered', 1, 1]])
    }),
  )
})

test('whatever the fixes, entered and left alternate, a stay dwells once at most, and times go forwards', () => {
  const step = fc.record({
    x: fc.integer({ min: -300, max: 900 }),
    y: fc.integer({ min: -300, max: 900 }),
    seconds: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 500, max: 2_000 })),
    accuracy: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 500 })),
  })
  // Each place twice, so that there are crossings to confirm.
  const steps = fc
    .array(step, { maxLength: 60 })
    .map((all) => all.flatMap((each) => [each, { ...each, seconds: 1 }]))
  let entered = 0
  fc.assert(
    fc.property(steps, (all) => {
      for (const zone of [1, 2]) {
        const changes = walk(all).filter(({ presence }) => presence.zone.id === zone)
        const kinds = changes.map(({ kind }) => kind.slice(5, 6)).join('')
        expect(kinds).toMatch(/^(ed?l)*(ed?)?$/)
        expect(changes.map(({ presence }) => presence.version)).toEqual(changes.map((_, i) => i + 1))
        changes.forEach(({ happened }, i) => {
          expect(happened).toBeGreaterThanOrEqual(changes[i - 1]?.happened ?? 0)
        })
        entered += changes.length
      }
    }),
  )
  expect(entered).toBeGreaterThan(50)
})

test('the raster agrees with the distance to the boundary everywhere', () => {
  const zone = reach(1, 0)
  const fence = buildFence([zone])
  const anywhere = fc.tuple(
    fc.double({ min: -400, max: 700, noNaN: true }),
    fc.double({ min: -400, max: 1_000, noNaN: true }),
  )
  fc.assert(
    fc.property(anywhere, ([x, y]) => {
      const [lng, lat] = place(x, y)
      const cell = fence.cellAt(lng, lat)
      const [near] = cell.near
      const outside = Math.hypot(Math.max(0, -x, x - 300), Math.max(0, -y, y - 600))
      const depth = outside > 0 ? -outside : Math.min(x, 300 - x, y, 600 - y)
      if (!near) {
        expect(Math.abs(depth)).toBeGreaterThan(115)
        expect(cell.within.length).toBe(depth > 0 ? 1 : 0)
      } else if (Math.abs(depth) > 0.5 && Math.abs(depth) < 110) {
        expect(fence.metresInside(near, cell, lng, lat)).toBeCloseTo(depth, 0)
      }
    }),
    { numRuns: 2_000 },
  )
  expect(fence.east).toBeLessThan(METRES_PER_DEGREE)
})

test('a single fix far outside is no exit, and neither is a blurred one', () => {
  expect(told(walk([...standing(100, 3), { x: -200, y: 300, seconds: 1 }, ...standing(100, 3)]))).toEqual([
    ['zone.entered', 1, 1],
  ])
  const blurred = Array.from({ length: 5 }, () => ({ x: -60, y: 300, seconds: 1, accuracy: 80 }))
  expect(told(walk([...standing(100, 3), ...blurred]))).toEqual([['zone.entered', 1, 1]])
})

test('a unit that stands still dwells once, at entry and the dwell time', () => {
  expect(told(walk(standing(100, 700)))).toEqual([
    ['zone.entered', 1, 1],
    ['zone.dwelt', 1, 301],
  ])
})

test('a long silence makes no exit and no dwell, and the stay ends where the unit is heard outside', () => {
  const away = [...standing(100, 3), { x: -200, y: 300, seconds: 5_000 }, { x: -200, y: 300, seconds: 1 }]
  const long = { ...reach(1, 0), dwellMs: 3_000_000 }
  expect(told(walk(away, [long]))).toEqual([
    ['zone.entered', 1, 1],
    ['zone.left', 1, 5_003],
  ])
  const back = [...standing(100, 3), { x: 100, y: 300, seconds: 5_000 }]
  expect(told(walk(back, [long]))).toEqual([
    ['zone.entered', 1, 1],
    ['zone.dwelt', 1, 3_001],
  ])
})

test('a zone that is taken away ends the stays in it, and one that is moved is judged anew', () => {
  const changes: PresenceChange[] = []
  const book = createPresenceBook(buildFence([reach(1, 0), reach(2, 300)]), (change) => changes.push(change))
  const stand = (from: number) => {
    const [lng, lat] = place(100, 300)
    for (const second of [from, from + 1])
      book.take({ mover: 7, at: T0 + second * 1000, lng, lat, accuracy: 5 })
  }
  stand(1)
  book.replaceFence(buildFence([{ ...reach(2, 0) }]), T0 + 10_000)
  stand(20)
  book.replaceFence(buildFence([{ ...reach(2, 900) }]), T0 + 30_000)
  stand(40)
  expect(told(changes)).toEqual([
    ['zone.entered', 1, 1],
    ['zone.left', 1, 10],
    ['zone.entered', 2, 20],
    ['zone.left', 2, 40],
  ])
})
