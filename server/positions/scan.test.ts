/** Reading positions from bytes: the same as JSON.parse wherever it says that it could. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyScan, type Scanned, scanBatch, textOf } from './scan.ts'

const scanned = emptyScan(50)
let body = Buffer.alloc(0)
function scan(text: string): boolean {
  body = Buffer.from(text)
  return scanBatch(body, scanned)
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const item = fc.record(
  {
    device: fc.string({ minLength: 1 }),
    at: fc.oneof(fc.integer({ min: 0, max: 2 ** 45 }), fc.constant('2026-11-25T10:00:00Z')),
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.oneof(finite, fc.constant(null)),
    speed: fc.oneof(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.integer(),
      fc.constant(null),
      fc.constant('5'),
    ),
    heading: fc.integer({ min: 0, max: 360 }),
    accuracy: finite,
    datum: fc.constantFrom('wgs84', 'gcj02', 'bd09', 'bd10'),
    battery: fc.jsonValue(),
  },
  { requiredKeys: [] },
)

test('what it reads is what JSON.parse reads, to fifteen digits', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 5 }), fc.constantFrom(undefined, 1, '\t'), (items, space) => {
      if (!scan(JSON.stringify(items, null, space))) return
      expect(scanned.count).toBe(items.length)
      for (const [i, each] of items.entries()) expectSame(each, scanned, i)
    }),
    { numRuns: 2_000 },
  )
})

function expectSame(each: Readonly<Record<string, unknown>>, of: Scanned, i: number): void {
  expect(textOf(body, of.nameFrom[i] as number, of.nameTo[i] as number)).toBe(each.device)
  for (const name of ['at', 'lng', 'lat', 'speed', 'heading', 'accuracy'] as const) {
    const [read, said] = [of[name][i] as number, (each[name] ?? Number.NaN) as number]
    if (Number.isNaN(said)) expect(read).toBeNaN()
    else expect(Math.abs(read - said)).toBeLessThanOrEqual(Math.abs(said) * 1e-14)
  }
}

test('damaged anywhere, it is either still what JSON.parse reads or left to it', () => {
  const whole = JSON.stringify([
    {
      device: 'a-1',
      at: 1_795_600_000_000,
      lng: 121.4867,
      lat: 31.2443,
      speed: 1.25,
      heading: 90,
      accuracy: 5,
    },
    { device: 'b', at: 1_795_600_000_500, lng: -0.5, lat: 0, datum: 'gcj02' },
  ])
  const byte = fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code))
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(3), fc.string({ unit: byte, maxLength: 3 }), (at, cut, put) => {
      const damaged = whole.slice(0, at) + put + whole.slice(at + cut)
      if (!scan(damaged)) return
      const items = JSON.parse(damaged) as Record<string, unknown>[]
      expect(scanned.count).toBe(items.length)
      for (const [i, each] of items.entries()) expectSame(each, scanned, i)
    }),
    { numRuns: 20_000 },
  )
})

test.each([
  ['a batch as feeds write it', '[{"device":"a","at":1,"lng":121.5,"lat":31.2,"speed":0.0001}]', true],
  ['spread over lines', '[ {\n "device" : "a",\t"at": 1, "lng": 1.5, "lat": -2 }\r\n]\n', true],
  ['an empty list', '[]', true],
  ['a name with an escape', '[{"device":"\\u0061","at":1,"lng":1,"lat":1}]', false],
  ['a name that is not ASCII', '[{"device":"车一","at":1,"lng":1,"lat":1}]', false],
  ['a number with an exponent', '[{"device":"a","at":1e3,"lng":1,"lat":1}]', false],
  ['a number that begins with 0', '[{"device":"a","at":01,"lng":1,"lat":1}]', false],
  ['a number that ends with its point', '[{"device":"a","at":1.,"lng":1,"lat":1}]', false],
  ['an item that lacks its place', '[{"device":"a","at":1}]', false],
  ['something after the end', '[]]', false],
  ['more than fits', `[${Array(51).fill('{"device":"a","at":1,"lng":1,"lat":1}').join(',')}]`, false],
])('%s', (_, text, isRead) => {
  expect(scan(text)).toBe(isRead)
})
