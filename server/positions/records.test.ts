/** The binary batch: what goes in is what JSON would have brought, and nothing that is not whole. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FixRecord, RECORD_BYTES, RECORDS, readRecord, writeRecord } from '#contract/fixRecords.ts'
import { type LivingConsole, livingConsole } from '../testing.live.ts'
import { type Person, person, smallCity } from '../testing.ts'

let running: LivingConsole
let admin: Person
let feed: string

beforeAll(async () => {
  running = await livingConsole()
  admin = await person(running, 'admin')
  feed = (await register({ id: 'city-feed', protocol: 'feed' })).token
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

async function register(device: object) {
  const { body } = await admin.send('POST', '/api/devices', device)
  return body as { token: string; device: { number: number } }
}

async function report(token: string, payload: Buffer) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': RECORDS }
  const answer = await running.app.inject({ method: 'POST', url: '/api/positions', headers, payload })
  return { status: answer.statusCode, body: answer.json() }
}

function batch(...fixes: readonly FixRecord[]): Buffer {
  const bytes = Buffer.alloc(fixes.length * RECORD_BYTES)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const [i, fix] of fixes.entries()) writeRecord(view, i * RECORD_BYTES, fix)
  return bytes
}

const here = (device: number, more: Partial<FixRecord> = {}): FixRecord => ({
  device,
  at: Date.now(),
  lng: 121.4867001,
  lat: 31.2443001,
  speed: 1.25,
  heading: 359.5,
  accuracy: Number.NaN,
  ...more,
})

test('a record comes back as it was written, to its steps', () => {
  const maybe = (most: number) =>
    fc.oneof(fc.double({ min: 0, max: most, noNaN: true }), fc.constant(Number.NaN))
  const any = fc.record({
    device: fc.integer({ min: 0, max: 0xffffffff }),
    at: fc.integer({ min: 0, max: 2 ** 47 }),
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    speed: maybe(600),
    heading: maybe(360),
    accuracy: maybe(6000),
  })
  fc.assert(
    fc.property(any, (fix) => {
      const view = new DataView(new ArrayBuffer(RECORD_BYTES))
      const back = { ...fix, device: 0 }
      writeRecord(view, 0, fix)
      readRecord(view, 0, back)
      expect(back).toMatchObject({ device: fix.device, at: fix.at })
      expect([back.lng, back.lat]).toEqual([expect.closeTo(fix.lng, 6), expect.closeTo(fix.lat, 6)])
      for (const name of ['speed', 'heading', 'accuracy'] as const) {
        if (Number.isNaN(fix[name])) expect(back[name]).toBeNaN()
        else expect(Math.abs(back[name] - fix[name])).toBeLessThan(0.06)
      }
    }),
  )
})

test('a feed reports by number, each record judged alone', async () => {
  const [unit = 0] = await smallCity(running.db, ['car'])
  const { device } = await register({ id: 'car-1', protocol: 'http', unit })
  const metric = await register({ id: 'baidu', protocol: 'http', datum: 'bd09mc' })
  const { status, body } = await report(
    feed,
    batch(here(device.number), here(4_000_000), here(metric.device.number), here(device.number, { lat: 91 })),
  )
  expect(status).toBe(200)
  expect(body).toEqual({
    accepted: 1,
    refused: [
      { index: 1, reason: 'unknown_device' },
      { index: 2, reason: 'invalid' },
      { index: 3, reason: 'out_of_range' },
    ],
  })
  expect(running.positions.book.newest(unit)).toMatchObject({
    lng: 121.4867001,
    heading: 359.5,
    accuracy: Number.NaN,
  })
})

test('a device reports itself by number, and nobody else', async () => {
  const own = await register({ id: 'car-2', protocol: 'http' })
  const other = await register({ id: 'car-3', protocol: 'http' })
  const { body } = await report(own.token, batch(here(own.device.number), here(other.device.number)))
  expect(body).toEqual({ accepted: 1, refused: [{ index: 1, reason: 'not_your_device' }] })
})

test('half a record is refused as a whole, in words', async () => {
  const { status, body } = await report(feed, batch(here(1)).subarray(0, 23))
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'invalid', where: 'body' })
})
