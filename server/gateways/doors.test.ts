/** H02, GB/T 28181 and Cursor-on-Target on their real doors: every vector, and each way to the place on the map. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type LivingConsole, livingConsole } from '../testing.live.ts'
import { type Person, person, smallCity } from '../testing.ts'
import { needsVectors, readVectors, vectorsAreHere } from '../testing.vectors.ts'
import { readCot } from './cot/messages.ts'

let running: LivingConsole
let admin: Person
let car = 0
let foot = 0
let boat = 0
let feed = ''

beforeAll(async () => {
  running = await livingConsole()
  ;[car = 0, foot = 0, boat = 0] = await smallCity(running.db, ['car', 'foot', 'boat'])
  admin = await person(running, 'admin')
  const { body } = await admin.send('POST', '/api/devices', { id: 'video', protocol: 'feed' })
  feed = (body as { token: string }).token
})
afterAll(async () => {
  await running.stop()
  await running.drop()
})

const register = (id: string, protocol: string, unit?: number, datum = 'wgs84') =>
  admin.send('POST', '/api/devices', { id, protocol, datum, ...(unit === undefined ? {} : { unit }) })
const newest = (unit: number) => running.positions.book.newest(unit)
const outcome = (gateway: string, name: string) =>
  running.metric(`gateway_messages_total{gateway="${gateway}",outcome="${name}"}`)

async function connected(port: number | undefined): Promise<{ socket: Socket; heard: () => string }> {
  const socket = connect(port ?? 0, '127.0.0.1')
  await once(socket, 'connect')
  let heard = ''
  socket.on('data', (bytes) => {
    heard += bytes
  })
  socket.on('error', () => {})
  return { socket, heard: () => heard }
}

/** However it ends: what was still to be read when the other side closed makes it an error. */
const closingOf = (socket: Socket) => new Promise((closed) => socket.once('close', closed))

/** Sends one message on a connection of its own and waits until it has been read. */
async function sendAlone(port: number | undefined, message: Buffer | string): Promise<void> {
  const { socket } = await connected(port)
  socket.end(message)
  await closingOf(socket)
}

const listed = async (protocol: string) => {
  const { body } = await admin.send('GET', '/api/devices/unknown')
  return (body as { protocol: string; id: string }[])
    .filter((each) => each.protocol === protocol)
    .map((each) => each.id)
}

test('an H02 terminal moves its unit and is answered', async () => {
  await register('4109179024', 'h02', car)
  const { socket, heard } = await connected(running.positions.ports().h02Port)
  const at = Math.floor(Date.now() / 1000) * 1000
  const [date = '', time = ''] = new Date(at).toISOString().split(/[T.]/)
  const day = date.slice(2).split('-').reverse().join('')
  socket.write(
    `*HQ,4109179024,V1,${time.replaceAll(':', '')},A,3114.694,N,12129.13,E,19.44,090,${day},FFFFFBFF#`,
  )
  await vi.waitFor(() => expect(heard()).toMatch(/^\*HQ,4109179024,V4,V1,\d{14}#$/))
  expect(newest(car)).toMatchObject({
    at,
    lng: expect.closeTo(121.4855, 6),
    lat: expect.closeTo(31.2449, 6),
    heading: 90,
  })
  expect(newest(car)?.speed).toBeCloseTo(10, 2)
  socket.destroy()
})

type H02 = {
  id: string
  kind: string
  input: string
  expected_traccar: { result: { latitude?: number; valid: boolean } | null; ids: (string | null)[] | null }
}

test.skipIf(!vectorsAreHere)(
  `every H02 vector through the port is what it must be${needsVectors}`,
  async () => {
    const port = running.positions.ports().h02Port
    const rows = readVectors<H02>('h02')
    const messageOf = ({ kind, input }: H02) => (kind === 'hex' ? Buffer.from(input, 'hex') : input)
    for (const row of rows) await sendAlone(port, messageOf(row))
    expect(await outcome('h02', 'place')).toBe(1)
    const names = await listed('h02')
    await running.db.query(`insert into device (protocol, id) select 'h02', unnest($1::text[])`, [names])
    await vi.waitFor(async () => {
      await running.positions.registry.missed()
      expect(running.positions.registry.find('h02', names[0] ?? '')).toBeDefined()
    }, 5_000)
    const wrong: unknown[] = []
    for (const row of rows) {
      const before = [await outcome('h02', 'place'), await outcome('h02', 'not_located')]
      await sendAlone(port, messageOf(row))
      const after = [await outcome('h02', 'place'), await outcome('h02', 'not_located')]
      const { result, ids } = row.expected_traccar
      // A report without a name moves nothing.
      const tells = result?.latitude !== undefined && typeof ids?.[0] === 'string'
      const want = tells ? (result?.valid ? [1, 0] : [0, 1]) : [0, 0]
      const got = after.map((count, i) => count - (before[i] ?? 0))
      if (got.join() !== want.join()) wrong.push({ row, got, want })
    }
    expect(wrong).toEqual([])
    expect(rows).toHaveLength(53)
  },
)

const notify = (token: string, payload: Buffer | string) =>
  running.app.inject({
    method: 'POST',
    url: '/ingest/gb28181',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'Application/MANSCDP+xml' },
    payload,
  })

test('a notification in GB18030 moves the unit, converted from its datum', async () => {
  await register('31010000001320000001', 'gb28181', foot, 'gcj02')
  const local = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19)
  const xml = `<?xml version="1.0" encoding="GB2312"?><Notify><CmdType>MobilePosition</CmdType><SN>7</SN><DeviceID>31010000001320000001</DeviceID><Name>??</Name><Time>${local}</Time><Longitude>121.490000</Longitude><Latitude>31.240000</Latitude><Speed>36</Speed><Direction>90</Direction></Notify>`
  const bytes = Buffer.from(xml)
  // 外滩 in GB18030.
  Buffer.from('cdec', 'hex').copy(bytes, bytes.indexOf('??'))
  const { statusCode, body } = await notify(feed, bytes)
  expect([statusCode, JSON.parse(body)]).toEqual([200, { accepted: 1, refused: [], unreadable: 0 }])
  // The often quoted place of the Bund is GCJ-02: taken as it is, it lies in the river.
  expect(newest(foot)).toMatchObject({
    lng: expect.closeTo(121.4855, 3),
    lat: expect.closeTo(31.242, 3),
    heading: 90,
  })
})

