/** Wrong clocks and forgotten conversions, from the door to the warning: corrected, told once, listed, and told when over. */
import gcoord from 'gcoord'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeviceWarning } from '#contract/devices.ts'
import type { Event } from '#contract/events.ts'
import { type LivingConsole, livingConsole } from '../testing.live.ts'
import { type Person, person, smallCity } from '../testing.ts'
import { planeAt } from '../zones/plane.ts'

let running: LivingConsole
let admin: Person
let units: number[]

beforeAll(async () => {
  running = await livingConsole()
  units = await smallCity(running.db, ['foot', 'car', 'foot'])
  admin = await person(running, 'admin')
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

async function register(device: { id: string; unit?: number | undefined; datum?: string }): Promise<string> {
  const { body } = await admin.send('POST', '/api/devices', { protocol: 'http', ...device })
  return (body as { token: string }).token
}

async function report(token: string, items: readonly object[]) {
  const answer = await running.app.inject({
    method: 'POST',
    url: '/api/positions',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    payload: JSON.stringify(items),
  })
  return answer.json() as { accepted: number; refused: { index: number; reason: string }[] }
}

const warnings = async (who = admin) =>
  (await who.send('GET', '/api/devices/warnings')).body as DeviceWarning[]

const eventsOf = async (kind: string) => {
  const { body } = await admin.send('GET', '/api/events?limit=1000')
  return (body as { events: Event[] }).events.filter((event) => event.kind === kind)
}

const HOUR = 3_600_000

test('a phone an hour ahead is seen after three reports, at the time it was there, and the administrator is told once', async () => {
  const [unit = 0] = units
  const token = await register({ id: 'ahead', unit })
  const at = () => Date.now() + HOUR
  const answers = []
  for (let i = 0; i < 6; i++) {
    answers.push(await report(token, [{ device: 'ahead', at: at() + i, lng: 121.48, lat: 31.24 }]))
  }
  expect(answers.slice(0, 2).map(({ refused }) => refused[0]?.reason)).toEqual([
    'from_the_future',
    'from_the_future',
  ])
  expect(answers.slice(2).every(({ accepted }) => accepted === 1)).toBe(true)
  const fix = running.positions.book.newest(unit)
  expect(Math.abs((fix?.at ?? 0) - Date.now())).toBeLessThan(2_000)
  expect(fix?.skew).toBeGreaterThan(HOUR - 1_000)
  expect(await running.metric('device_clocks_off')).toBe(1)
  expect(await running.metric('device_clock_error_largest_seconds')).toBeGreaterThan(3_590)

  const [warning] = await warnings()
  expect(warning).toMatchObject({ kind: 'clock', device: { id: 'ahead', unit }, ahead: fix?.skew })
  expect(warning?.what.zh).toContain('时钟快 60 min')
  expect(warning?.advice.en).not.toBe('')
  for (let i = 0; i < 6; i++) {
    await report(token, [{ device: 'ahead', at: at() + 10 + i, lng: 121.48, lat: 31.24 }])
  }
  await warnings()
  const told = await eventsOf('device.clock_off')
  expect(told.map(({ subject, body }) => [subject, body.ahead])).toEqual([
    [`device/${warning?.device.number}`, fix?.skew],
  ])
})

/** A car and the phone in it, which drive west; the phone sends GCJ-02. */
async function driveTogether(phone: string, terminal: string, seconds: number) {
  const plane = planeAt(31.2)
  const start = Date.now() - seconds * 1000
  const items = Array.from({ length: seconds }, (_, second) => {
    const [x, y] = plane.toMetres([121.44, 31.225])
    const [lng, lat] = plane.toPlace([x - 10 * second, y])
    const [gcjLng, gcjLat] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02)
    const at = start + second * 1000
    return [
      { device: 'phone', at, lng: gcjLng, lat: gcjLat, accuracy: 8 },
      { device: 'terminal', at: at + 300, lng, lat, accuracy: 5 },
    ] as const
  })
  for (const [ofPhone, ofTerminal] of items) {
    await report(phone, [ofPhone])
    await report(terminal, [ofTerminal])
  }
}

test('a phone that sends GCJ-02 as WGS84 is told of once, and no more once it is registered right', async () => {
  const [, unit = 0] = units
  const phone = await register({ id: 'phone', unit })
  const terminal = await register({ id: 'terminal', unit })
  await driveTogether(phone, terminal, 50)
  const [warning] = (await warnings()).filter(({ kind }) => kind === 'datum')
  expect(warning).toMatchObject({ device: { id: 'phone' }, looksLike: 'gcj02', against: 'terminal' })
  expect(await eventsOf('device.datum_suspect')).toHaveLength(1)

  await register({ id: 'phone', datum: 'gcj02' })
  await expect.poll(async () => (await warnings()).map(({ kind }) => kind)).toEqual(['clock'])
  expect(await eventsOf('device.datum_right')).toHaveLength(1)
})

test('a duty officer sees the warnings, a dispatcher does not', async () => {
  const [duty, dispatcher] = [await person(running, 'duty'), await person(running, 'dispatcher')]
  expect(await warnings(duty)).toHaveLength(1)
  expect((await dispatcher.send('GET', '/api/devices/warnings')).status).toBe(403)
})
