/** The judge together with the book: what moves a unit and what never does. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fix } from '#contract/positions.ts'
import { type Book, createBook } from './book.ts'
import { judge, type Verdict } from './judge.ts'

const NOW = Date.UTC(2026, 5, 1, 8)
const bund = { lng: 121.4867, lat: 31.2443 }
const fixAt = (at: number, place: Partial<Fix> = {}): Fix => ({
  mover: 1,
  at,
  ...bund,
  speed: Number.NaN,
  heading: Number.NaN,
  accuracy: Number.NaN,
  source: 0,
  skew: 0,
  ...place,
})

/** What the intake does with a verdict. */
function report(book: Book, fix: Fix, now = NOW): Verdict {
  const verdict = judge(fix, book.known(fix.mover), now)
  if (verdict === 'accepted') book.enter(fix, now)
  if (verdict === 'too_fast') book.doubt(fix)
  return verdict
}

describe('a fix by itself', () => {
  test.each([
    ['is believed when it is from now', fixAt(NOW), 'accepted'],
    ['may be ten seconds ahead of our clock', fixAt(NOW + 10_000), 'accepted'],
    ['is refused from further ahead', fixAt(NOW + 10_001), 'from_the_future'],
    ['may be a day old', fixAt(NOW - 86_400_000), 'accepted'],
    ['is refused when older', fixAt(NOW - 86_400_001), 'too_late'],
    ['is refused without a number for a place', fixAt(NOW, { lng: Number.NaN }), 'invalid'],
    ['is refused without a time', fixAt(Number.NaN), 'invalid'],
    ['is refused at 0° 0°, which receivers without a fix send', fixAt(NOW, { lng: 0, lat: 0 }), 'invalid'],
    ['is refused beyond the pole', fixAt(NOW, { lat: 91 }), 'out_of_range'],
    ['is believed anywhere on Earth', fixAt(NOW, { lng: -179.9, lat: -77 }), 'accepted'],
  ] as const)('%s', (_claim, fix, verdict) => {
    expect(judge(fix, undefined, NOW)).toBe(verdict)
  })
})

describe('a fix after others', () => {
  test('of the same time is a duplicate, of an earlier one late', () => {
    const book = createBook()
    report(book, fixAt(NOW))
    expect(report(book, fixAt(NOW))).toBe('duplicate')
    expect(report(book, fixAt(NOW - 1_000))).toBe('late')
  })

  test('a standing phone that wanders 100 m between two quick fixes is no racing car', () => {
    const book = createBook()
    report(book, fixAt(NOW - 100))
    expect(report(book, fixAt(NOW, { lng: bund.lng + 0.001 }))).toBe('accepted')
  })

  test('a fix that says itself it is 800 m wrong may be', () => {
    const book = createBook()
    report(book, fixAt(NOW - 1_000))
    expect(report(book, fixAt(NOW, { lng: bund.lng + 0.009, accuracy: 800 }))).toBe('accepted')
  })

  test('a vessel whose reports of 30 s come in one burst is believed, one that is suddenly elsewhere is not', () => {
    const before = createBook()
    report(before, fixAt(NOW - 10))
    const burst = fixAt(NOW, { lng: bund.lng + 0.005 })
    expect(judge(burst, before.known(1), NOW)).toBe('too_fast')
    expect(judge(burst, before.known(1), NOW, 10_000)).toBe('accepted')
    expect(judge(fixAt(NOW, { lng: 121 }), before.known(1), NOW, 10_000)).toBe('too_fast')
  })

  test('crossing the date line is no jump', () => {
    const book = createBook()
    report(book, fixAt(NOW - 1_000, { lng: 179.9999, lat: 0.5 }))
    expect(report(book, fixAt(NOW, { lng: -179.9999, lat: 0.5 }))).toBe('accepted')
  })

  test('the same impossible fix sent thrice convinces nobody', () => {
    const book = createBook()
    report(book, fixAt(NOW - 5_000))
    const jump = fixAt(NOW, { lng: 122 })
    expect([report(book, jump), report(book, jump), report(book, jump)]).toEqual(Array(3).fill('too_fast'))
  })

  test('two vessels under one name do not make each other jump', () => {
    const book = createBook()
    const verdicts = Array.from({ length: 20 }, (_, i) =>
      report(book, fixAt(NOW - 20_000 + i * 1_000, i % 2 ? { lng: 5.8, lat: 62.3 } : {})),
    )
    expect(verdicts.filter((verdict) => verdict === 'accepted')).toHaveLength(10)
    expect(book.newest(1)?.lng).toBe(bund.lng)
  })
})

const anyFix = fc.record({
  at: fc.integer({ min: NOW - 120_000, max: NOW + 20_000 }),
  lng: fc.double({ min: -200, max: 200 }),
  lat: fc.double({ min: -95, max: 95 }),
})

test('whatever comes in whatever order, time on the map never runs backwards', () => {
  fc.assert(
    fc.property(fc.array(anyFix, { maxLength: 40 }), (reports) => {
      const book = createBook(1)
      let before = Number.NEGATIVE_INFINITY
      for (const each of reports) {
        report(book, fixAt(each.at, each))
        const at = book.newest(1)?.at ?? before
        expect(at).toBeGreaterThanOrEqual(before)
        before = at
      }
    }),
  )
})

test('one false jump, even the very first fix, never freezes a unit: three true fixes later it is right', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 1_000, max: 60_000 }),
      fc.double({ min: -170, max: 100, noNaN: true }),
      (jumpAt, interval, lng) => {
        const book = createBook()
        const start = NOW - 20 * interval
        for (let i = 0; i < 14; i++) {
          const place = i === jumpAt ? { lng, lat: 10 } : { lng: bund.lng + i * 1e-5 }
          report(book, fixAt(start + i * interval, place), start + i * interval)
        }
        expect(book.newest(1)?.lng).toBeCloseTo(bund.lng + 13e-5, 9)
      },
    ),
  )
})

test('a lasting move that looks impossible is believed at its third fix', () => {
  const book = createBook()
  report(book, fixAt(NOW - 10_000))
  const far = [0, 1, 2].map((i) => fixAt(NOW - 3_000 + i * 1_000, { lng: 10.5, lat: 56 }))
  expect(far.map((fix) => report(book, fix))).toEqual(['too_fast', 'too_fast', 'accepted'])
})