type Gb28181 = { id: string; xml_base64: string; accept: boolean; expected: { device: string }[] | null }

test.skipIf(!vectorsAreHere)(
  `every GB/T 28181 vector through the door is what it must be${needsVectors}`,
  async () => {
    const rows = readVectors<Gb28181>('gb28181')
    const wrong: unknown[] = []
    for (const row of rows) {
      const { statusCode, body } = await notify(feed, Buffer.from(row.xml_base64, 'base64'))
      const answer = JSON.parse(body)
      const told = row.expected?.length ?? 0
      // Nobody registered most of their devices, and their times are not now: each is refused by name, not as unreadable.
      const isRight = row.accept
        ? statusCode === 200 && answer.refused.length + answer.accepted === told
        : statusCode === 400
      if (!isRight) wrong.push({ row, statusCode, answer })
    }
    expect(wrong).toEqual([])
    expect(rows).toHaveLength(23)
    expect(await listed('gb28181')).toContain('31010000001320000100')
  },
)

test('a notification without the token of a feed is refused', async () => {
  const { body } = await admin.send('POST', '/api/devices', { id: 'phone', protocol: 'http' })
  for (const token of ['x'.repeat(40), (body as { token: string }).token])
    expect((await notify(token, '<Notify/>')).statusCode).toBe(401)
})

const event = (uid: string, at: number, type = 'a-f-S') => {
  const time = new Date(at).toISOString()
  return `<?xml version="1.0"?><event version="2.0" uid="${uid}" type="${type}" how="m-g" time="${time}" start="${time}" stale="${time}"><point lat="31.25" lon="121.5" hae="5" ce="3.5" le="9999999"/><detail><track speed="2.5" course="45"/></detail></event>`
}

test('a Cursor-on-Target event in pieces moves its unit; a route’s point does not', async () => {
  await register('BOAT-1', 'cot', boat)
  const { socket, heard } = await connected(running.positions.ports().cotPort)
  const at = Date.now()
  const text = event('BOAT-1', at) + event('BOAT-1', at + 1, 'b-m-r') + event('ping', at, 't-x-c-t')
  for (const from of [0, 100, 150]) socket.write(text.slice(from, { 0: 100, 100: 150 }[from]))
  await vi.waitFor(() => expect(heard()).toContain('t-x-c-t-r'))
  expect(newest(boat)).toMatchObject({ at, lng: 121.5, lat: 31.25, speed: 2.5, heading: 45, accuracy: 3.5 })
  socket.destroy()
})

test('who signs in with the token of a feed is told all units, and then those that move', async () => {
  const { socket, heard } = await connected(running.positions.ports().cotPort)
  socket.write(`<auth><cot username="x" password="${feed}" uid="y"/></auth>`)
  await vi.waitFor(() => expect(heard().match(/<\/event>/g)).toHaveLength(3))
  const told = (heard().match(/<event.*?<\/event>/g) ?? []).map((each) => readCot(each))
  expect(told).toContainEqual(
    expect.objectContaining({
      uid: `unit-${boat}`,
      type: 'a-f-S-X-L',
      callsign: 'H003',
      place: expect.objectContaining({ lng: 121.5, lat: 31.25, speed: 2.5, heading: 45 }),
    }),
  )
  const other = await connected(running.positions.ports().cotPort)
  const at = Date.now()
  other.socket.write(event('BOAT-1', at))
  await vi.waitFor(() => expect(heard()).toContain(`time="${new Date(at).toISOString()}"`), 4_000)
  other.socket.destroy()
  socket.destroy()
})

test('who signs in with anything else is told nothing and sent away', async () => {
  const { socket, heard } = await connected(running.positions.ports().cotPort)
  socket.write('<auth><cot username="x" password="guess"/></auth>')
  await closingOf(socket)
  expect(heard()).toBe('')
})

type Cot = {
  id: string
  xml: string
  expected: { uid: string | null; type: string; point?: { lat: number; lon: number } }
}

test.skipIf(!vectorsAreHere)(
  `every Cursor-on-Target vector through the port is what it must be${needsVectors}`,
  async () => {
    const rows = readVectors<Cot>('cot')
    const uids = [...new Set(rows.map((row) => row.expected.uid).filter((uid) => uid !== null))]
    for (const uid of uids) await register(uid, 'cot')
    const wrong: unknown[] = []
    for (const row of rows) {
      const before = [await outcome('cot', 'place'), await outcome('cot', 'not_located')]
      await sendAlone(running.positions.ports().cotPort, row.xml)
      const after = [await outcome('cot', 'place'), await outcome('cot', 'not_located')]
      const { uid, type, point } = row.expected
      // Only atoms are somewhere: routes, drawings and chat have points of another kind.
      const want = uid === null || !point ? [0, 0] : type.startsWith('a-') ? [1, 0] : [0, 1]
      const got = after.map((count, i) => count - (before[i] ?? 0))
      if (got.join() !== want.join()) wrong.push({ row, got, want })
    }
    expect(wrong).toEqual([])
    expect(rows).toHaveLength(22)
  },
)
