/** The life of a position: from the datagram through judge and book to the frame on a console and the row in the history. */
import { createSocket } from 'node:dgram'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type LivingConsole, livingConsole, watcher } from '../testing.live.ts'
import { person, smallCity, testDatabase } from '../testing.ts'

let running: LivingConsole
let car = 0
let boat = 0

beforeAll(async () => {
  running = await livingConsole()
  ;[car = 0, boat = 0] = await smallCity(running.db, ['car', 'boat'])
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

/** MMSI 244100108 at 5.678485, 52.85614. */
const VESSEL_LINE = '!AIVDM,1,1,,B,13`jd30P00PIwWVN?aU=DOvd2D0c,0*31'
const MMSI = '244100108'

function datagram(text: string): Promise<void> {
  const socket = createSocket('udp4')
  return new Promise((sent) =>
    socket.send(text, running.aisPort, '127.0.0.1', () => {
      socket.close()
      sent()
    }),
  )
}

test('a datagram moves a vessel on the console, names her in the log, and stands in the history', async () => {
  const dispatcher = await person(running, 'dispatcher')
  const { socket, fixes, facts } = await watcher(running.port, dispatcher.cookie)
  const sentAt = Date.now()
  await datagram(`${VESSEL_LINE}\r\n`)

  const fix = await vi.waitFor(() => {
    const [heard] = [...fixes.values()]
    if (!heard) throw new Error('no fix yet')
    return heard
  })
  expect(fix.lng).toBeCloseTo(5.678485, 6)
  expect(fix.lat).toBeCloseTo(52.85614, 5)
  expect(fix.speed).toBe(0)
  expect(fix.at).toBeGreaterThanOrEqual(sentAt - 10)

  await vi.waitFor(() => expect(facts.map((fact) => fact.kind)).toContain('contact.heard'))
  expect(facts[0]?.body).toMatchObject({ contact: { id: fix.mover, device: MMSI, protocol: 'ais' } })

  await vi.waitFor(async () => {
    const { rows } = await running.db.query(
      'select lng, lat, speed, heading, accuracy from fix where mover = $1',
      [fix.mover],
    )
    // A heading of 511 is none, and a vessel at rest is drawn by her course only where she tells no heading.
    expect(rows).toEqual([{ lng: 56784850, lat: 528561400, speed: 0, heading: 34090, accuracy: null }])
  })
  socket.close()
})

test('a vessel that is a unit’s boat moves the unit', async () => {
  const admin = await person(running, 'admin')
  await admin.send('POST', '/api/devices', { id: '413999001', protocol: 'ais', unit: boat })
  const { checksum } = await import('../gateways/sentences.ts')
  const body = `AIVDM,1,1,,A,${encodeClassA(413999001, 121.5, 31.25)},0`
  await datagram(`!${body}*${checksum(body).toString(16).padStart(2, '0')}`)
  await vi.waitFor(() => expect(running.positions.book.newest(boat)?.lng).toBeCloseTo(121.5, 5))
})

test('a phone without a network for ten minutes fills in its track and jumps back nowhere', async () => {
  const officer = await person(running, 'officer', { unit: car })
  const at = Date.now()
  const device = `phone:${officer.username}`
  const places = [0, -600_000, -300_000, 0].map((ago) => ({ device, at: at + ago, lng: 121.48, lat: 31.24 }))
  const { status, body } = await officer.send('POST', '/api/positions', places)
  expect(status).toBe(200)
  expect(body).toEqual({ accepted: 3, refused: [{ index: 3, reason: 'duplicate' }] })
  expect(running.positions.book.newest(car)?.at).toBe(at)

  const duty = await person(running, 'duty')
  await vi.waitFor(async () => {
    const span = `from=${at - 3_600_000}&to=${at}`
    const track = await duty.send('GET', `/api/units/${car}/track?${span}&purpose=safety`)
    expect((track.body as { at: number }[]).map((fix) => fix.at)).toEqual([at - 600_000, at - 300_000, at])
  })
})

test('the book survives a restart', async () => {
  const database = await testDatabase()
  const before = await livingConsole({ database })
  const [unit = 0] = await smallCity(database.db, ['foot'])
  const officer = await person(before, 'officer', { unit })
  const device = `phone:${officer.username}`
  await officer.send('POST', '/api/positions', [
    { device, at: Date.now(), lng: 121.49, lat: 31.23, speed: 1.25 },
  ])
  const was = before.positions.book.newest(unit)
  await before.stop()

  const after = await livingConsole({ database })
  expect(after.positions.book.newest(unit)).toEqual(was)
  const dispatcher = await person(after, 'dispatcher')
  const { socket, fixes } = await watcher(after.port, dispatcher.cookie)
  await vi.waitFor(() => expect(fixes.get(unit)?.lat).toBe(31.23))
  socket.close()
  await after.stop()
  await database.drop()
})

/** A class A report (type 1) at rest, bit by bit as ITU-R M.1371 lays it out. */
function encodeClassA(mmsi: number, lng: number, lat: number): string {
  const bits = (value: number, width: number) =>
    (value < 0 ? value + 2 ** width : value).toString(2).padStart(width, '0')
  const message = [
    bits(1, 6) + bits(0, 2) + bits(mmsi, 30) + bits(0, 4) + bits(0, 8) + bits(0, 10) + bits(1, 1),
    bits(Math.round(lng * 600_000), 28) + bits(Math.round(lat * 600_000), 27),
    bits(3600, 12) + bits(511, 9) + bits(30, 6) + bits(0, 2) + bits(0, 3) + bits(0, 1) + bits(0, 19),
  ].join('')
  return message.replaceAll(/.{6}/g, (six) => {
    const value = Number.parseInt(six, 2)
    return String.fromCharCode(value < 40 ? value + 48 : value + 56)
  })
}
