/** Clocks of devices: what shows that one is wrong, and what only looks like it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSkews } from './skew.ts'

const NOW = Date.UTC(2026, 10, 25, 8)
const HOUR = 3_600_000

/** One device; a report said to be taken `said` ms and received `received` ms after now. */
function device() {
  const found: number[] = []
  const skews = createSkews((_, skew) => void found.push(skew))
  return {
    found,
    skews,
    hear: (said: number, received: number) => skews.measure(7, NOW + said, NOW + received),
  }
}

/** Delays of a mobile network, the same in each run. */
const delays = (most: number) => (i: number) => 60 + ((i * 7919) % 97) * (most / 97)

describe('a clock ahead', () => {
  test('is certain after three reports, and corrected to within a second', () => {
    const { hear, found } = device()
    const delay = delays(300)
    const skews = Array.from({ length: 20 }, (_, i) => hear(i * 1000 + HOUR, i * 1000 + delay(i)))
    expect(skews.slice(0, 2)).toEqual([0, 0])
    for (const skew of skews.slice(2)) expect(Math.abs(skew - HOUR)).toBeLessThan(1000)
    expect(new Set(skews.slice(2)).size).toBe(1)
    expect(found).toHaveLength(1)
  })

  test('is not made of one garbled date, however often it is sent', () => {
    const { hear } = device()
    for (let i = 0; i < 5; i++) hear(HOUR, i * 1000)
    expect(hear(6_000, 6_050)).toBe(0)
  })

  test('of days is a broken date, and nothing is corrected by it', () => {
    const { hear } = device()
    for (let i = 0; i < 50; i++) expect(hear(i * 1000 + 30 * 24 * HOUR, i * 1000)).toBe(0)
  })

  test('that is set right is believed within ten reports', () => {
    const { hear, found, skews } = device()
    for (let i = 0; i < 20; i++) hear(i * 1000 + HOUR, i * 1000 + 100)
    expect(skews.off()).toEqual({ count: 1, largest: 3_599_500 })
    const after = Array.from({ length: 11 }, (_, i) => hear(20_000 + i * 1000, 20_100 + i * 1000))
    expect(after.at(-1)).toBe(0)
    expect(found).toEqual([3_599_500, 0])
    expect(skews.off()).toEqual({ count: 0, largest: 0 })
  })
})

describe('a clock behind', () => {
  test('is believed once its reports have come equally late for half a minute', () => {
    const { hear, found } = device()
    const delay = delays(400)
    const skews = Array.from({ length: 60 }, (_, i) => hear(i * 1000 - 63_000, i * 1000 + delay(i)))
    expect(skews[25]).toBe(0)
    expect(skews.at(-1)).toBeGreaterThanOrEqual(-63_600)
    expect(skews.at(-1)).toBeLessThanOrEqual(-63_000)
    expect(found).toHaveLength(1)
  })

  test('is not made of a slow network, whose delays spread', () => {
    const { hear } = device()
    const delay = delays(20_000)
    for (let i = 0; i < 500; i++) expect(hear(i * 1000, i * 1000 + 5_000 + delay(i))).toBe(0)
  })

  test('is not made of stored fixes that come in one burst', () => {
    const { hear } = device()
    for (let i = 0; i < 10; i++) hear(i * 1000, i * 1000 + 80)
    for (let i = 0; i < 3600; i++) expect(hear(10_000 + i * 1000, HOUR + 20_000 + i)).toBe(0)
  })

  test('is not made of stored fixes played back as slowly as they were taken, by a device that was on time', () => {
    const { hear } = device()
    for (let i = 0; i < 20; i++) hear(i * 1000, i * 1000 + 80)
    for (let i = 0; i < 500; i++) expect(hear(20_000 + i * 1000, 320_000 + i * 1000)).toBe(0)
  })

  test('by two seconds or less is the network, and no clock is blamed', () => {
    const { hear, found } = device()
    for (let i = 0; i < 100; i++) expect(hear(i * 1000, i * 1000 + 1_800)).toBe(0)
    expect(found).toEqual([0])
  })
})

test('a right clock is found right once, and stays at nothing whatever the whole seconds it tells', () => {
  const { hear, found } = device()
  const delay = delays(500)
  for (let i = 0; i < 500; i++) expect(hear(Math.floor(i * 1.3) * 1000, i * 1300 + delay(i))).toBe(0)
  expect(found).toEqual([0])
})

test('whatever the delays, a clock ahead is corrected by no more than its error, and left little of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_500, max: 20 * HOUR }),
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 6, maxLength: 40 }),
      (skew, jitter) => {
        const { hear } = device()
        jitter.forEach((delay, i) => {
          const believed = hear(i * 1000 + skew, i * 1000 + delay)
          if (i < 6) return
          expect(believed).toBeLessThanOrEqual(skew)
          // The tolerance, a step of correction, and the jitter of the delays.
          expect(skew - believed).toBeLessThanOrEqual(1_000 + 500 + 900)
        })
      },
    ),
  )
})

test('a hundred thousand reports a second take a small part of a core', () => {
  const skews = createSkews(() => {})
  const began = performance.now()
  for (let i = 0; i < 300_000; i++) skews.measure(i % 10_000, NOW + i, NOW + i + (i % 400))
  expect(performance.now() - began).toBeLessThan(1_500)
})
