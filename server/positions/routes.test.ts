/** Reporting positions over HTTP: who may speak for which device, and what is said about each item. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device } from '#contract/devices.ts'
import { type LivingConsole, livingConsole } from '../testing.live.ts'
import { type Person, person, smallCity } from '../testing.ts'

let running: LivingConsole
let admin: Person
let units: number[]

beforeAll(async () => {
  running = await livingConsole()
  units = await smallCity(running.db, [
    'foot',
    'car',
    'boat',
    'ebike',
    'foot',
    'foot',
    'foot',
    'foot',
    'foot',
    'foot',
  ])
  admin = await person(running, 'admin')
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

async function register(device: object): Promise<string> {
  const { status, body } = await admin.send('POST', '/api/devices', device)
  expect(status).toBe(200)
  return (body as { token: string }).token
}

async function report(token: string, body: unknown) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await running.app.inject({
    method: 'POST',
    url: '/api/positions',
    headers,
    payload: JSON.stringify(body),
  })
  return { status: answer.statusCode, body: answer.json() }
}

const here = (device: string, more: object = {}) => ({
  device,
  at: Date.now(),
  lng: 121.48,
  lat: 31.24,
  ...more,
})

describe('a token', () => {
  test('speaks for its own device and no other', async () => {
    const token = await register({ id: 'car-1', protocol: 'http', unit: units[0] })
    await register({ id: 'car-2', protocol: 'http', unit: units[1] })
    const { body } = await report(token, [here('car-1'), here('car-2')])
    expect(body).toEqual({ accepted: 1, refused: [{ index: 1, reason: 'not_your_device' }] })
    expect(running.positions.book.newest(units[1] as number)).toBeUndefined()
  })

  test('of a feed speaks for registered devices and for no unknown one', async () => {
    const feed = await register({ id: 'city-feed', protocol: 'feed' })
    await register({ id: 'bike-1', protocol: 'http', unit: units[3] })
    const { body } = await report(feed, [here('bike-1'), here('nobody')])
    expect(body).toEqual({ accepted: 1, refused: [{ index: 1, reason: 'unknown_device' }] })
    expect(await running.metric('positions_refused_total{source="http",reason="unknown_device"}')).toBe(1)
  })

  test('is worth nothing once the device has a new one', async () => {
    const old = await register({ id: 'lost', protocol: 'http', unit: units[4] })
    const fresh = await register({ id: 'lost', protocol: 'http' })
    expect((await report(old, [here('lost')])).status).toBe(401)
    expect((await report(fresh, [here('lost')])).body.accepted).toBe(1)
    expect(running.positions.book.newest(units[4] as number)).toBeDefined()
  })

  test('goes on for a device that is bound to another unit, and then moves that one', async () => {
    const [first, other] = [units[8] as number, units[9] as number]
    const token = await register({ id: 'moved', protocol: 'http', unit: first })
    const { body: devices } = await admin.send('GET', '/api/devices')
    const { number } = (devices as Device[]).find(({ id }) => id === 'moved') as Device
    const was = { datum: 'wgs84', unit: first }
    const bind = (more: object) =>
      admin.send('POST', `/api/devices/${number}/change`, { was, reason: '换岗', ...more })
    expect((await bind({ now: { datum: 'wgs84', unit: 99_999 } })).body).toMatchObject({
      code: 'no_such_unit',
    })
    expect((await bind({ now: { datum: 'wgs84', unit: other } })).status).toBe(200)
    expect((await bind({ now: { datum: 'gcj02', unit: null } })).body).toMatchObject({ code: 'stale' })
    await expect
      .poll(async () => {
        await report(token, [here('moved')])
        return running.positions.book.newest(other)?.lng
      })
      .toBe(121.48)
    // Until the change was heard of the first one may have moved.
    const before = running.positions.book.newest(first)?.at
    await report(token, [here('moved')])
    expect(running.positions.book.newest(first)?.at).toBe(before)
  })

  test('is asked for in words, and a wrong one is no better than none', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' },
      { authorization: 'Basic YTpi' },
    ]) {
      const answer = await running.app.inject({ method: 'POST', url: '/api/positions', headers, payload: [] })
      expect(answer.statusCode).toBe(401)
      expect(answer.json().message.zh).toMatch(/\p{Script=Han}/u)
    }
  })

  test('is kept as a hash only, and is in no list and no event', async () => {
    const token = await register({ id: 'secret', protocol: 'http' })
    const { rows } = await running.db.query(`select body::text from event where kind = 'device.registered'`)
    const { body } = await admin.send('GET', '/api/devices')
    expect(JSON.stringify([rows, body])).not.toContain(token)
    expect(JSON.stringify(body)).not.toContain('hash')
  })
})

describe('an item of a batch', () => {
  test('is refused alone, by name', async () => {
    const token = await register({ id: 'walker', protocol: 'http', unit: units[5] })
    const at = Date.now()
    const { status, body } = await report(token, [
      here('walker', { at }),
      here('walker', { at }),
      here('walker', { at: at + 3_600_000 }),
      here('walker', { at: at - 90_000_000 }),
      here('walker', { at: at + 1_000, lng: 10 }),
      here('walker', { lng: null }),
      here('walker', { lng: '121.48' }),
      here('walker', { lat: 95 }),
      here('walker', { at: 'yesterday' }),
      here('walker', { datum: 'xian80' }),
      'no object',
      here('walker', { at: new Date(at + 2_000).toISOString(), speed: null, heading: null, accuracy: null }),
    ])
    expect(status).toBe(200)
    expect(body).toEqual({
      accepted: 2,
      refused: [
        { index: 1, reason: 'duplicate' },
        { index: 2, reason: 'from_the_future' },
        { index: 3, reason: 'too_late' },
        { index: 4, reason: 'too_fast' },
        { index: 5, reason: 'invalid' },
        { index: 6, reason: 'invalid' },
        { index: 7, reason: 'out_of_range' },
        { index: 8, reason: 'invalid' },
        { index: 9, reason: 'invalid' },
        { index: 10, reason: 'invalid' },
      ],
    })
    // What was not reported is not zero.
    expect(running.positions.book.newest(units[5] as number)?.speed).toBeNaN()
  })

  test('in GCJ-02 or BD-09 is put where it is in WGS84', async () => {
    const gcj = await register({ id: 'amap', protocol: 'http', datum: 'gcj02', unit: units[6] })
    const place = () => running.positions.book.newest(units[6] as number)
    await report(gcj, [here('amap', { lng: 121.490297, lat: 31.242343 })])
    const fromGcj = place()
    expect(Math.abs((fromGcj?.lng ?? 0) - 121.490297)).toBeGreaterThan(0.003)
    // The same spot by its other names.
    await report(gcj, [
      here('amap', { at: Date.now() + 500, lng: fromGcj?.lng, lat: fromGcj?.lat, datum: 'wgs84' }),
    ])
    expect(place()?.lng).toBeCloseTo(fromGcj?.lng ?? 0, 9)
  })

  test('must come in an array', async () => {
    const token = await register({ id: 'single', protocol: 'http' })
    const { status, body } = await report(token, here('single'))
    expect(status).toBe(400)
    expect(body.where).toBe('body')
  })
})

describe('a session', () => {
  test('of an officer reports for the own phone only', async () => {
    const officer = await person(running, 'officer', { unit: units[2] as number })
    const own = `phone:${officer.username}`
    const { body } = await officer.send('POST', '/api/positions', [
      here(own),
      here('car-1'),
      here('phone:other'),
    ])
    expect(body).toEqual({
      accepted: 1,
      refused: [
        { index: 1, reason: 'not_your_device' },
        { index: 2, reason: 'not_your_device' },
      ],
    })
  })

  test('of somebody who crews no unit reports nothing', async () => {
    const dispatcher = await person(running, 'dispatcher')
    const { status, body } = await dispatcher.send('POST', '/api/positions', [here('car-1')])
    expect([status, (body as { code: string }).code]).toEqual([403, 'no_unit'])
  })

  test('reads positions within a box, also across the date line', async () => {
    const count = async (bbox: string) =>
      (await admin.send('GET', `/api/positions?bbox=${bbox}`)).body as unknown[]
    expect((await count('121,31,122,32')).length).toBeGreaterThan(0)
    expect(await count('0,0,1,1')).toEqual([])
    expect((await count('121,31,-170,32')).length).toBeGreaterThan(0)
    const { status } = await admin.send('GET', '/api/positions?bbox=1,2,3')
    expect(status).toBe(400)
  })

  test('reads the door, the device’s own time and the time of receipt of each fix, newest and in the track', async () => {
    const at = Date.now() - 5_000
    const supervisor = await person(running, 'supervisor')
    const mover = units[7] as number
    const token = await register({ id: 'told', protocol: 'http', unit: mover })
    expect((await report(token, [here('told', { at })])).body.accepted).toBe(1)
    const newest = (await admin.send('GET', '/api/positions')).body as { mover: number; received: number }[]
    const fix = newest.find((each) => each.mover === mover)
    expect(fix).toMatchObject({ at, deviceAt: at, source: 'http', received: expect.closeTo(at + 5_000, -4) })
    await expect
      .poll(
        async () =>
          (await supervisor.send('GET', `/api/units/${mover}/track?from=${at}&to=${at}&purpose=incident`))
            .body as unknown[],
      )
      .toEqual([fix])
  })

  test('reads what a device whose clock is wrong said itself', async () => {
    const at = Date.now()
    const fix = { mover: 9_999, at, lng: 121.48, lat: 31.24, speed: 1, heading: 2, accuracy: 3 }
    running.positions.book.enter({ ...fix, source: 4, skew: -90_000 }, at)
    const newest = (await admin.send('GET', '/api/positions')).body as { mover: number }[]
    expect(newest.find(({ mover }) => mover === 9_999)).toEqual({
      ...fix,
      received: at,
      deviceAt: at - 90_000,
      source: 'jt808',
    })
  })

  test('of a role that may not see positions or tracks is told so', async () => {
    const auditor = await person(running, 'auditor')
    const dispatcher = await person(running, 'dispatcher')
    expect((await auditor.send('GET', '/api/positions')).status).toBe(403)
    expect((await dispatcher.send('GET', `/api/units/${units[0]}/track?from=0&to=1`)).status).toBe(403)
    expect((await dispatcher.send('POST', '/api/devices', { id: 'x', protocol: 'http' })).status).toBe(403)
  })
})

test('a device can be bound to no unit that does not exist', async () => {
  const { status, body } = await admin.send('POST', '/api/devices', {
    id: 'y',
    protocol: 'http',
    unit: 999_999,
  })
  expect([status, (body as { where: string }).where]).toEqual([422, 'body/unit'])
})

test('a device that another server registered is known here by the log', async () => {
  const { upsertDevice } = await import('./deviceQueries.ts')
  const { registeredEvent } = await import('./devices.ts')
  const { append } = await import('../events/append.ts')
  const { transaction } = await import('../db.ts')
  const { hashToken, newToken } = await import('../auth.ts')
  const token = newToken()
  await transaction(running.db, async (tx) => {
    const registration = {
      id: 'elsewhere',
      protocol: 'http',
      datum: undefined,
      unit: undefined,
      tokenHash: hashToken(token),
    } as const
    await append(tx, Date.now(), [registeredEvent(await upsertDevice(tx, registration), 'admin')])
  })
  await expect.poll(async () => (await report(token, [here('elsewhere')])).status).toBe(200)
})

test('a device that floods has to wait, and the others are heard', async () => {
  const feed = await register({ id: 'flood-feed', protocol: 'feed' })
  await register({ id: 'flooding', protocol: 'http' })
  await register({ id: 'quiet', protocol: 'http' })
  const began = Date.now() - 4_000
  const flood = Array.from({ length: 4_000 }, (_, i) => here('flooding', { at: began + i }))
  const { body } = await report(feed, [...flood, here('quiet')])
  const { accepted, refused } = body as { accepted: number; refused: { index: number; reason: string }[] }
  expect(accepted).toBeGreaterThanOrEqual(3_001)
  expect(refused.length).toBeGreaterThan(500)
  expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['too_often']))
  expect(refused.some(({ index }) => index === 4_000)).toBe(false)
})
