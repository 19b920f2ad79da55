/** Frames: what goes in comes out to the precision of the wire, in every view, and what is broken moves nobody. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { View } from './cells.ts'
import { createFrameDecoder } from './frame.ts'
import { createFrameEncoder } from './frameEncoder.ts'
import type { ReceivedFix } from './positions.ts'

const NOW = Date.UTC(2026, 10, 23, 6, 32, 7, 123)

const maybe = (number: fc.Arbitrary<number>) => fc.oneof(number, fc.constant(Number.NaN))
/** Anywhere, or within some cells of each other so that movers cross from one into the next. */
const anyLng = fc.oneof(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: 121.4, max: 121.5 }),
)
const anyLat = fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: 31.15, max: 31.25 }))
const anyFix: fc.Arbitrary<ReceivedFix> = fc.record({
  mover: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 0x7fffffff })),
  at: fc.integer({ min: NOW - 90 * 86_400_000, max: NOW + 5_000 }),
  received: fc.integer({ min: NOW - 1_000, max: NOW }),
  lng: anyLng.filter((lng) => !Number.isNaN(lng)),
  lat: anyLat.filter((lat) => !Number.isNaN(lat)),
  speed: maybe(fc.double({ min: 0, max: 400, noNaN: true })),
  heading: maybe(fc.double({ min: 0, max: 360, noNaN: true })),
  accuracy: maybe(fc.double({ min: 0, max: 50_000, noNaN: true })),
  source: fc.integer({ min: 0, max: 7 }),
  skew: fc.integer({ min: -3_600_000, max: 3_600_000 }),
})
const anyFixes = fc.uniqueArray(anyFix, { selector: (fix) => fix.mover, maxLength: 40 })
const anyTicks = fc.array(anyFixes, { minLength: 1, maxLength: 8 })
const someCells: View = [
  [
    [121.43, 31.17],
    [121.46, 31.2],
  ],
]

const near = (fix: ReceivedFix, sent: ReceivedFix): boolean => {
  const turned = Math.abs(fix.heading - sent.heading) % 360
  return (
    Math.abs(fix.lng - sent.lng) <= 0.51e-6 &&
    Math.abs(fix.lat - sent.lat) <= 0.51e-6 &&
    sent.at - fix.at >= 0 &&
    sent.at - fix.at < 10 &&
    fix.source === sent.source &&
    Math.abs(fix.skew - sent.skew) <= 5 &&
    (Number.isNaN(sent.speed) ? Number.isNaN(fix.speed) : Math.abs(fix.speed - sent.speed) <= 0.051) &&
    (Number.isNaN(sent.heading) ? Number.isNaN(fix.heading) : Math.min(turned, 360 - turned) <= 0.71) &&
    (Number.isNaN(sent.accuracy)
      ? Number.isNaN(fix.accuracy)
      : Math.abs(fix.accuracy - sent.accuracy) <= 0.6 * sent.accuracy + 0.6)
  )
}

/** A server that looks at itself through one view. */
function aServer(view: View = null, series?: number) {
  const encoder = createFrameEncoder(series)
  const opened = encoder.open(view)
  return {
    encoder,
    full: opened.full,
    tick(fixes: readonly ReceivedFix[], now = NOW): ArrayBuffer {
      encoder.take(fixes, now)
      return opened.delta(true) as ArrayBuffer
    },
  }
}

function aConsole() {
  const decoder = createFrameDecoder()
  const held = new Map<number, ReceivedFix>()
  const letIn = (frame: ArrayBuffer) => {
    const seen = new Set<number>()
    const head = decoder.decode(
      frame,
      (fix) => {
        seen.add(fix.mover)
        held.set(fix.mover, { ...fix })
      },
      (mover) => held.delete(mover),
    )
    if (head !== 'gap' && head.full) for (const mover of held.keys()) if (!seen.has(mover)) held.delete(mover)
    return head
  }
  return { held, letIn, decoder }
}

test('every fix comes out as it went in, to the steps of the wire', () => {
  fc.assert(
    fc.property(anyTicks, (ticks) => {
      const server = aServer()
      const { held, letIn } = aConsole()
      letIn(server.full())
      const newest = new Map<number, ReceivedFix>()
      ticks.forEach((fixes, i) => {
        for (const fix of fixes) newest.set(fix.mover, fix)
        expect(letIn(server.tick(fixes, NOW + i * 100))).toEqual({
          number: i + 1,
          previous: i,
          full: false,
          now: NOW + i * 100,
        })
      })
      expect(held.size).toBe(newest.size)
      for (const [mover, fix] of newest) expect(near(held.get(mover) as ReceivedFix, fix)).toBe(true)
    }),
  )
})

