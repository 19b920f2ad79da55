/** Tails: true places in their order, no line over a silence, and never more memory than a ring. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { greyAfter } from './ageing.ts'
import { createPositions, letInFix } from './store.ts'
import { createSegments, writeSegments } from './tailSegments.ts'
import { createTails, fillPast, forgetTails, oldestAt, record, SLOTS, type Tails } from './tails.ts'

const NOW = Date.UTC(2026, 10, 25, 6, 0, 0)
const MINUTE = 60_000

/** A mover whose longitude tells the second it was there, seen at these seconds. */
function seenAt(seconds: readonly number[]) {
  const [from, tails] = [createPositions(), createTails()]
  for (const second of seconds) see(from, tails, second)
  return { from, tails }
}

function see(from: ReturnType<typeof createPositions>, tails: Tails, second: number): void {
  const at = NOW + second * 1000
  const unknown = { speed: Number.NaN, heading: Number.NaN, accuracy: Number.NaN, source: 0, skew: 0 }
  letInFix(from, { mover: 7, at, received: at, lng: lngOf(second), lat: 31.2, ...unknown }, true)
  record(tails, from)
}
const lngOf = (second: number): number => 121 + second * 1e-5
const secondOf = (lng: number): number => (lng - 121) * 1e5

/** The pieces drawn at `now` of the last `minutes`, as seconds. */
function pieces(tails: Tails, now: number, minutes = 15, atMost = 100_000): [number, number][] {
  const segments = createSegments()
  const view = { since: NOW + now * 1000 - minutes * MINUTE, now: NOW + now * 1000, atMost }
  writeSegments(segments, tails, [0], view, () => [204, 213, 220, 255])
  return Array.from({ length: segments.count }, (_, i) => [
    secondOf(segments.from[i * 3] as number),
    secondOf(segments.to[i * 3] as number),
  ])
}

const every = (step: number, from: number, to: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

test('at one fix a second the tail has places 5 s apart and ends at the newest', () => {
  const { tails } = seenAt(every(1, 0, 63))
  const drawn = pieces(tails, 63)
  expect(drawn.map(([begun]) => Math.round(begun))).toEqual(every(5, 0, 60))
  expect(drawn.at(-1)?.[1]).toBeCloseTo(63, 1)
})

test('a quarter of an hour at one fix a second is all there, and no more is kept than a ring holds', () => {
  const { tails } = seenAt(every(1, 0, 1800))
  const drawn = pieces(tails, 1800)
  expect(drawn[0]?.[0]).toBeCloseTo(900, 0)
  expect(drawn.length).toBeLessThan(SLOTS)
  expect(tails.blocks).toHaveLength(1)
})

test('no piece leads over a silence, each goes forward, and none is out of its time', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 240 }), { minLength: 1, maxLength: 400 })
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 15 }), (steps, minutes) => {
      const seconds = [0]
      for (const step of steps) seconds.push((seconds.at(-1) as number) + step)
      const second = seconds.at(-1) as number
      const { tails } = seenAt(seconds)
      const intervals = silences(seconds)
      for (const [begun, ended] of pieces(tails, second, minutes)) {
        expect(ended).toBeGreaterThan(begun)
        expect(begun).toBeGreaterThanOrEqual(second - minutes * 60 - 0.11)
        for (const [from, to] of intervals) expect(begun < to - 0.11 && ended > from + 0.11).toBe(false)
      }
    }),
  )
})

/** The stretches without reports that were too long by what was usual before them. */
function silences(seconds: readonly number[]): [number, number][] {
  const from = createPositions()
  const unused = createTails()
  const found: [number, number][] = []
  seconds.forEach((second, i) => {
    const before = seconds[i - 1]
    const interval = from.interval[0] as number
    if (before !== undefined && (second - before) * 1000 > greyAfter(interval)) found.push([before, second])
    see(from, unused, second)
  })
  return found
}

test('a tail begins at its time, in the middle of a piece if need be, and what is to come is not drawn', () => {
  const { tails } = seenAt(every(10, 0, 100))
  const drawn = pieces(tails, 85, 1)
  expect(drawn[0]?.[0]).toBeCloseTo(25, 1)
  expect(drawn.at(-1)?.[1]).toBeCloseTo(80, 1)
})

test('where time goes back, as in replay, what comes after is forgotten', () => {
  const { from, tails } = seenAt(every(5, 0, 100))
  see(from, tails, 50)
  see(from, tails, 55)
  expect(pieces(tails, 200).map(([, ended]) => Math.round(ended))).toEqual([...every(5, 5, 55)])
})

test('a fetched past joins what was seen without a bridge over what nobody reported', () => {
  const { tails } = seenAt(every(5, 600, 700))
  const past = every(1, 0, 590).map((second) => ({ at: NOW + second * 1000, lng: lngOf(second), lat: 31.2 }))
  fillPast(
    tails,
    0,
    past.filter((_, second) => second < 200 || second > 300),
  )
  expect(oldestAt(tails, 0)).toBe(NOW)
  const drawn = pieces(tails, 700)
  const isOver = (second: number) => drawn.some(([begun, ended]) => begun < second && ended > second)
  expect([100.5, 250, 450.5, 596, 650.5].map(isOver)).toEqual([true, false, true, true, true])
  fillPast(tails, 0, [])
  expect(pieces(tails, 700)).toHaveLength(drawn.length)
})

test('above the number that may be drawn places are left out, ends and silences are not', () => {
  const { tails } = seenAt([...every(1, 0, 300), ...every(1, 400, 700)])
  const drawn = pieces(tails, 700, 15, 30)
  expect(drawn.length).toBeLessThan(45)
  expect(drawn.some(([begun, ended]) => begun < 350 && ended > 350)).toBe(false)
  expect(drawn.map(([, ended]) => Math.round(ended))).toEqual(expect.arrayContaining([300, 700]))
})

test('the older a piece the fainter, and forgetting leaves nothing', () => {
  const { tails } = seenAt(every(5, 0, 300))
  const segments = createSegments()
  const view = { since: NOW, now: NOW + 300_000, atMost: 1000 }
  writeSegments(segments, tails, [0], view, () => [1, 2, 3, 255])
  const alphas = every(1, 0, segments.count - 1).map((i) => segments.colours[i * 4 + 3] as number)
  expect(alphas).toEqual([...alphas].sort((a, b) => a - b))
  expect(new Set(alphas).size).toBeGreaterThan(50)
  forgetTails(tails)
  expect(pieces(tails, 300)).toEqual([])
})
