/** The OsmAnd protocol: what its clients send, read and answered as they expect. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LivingConsole, livingConsole } from '../testing.live.ts'
import { person, smallCity } from '../testing.ts'
import { readOsmand } from './osmand.ts'

const NOW = Date.UTC(2026, 5, 1, 8)
const placeOf = (fields: object) => {
  const message = readOsmand(fields as Record<string, unknown>, NOW)
  if (typeof message === 'string') throw new Error(message)
  return message.report
}

describe('a message', () => {
  test.each([
    ['seconds', '1780300800', 1_780_300_800_000],
    ['milliseconds', '1780300800123', 1_780_300_800_123],
    ['ISO 8601', '2026-06-01T16:00:00.500+08:00', NOW + 500],
    ['ISO 8601 without a zone, as UTC', '2026-06-01 08:00:01', NOW + 1_000],
  ])('tells its time in %s', (_how, timestamp, at) => {
    expect(placeOf({ id: '1', lat: '31', lon: '121', timestamp })?.at).toBe(at)
  })

  test('without a time is from now', () => {
    expect(placeOf({ id: '1', lat: '31', lon: '121' })?.at).toBe(NOW)
  })

  test('tells speed in knots in a query and in m/s in JSON', () => {
    expect(placeOf({ id: '1', lat: '31', lon: '121', speed: '10' })?.speed).toBeCloseTo(5.144, 3)
    const location = { coords: { latitude: 31, longitude: 121, speed: 10, heading: 90 } }
    expect(placeOf({ device_id: '1', location })).toMatchObject({ speed: 10, heading: 90 })
  })

  test('whose device says that it has no place, tells none', () => {
    expect(placeOf({ id: '1', lat: '31', lon: '121', valid: 'false' })).toBeUndefined()
    expect(placeOf({ id: '1', batt: '50' })).toBeUndefined()
  })

  test.each([
    [{ lat: '31', lon: '121' }, 'id'],
    [{ id: '1', lat: '31' }, 'lat and lon'],
    [{ id: '1', lat: '31', lon: '' }, 'lat and lon'],
    [{ id: '1', lat: 'x', lon: '121' }, 'lat and lon'],
    [{ id: '1', lat: '31', lon: '121', timestamp: 'noon' }, 'timestamp'],
    [{ id: '1', location: { coords: {} } }, 'coords'],
  ])('%j is refused for its %s', (fields, what) => {
    expect(readOsmand(fields, NOW)).toContain(what)
  })
})

describe('the door', () => {
  let running: LivingConsole
  let unit = 0
  let token = ''
  beforeAll(async () => {
    running = await livingConsole()
    ;[unit = 0] = await smallCity(running.db, ['foot'])
    const admin = await person(running, 'admin')
    const { body } = await admin.send('POST', '/api/devices', { id: '353861', protocol: 'osmand', unit })
    token = (body as { token: string }).token
  })
  afterAll(async () => {
    await running.stop()
    await running.drop()
  })
  const get = async (query: string) => (await running.app.inject(`/ingest/osmand?${query}`)).statusCode

  test('lets a registered phone move its unit, by query, form and JSON', async () => {
    const at = Date.now() - 5_000
    expect(await get(`id=353861&lat=31.24&lon=121.48&timestamp=${at}&speed=2&bearing=90`)).toBe(200)
    expect(running.positions.book.newest(unit)).toMatchObject({ at, lng: 121.48, heading: 90 })
    const form = await running.app.inject({
      method: 'POST',
      url: '/ingest/osmand',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `id=353861&lat=31.241&lon=121.48&timestamp=${at + 1_000}`,
    })
    const json = await running.app.inject({
      method: 'POST',
      url: '/ingest/osmand',
      payload: {
        device_id: '353861',
        location: { timestamp: at + 2_000, coords: { latitude: 31.242, longitude: 121.48 } },
      },
    })
    expect([form.statusCode, json.statusCode]).toEqual([200, 200])
    expect(running.positions.book.newest(unit)?.lat).toBe(31.242)
  })

  test('refuses an unknown phone, an impossible place and another’s token', async () => {
    expect(await get('id=1&lat=31.24&lon=121.48')).toBe(400)
    expect(await get('id=353861&lat=131&lon=121.48')).toBe(400)
    expect(await get('id=353861&lat=31.24&lon=121.48&token=wrong')).toBe(403)
    expect(await get(`id=353861&lat=31.24&lon=121.48&token=${token}`)).toBe(200)
  })

  test('answers 200 to what is too old: the client would send it again for ever', async () => {
    expect(await get('id=353861&lat=31.24&lon=121.48&timestamp=1377177267')).toBe(200)
    expect(await running.metric('positions_refused_total{source="osmand",reason="too_late"}')).toBe(1)
  })
})

const vectors = resolve(import.meta.dirname, '../../../shared/vectors/osmand.jsonl')

// The vectors are not part of the project: where they are not beside it, their test is listed as skipped.
test.skipIf(!existsSync(vectors))('the decode vectors are read as the Traccar server reads them', () => {
  for (const line of readFileSync(vectors, 'utf8').trim().split('\n')) {
    const { id, kind, input, expected } = JSON.parse(line)
    const fields = kind === 'json' ? input : Object.fromEntries(new URLSearchParams(input.split('?')[1]))
    const message = readOsmand(fields, NOW)
    if (typeof message === 'string') throw new Error(`${id}: ${message}`)
    expect(message.device).toBe(expected.device)
    expect(message.report).toMatchObject({ lat: expected.lat, lng: expected.lon })
    if (expected.time) expect(message.report?.at).toBe(Date.parse(expected.time))
    if (expected.speed_knots)
      expect(message.report?.speed).toBeCloseTo((expected.speed_knots * 1852) / 3600, 6)
    if (expected.course !== undefined) expect(message.report?.heading).toBe(expected.course)
  }
})