test('a console that joins late sees what the others see, then and afterwards', () => {
  fc.assert(
    fc.property(anyTicks, anyTicks, (before, after) => {
      const server = aServer()
      const early = aConsole()
      const late = aConsole()
      early.letIn(server.full())
      for (const fixes of before) early.letIn(server.tick(fixes))
      late.letIn(server.full())
      expect(sorted(late.held)).toEqual(sorted(early.held))
      for (const fixes of after) {
        const frame = server.tick(fixes)
        expect(early.letIn(frame)).not.toBe('gap')
        expect(late.letIn(frame)).not.toBe('gap')
      }
      expect(sorted(late.held)).toEqual(sorted(early.held))
    }),
  )
})

const sorted = (held: ReadonlyMap<number, ReceivedFix>) => [...held].sort(([a], [b]) => a - b)

test('a view holds exactly the movers in its cells, as a console of everything sees them there', () => {
  fc.assert(
    fc.property(anyTicks, (ticks) => {
      const encoder = createFrameEncoder()
      const views = [encoder.open(null), encoder.open(someCells)] as const
      const [all, part] = [aConsole(), aConsole()]
      all.letIn(views[0].full())
      part.letIn(views[1].full())
      for (const fixes of ticks) {
        encoder.take(fixes, NOW)
        all.letIn(views[0].delta(true) as ArrayBuffer)
        expect(part.letIn(views[1].delta(true) as ArrayBuffer)).not.toBe('gap')
      }
      const inside = [...views[1].known()].map(({ mover }) => mover)
      expect(sorted(part.held)).toEqual(sorted(all.held).filter(([mover]) => inside.includes(mover)))
      for (const [, { lng, lat }] of part.held) {
        expect(lng >= 121.4 && lng < 121.48 && lat >= 31.16 && lat < 31.2 + 0.04).toBe(true)
      }
    }),
  )
})

const walker: ReceivedFix = {
  mover: 7,
  at: NOW,
  received: NOW,
  lng: 121.5,
  lat: 31.2,
  speed: 3,
  heading: 90,
  accuracy: 5,
  source: 0,
  skew: 0,
}

test('a missed frame is noticed, and so is the frame of another run of the server', () => {
  const server = aServer(null, 1024)
  const { held, letIn } = aConsole()
  expect(letIn(server.tick([walker]))).toBe('gap')
  letIn(server.full())
  server.tick([walker])
  expect(letIn(server.tick([{ ...walker, lng: 121.6 }]))).toBe('gap')
  expect(held.get(7)?.lng).toBe(121.5)

  const restarted = aServer(null, 2048)
  restarted.tick([])
  expect(letIn(restarted.tick([walker]))).toBe('gap')
  expect(letIn(server.full())).toMatchObject({ full: true, number: 3 })
})

test('a frame of another view is noticed', () => {
  const encoder = createFrameEncoder()
  const [one, other] = [encoder.open(null), encoder.open(someCells)]
  const { letIn } = aConsole()
  letIn(one.full())
  encoder.take([walker], NOW)
  expect(letIn(other.delta(true) as ArrayBuffer)).toBe('gap')
})

test('nothing is sent where nothing moved in the view, until a heartbeat is due', () => {
  const encoder = createFrameEncoder()
  const view = encoder.open(someCells)
  encoder.take([{ ...walker, lng: 100 }], NOW)
  expect(view.delta(false)).toBeUndefined()
  expect(view.delta(true)?.byteLength).toBeLessThan(20)
  encoder.take([{ ...walker, lng: 121.44, lat: 31.18 }], NOW)
  expect(view.delta(false)).toBeDefined()
})

test('a frame cut short moves nobody', () => {
  fc.assert(
    fc.property(anyFixes, fc.nat(), fc.boolean(), (fixes, cut, full) => {
      const server = aServer()
      const { held, letIn } = aConsole()
      letIn(server.full())
      const delta = server.tick(fixes)
      const frame = full ? server.full() : delta
      expect(letIn(frame.slice(0, cut % frame.byteLength))).toBe('gap')
      expect(held.size).toBe(0)
    }),
  )
})

test('flipped bits and noise never throw, and what comes out lies on the earth', () => {
  const flips = fc.array(fc.nat({ max: 1 << 14 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(anyFixes, anyFixes, flips, fc.uint8Array({ maxLength: 60 }), (first, then, places, noise) => {
      const server = aServer()
      const { decoder } = aConsole()
      const onEarth = (fix: ReceivedFix) =>
        expect(Math.abs(fix.lng) <= 180 && Math.abs(fix.lat) <= 90).toBe(true)
      decoder.decode(server.full(), onEarth)
      decoder.decode(server.tick(first), onEarth)
      const bytes = new Uint8Array(server.tick(then))
      for (const place of places) {
        const at = (place >> 3) % bytes.length
        bytes[at] = (bytes[at] as number) ^ (1 << (place & 7))
      }
      decoder.decode(bytes, onEarth)
      decoder.decode(noise, onEarth)
    }),
  )
})
