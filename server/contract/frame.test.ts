/** Frames: what goes in comes out to the precision of the wire, and what is broken moves nobody. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFrameDecoder, createFrameEncoder } from './frame.ts'
import type { Fix } from './positions.ts'

const NOW = Date.UTC(2026, 10, 23, 6, 32, 7, 123)

const maybe = (number: fc.Arbitrary<number>) => fc.oneof(number, fc.constant(Number.NaN))
const anyFix: fc.Arbitrary<Fix> = fc.record({
  mover: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 0x7fffffff })),
  at: fc.integer({ min: NOW - 90 * 86_400_000, max: NOW + 5_000 }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  speed: maybe(fc.double({ min: 0, max: 400, noNaN: true })),
  heading: maybe(fc.double({ min: 0, max: 360, noNaN: true })),
  accuracy: maybe(fc.double({ min: 0, max: 50_000, noNaN: true })),
  source: fc.constant(0),
  skew: fc.constant(0),
})
const anyTicks = fc.array(fc.uniqueArray(anyFix, { selector: (fix) => fix.mover, maxLength: 40 }), {
  minLength: 1,
  maxLength: 8,
})

const near = (fix: Fix, sent: Fix): boolean => {
  const turned = Math.abs(fix.heading - sent.heading) % 360
  return (
    Math.abs(fix.lng - sent.lng) <= 0.51e-6 &&
    Math.abs(fix.lat - sent.lat) <= 0.51e-6 &&
    sent.at - fix.at >= 0 &&
    sent.at - fix.at < 10 &&
    (Number.isNaN(sent.speed) ? Number.isNaN(fix.speed) : Math.abs(fix.speed - sent.speed) <= 0.051) &&
    (Number.isNaN(sent.heading) ? Number.isNaN(fix.heading) : Math.min(turned, 360 - turned) <= 0.71) &&
    (Number.isNaN(sent.accuracy)
      ? Number.isNaN(fix.accuracy)
      : Math.abs(fix.accuracy - sent.accuracy) <= 0.6 * sent.accuracy + 0.6)
  )
}

function aConsole() {
  const decoder = createFrameDecoder()
  const held = new Map<number, Fix>()
  const letIn = (frame: ArrayBuffer) => decoder.decode(frame, (fix) => held.set(fix.mover, { ...fix }))
  return { held, letIn }
}

test('every fix comes out as it went in, to the steps of the wire', () => {
  fc.assert(
    fc.property(anyTicks, (ticks) => {
      const encoder = createFrameEncoder()
      const { held, letIn } = aConsole()
      letIn(encoder.full([], NOW))
      const newest = new Map<number, Fix>()
      ticks.forEach((fixes, i) => {
        for (const fix of fixes) newest.set(fix.mover, fix)
        expect(letIn(encoder.delta(fixes, NOW + i * 100))).toEqual({
          number: i + 1,
          previous: i,
          full: false,
          now: NOW + i * 100,
        })
      })
      expect(held.size).toBe(newest.size)
      for (const [mover, fix] of newest) expect(near(held.get(mover) as Fix, fix)).toBe(true)
    }),
  )
})

test('a console that joins late sees what the others see, then and afterwards', () => {
  fc.assert(
    fc.property(anyTicks, anyTicks, (before, after) => {
      const encoder = createFrameEncoder()
      const early = aConsole()
      const late = aConsole()
      const book = new Map<number, Fix>()
      const tick = (fixes: Fix[]) => {
        for (const fix of fixes) book.set(fix.mover, fix)
        return encoder.delta(fixes, NOW)
      }
      early.letIn(encoder.full([], NOW))
      for (const fixes of before) early.letIn(tick(fixes))
      late.letIn(encoder.full([...book.values()], NOW))
      expect(late.held).toEqual(new Map([...early.held].sort(([a], [b]) => a - b)))
      for (const fixes of after) {
        const frame = tick(fixes)
        expect(early.letIn(frame)).not.toBe('gap')
        expect(late.letIn(frame)).not.toBe('gap')
      }
      expect(late.held).toEqual(new Map([...early.held]))
    }),
  )
})

test('a mover known to the book alone, as after a restart, is in the full frame and moves on from there', () => {
  const fix = {
    mover: 7,
    at: NOW,
    lng: 121.5,
    lat: 31.2,
    speed: 3,
    heading: 90,
    accuracy: 5,
    source: 0,
    skew: 0,
  }
  const encoder = createFrameEncoder()
  const { held, letIn } = aConsole()
  letIn(encoder.full([fix], NOW))
  expect(held.get(7)?.lng).toBe(121.5)
  letIn(encoder.delta([{ ...fix, at: NOW + 1000, lng: 121.501 }], NOW + 1000))
  expect(held.get(7)?.lng).toBe(121.501)
})

test('a missed frame is noticed, and so is the frame of another run of the server', () => {
  const fix = {
    mover: 7,
    at: NOW,
    lng: 121.5,
    lat: 31.2,
    speed: 3,
    heading: 90,
    accuracy: 5,
    source: 0,
    skew: 0,
  }
  const encoder = createFrameEncoder(1)
  const { held, letIn } = aConsole()
  expect(letIn(encoder.delta([fix], NOW))).toBe('gap')
  letIn(encoder.full([fix], NOW))
  encoder.delta([fix], NOW)
  expect(letIn(encoder.delta([{ ...fix, lng: 121.6 }], NOW))).toBe('gap')
  expect(held.get(7)?.lng).toBe(121.5)

  const restarted = createFrameEncoder(2)
  restarted.delta([], NOW)
  expect(letIn(restarted.delta([fix], NOW))).toBe('gap')
  expect(letIn(encoder.full([fix], NOW))).toMatchObject({ full: true, number: 3 })
})

test('a frame cut short moves nobody', () => {
  fc.assert(
    fc.property(
      anyTicks,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.boolean(),
      (ticks, share, full) => {
        const encoder = createFrameEncoder()
        const { held, letIn } = aConsole()
        letIn(encoder.full([], NOW))
        const fixes = ticks.flat()
        const frame = full ? encoder.full(fixes, NOW) : encoder.delta(fixes, NOW)
        expect(letIn(frame.slice(0, Math.floor(frame.byteLength * share)))).toBe('gap')
        expect(held.size).toBe(0)
      },
    ),
  )
})

test('flipped bits and noise never throw, and what comes out lies on the earth', () => {
  const flips = fc.array(fc.nat({ max: 1 << 14 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(anyTicks, flips, fc.uint8Array({ maxLength: 60 }), (ticks, places, noise) => {
      const encoder = createFrameEncoder()
      const decoder = createFrameDecoder()
      const onEarth = (fix: Fix) => expect(Math.abs(fix.lng) <= 180 && Math.abs(fix.lat) <= 90).toBe(true)
      decoder.decode(encoder.full([], NOW), onEarth)
      const bytes = new Uint8Array(encoder.delta(ticks.flat(), NOW))
      for (const place of places) {
        const at = (place >> 3) % bytes.length
        bytes[at] = (bytes[at] as number) ^ (1 << (place & 7))
      }
      decoder.decode(bytes, onEarth)
      decoder.decode(noise, onEarth)
    }),
  )
})

test('a moving fix with speed and heading costs at most 8 bytes', () => {
  const walkers = Array.from({ length: 2000 }, (_, i) => ({
    mover: 1 + i,
    at: NOW,
    lng: 121.4 + (i % 50) / 500,
    lat: 31.2 + Math.floor(i / 50) / 500,
    speed: i % 3 === 0 ? 14 : 1.3,
    heading: (i * 37) % 360,
    accuracy: 5,
    source: 0,
    skew: 0,
  }))
  const encoder = createFrameEncoder()
  encoder.delta(walkers, NOW)
  let bytes = 0
  let fixes = 0
  for (let tick = 1; tick <= 60; tick++) {
    // A tenth of the fleet a tick, each at one report a second with some jitter.
    const moved = walkers.filter((_, i) => i % 10 === tick % 10)
    for (const fix of moved) advance(fix, tick)
    bytes += encoder.delta(moved, NOW + tick * 100).byteLength
    fixes += moved.length
  }
  expect(bytes / fixes).toBeLessThanOrEqual(8)
})

function advance(fix: { -readonly [Key in keyof Fix]: Fix[Key] }, tick: number): void {
  const radians = (fix.heading / 180) * Math.PI
  fix.lng += (Math.sin(radians) * fix.speed) / 95_000 + (((tick * 7) % 5) - 2) * 3e-6
  fix.lat += (Math.cos(radians) * fix.speed) / 111_000 + (((tick * 11) % 5) - 2) * 3e-6
  fix.at += 1000 + ((tick * 13) % 40)
  fix.heading = (fix.heading + 4) % 360
  fix.accuracy = 4 + (tick % 3)
}
