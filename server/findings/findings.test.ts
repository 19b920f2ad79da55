/** Findings of machines: sure ones enter the queue, unsure ones wait, and the clip is held against its hash. */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Arrival } from '#contract/arrivals.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let key: string
let wang: Person
const clip = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), Buffer.alloc(200, 7)])
const hash = createHash('sha256').update(clip).digest('hex')

beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher')
  const admin = await person(console, 'admin')
  key = (
    (await admin.send('POST', '/api/sources', { source: 'video', name: '外滩视频' })).body as { key: string }
  ).key
})
afterAll(() => console.stop())

const upload = (payload: Buffer, query = '') =>
  console.app.inject({
    method: 'POST',
    url: `/api/clips${query}`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'video/mp4' },
    payload,
  })

async function find(id: string, change: object = {}) {
  const finding = {
    id,
    category: '0501',
    address: '外滩',
    place: [121.4867, 31.2443],
    happenedAt: Date.now() - 60_000,
    confidence: 0.93,
    clip: hash,
    ...change,
  }
  const answer = await console.app.inject({
    method: 'POST',
    url: '/api/findings/video',
    headers: { authorization: `Bearer ${key}` },
    payload: finding,
  })
  return { status: answer.statusCode, body: answer.json() }
}

test('a finding without its clip is refused, and with it is a ticket that shows confidence and clip', async () => {
  expect(await find('1')).toMatchObject({ status: 400, body: { code: 'clip_missing' } })
  expect((await upload(clip)).json()).toEqual({ hash, bytes: clip.length, type: 'video/mp4' })
  const filed = await find('1', { camera: 'C-07' })
  expect(filed.body).toMatchObject({ outcome: 'filed' })
  const list = (await wang.send('GET', '/api/tickets')).body as unknown as Ticket[]
  expect(list[0]).toMatchObject({
    code: filed.body.ticket,
    source: 'video',
    origin: { name: '外滩视频', confidence: 0.93, clip: hash, camera: 'C-07' },
  })
  expect((await find('1')).body).toEqual({ outcome: 'already', ticket: filed.body.ticket })
})

test('below the threshold it waits until somebody confirms or dismisses it, and is never both', async () => {
  await console.db.query(`insert into finding_threshold values ('0105', 0.5)`)
  expect((await find('2', { category: '0105', confidence: 0.6 })).body.outcome).toBe('filed')
  expect((await find('3', { confidence: 0.6 })).body).toEqual({ outcome: 'held', ticket: null })
  const [arrival] = (await wang.send('GET', '/api/arrivals')).body as unknown as Arrival[]
  expect(arrival).toMatchObject({ why: 'unsure', place: [121.4867, 31.2443] })
  const url = `/api/arrivals/${arrival?.id}`
  const confirmed = await wang.send('POST', `${url}/file`, { version: 1, place: arrival?.place })
  expect(confirmed.body).toMatchObject({
    state: 'filed',
    source: 'video',
    openedBy: wang.username,
    origin: { confidence: 0.6 },
  })
  expect(await wang.send('POST', `${url}/dismiss`, { version: 1, reason: '误报' })).toMatchObject({
    status: 409,
  })
  expect((await find('3')).body).toMatchObject({
    outcome: 'already',
    ticket: (confirmed.body as Ticket).code,
  })
})

test('what is dismissed becomes no ticket, and does not come back', async () => {
  await find('4', { confidence: 0.1 })
  const [arrival] = (await wang.send('GET', '/api/arrivals')).body as unknown as Arrival[]
  const dismissed = await wang.send('POST', `/api/arrivals/${arrival?.id}/dismiss`, {
    version: 1,
    reason: '树影',
  })
  expect(dismissed.body).toMatchObject({ state: 'dismissed', ticket: null })
  expect((await find('4')).body).toEqual({ outcome: 'already', ticket: null })
  const then = (await wang.send('GET', `/api/arrivals?at=${arrival?.arrivedAt}`)).body as unknown as Arrival[]
  expect(then).toContainEqual(arrival)
  expect((await wang.send('GET', '/api/arrivals')).body).not.toContainEqual(arrival)
})

test('a clip that is none, or not the one of its hash, is refused', async () => {
  expect((await upload(Buffer.from('<script>'))).json()).toMatchObject({ code: 'not_a_clip' })
  expect((await upload(clip, `?hash=${'0'.repeat(64)}`)).json()).toMatchObject({ code: 'other_hash' })
})

test('a clip is shown to who may see evidence, until its file is changed', async () => {
  await upload(clip)
  const see = () => console.app.inject({ url: `/api/clips/${hash}`, headers: { cookie: wang.cookie } })
  expect((await see()).rawPayload.equals(clip)).toBe(true)
  const wall = await person(console, 'wall')
  expect(
    (await console.app.inject({ url: `/api/clips/${hash}`, headers: { cookie: wall.cookie } })).statusCode,
  ).toBe(403)
  await writeFile(join(console.needs.env.dataDir, 'clips', hash), 'changed')
  expect((await see()).json()).toMatchObject({ code: 'clip_changed' })
})

test('a partner department sends a ticket under its name, once, and reads how it gets on', async () => {
  const admin = await person(console, 'admin')
  const issued = (await admin.send('POST', '/api/sources', { source: 'partner', name: '渣土管理' })).body as {
    key: string
  }
  const headers = { authorization: `Bearer ${issued.key}` }
  const payload = {
    id: '7',
    category: '0501',
    text: '偷倒',
    address: '外滩',
    place: [121.4867, 31.2443],
    happenedAt: Date.now() - 1000,
  }
  const send = () => console.app.inject({ method: 'POST', url: '/api/partner/tickets', headers, payload })
  const first = (await send()).json()
  expect((await send()).json()).toMatchObject({ code: 'already_here' })
  const list = (await console.app.inject({ url: '/api/partner/tickets', headers })).json()
  expect(list).toMatchObject([
    { code: first.ticket, source: 'partner', origin: { name: '渣土管理' }, state: 'filed' },
  ])
})
