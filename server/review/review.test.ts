/** A moment is pinned, spoken of, put in order, removed and put back; two people cannot overwrite each other. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pin, Playlist } from '#contract/review.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

const AT = Date.now() - 3_600_000

let console: TestConsole
let supervisor: Person
let duty: Person

beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, ['foot'])
  supervisor = await person(console, 'supervisor', { username: 'gu' })
  duty = await person(console, 'duty', { username: 'min' })
})
afterAll(() => console.stop())

const moment = { at: AT, address: '/desk?at=1&unit=3', note: '先到后报', tags: ['到场'], ticket: null }
const pinned = async (who = supervisor, body: object = moment): Promise<Pin> =>
  (await who.send('POST', '/api/review/pins', body)).body
const change = (who: Person, what: 'pins' | 'playlists', id: number, body: object) =>
  who.send('POST', `/api/review/${what}/${id}/change`, body)
const read = async (who: Person): Promise<{ pins: Pin[]; playlists: Playlist[] }> =>
  (await who.send('GET', '/api/review')).body

test('a pinned moment is there for everybody who reviews, and in the log as it stands', async () => {
  const before = await lastNumber(console.db)
  const pin = await pinned()
  expect(pin).toMatchObject({ ...moment, version: 1, by: 'gu', removed: false })
  expect((await read(duty)).pins).toContainEqual(pin)
  const [event] = await eventsAfter(console.db, before, 1)
  expect(event).toMatchObject({ kind: 'pin.made', actor: 'gu', body: { pin } })
})

test('of two who change one at once, the second is told and overwrites nothing', async () => {
  const { id } = await pinned()
  expect((await change(duty, 'pins', id, { version: 1, note: '值班长的话' })).status).toBe(200)
  expect(await change(supervisor, 'pins', id, { version: 1, note: '督察的话' })).toMatchObject({
    status: 409,
    body: { code: 'stale' },
  })
  expect((await read(duty)).pins.find((pin) => pin.id === id)).toMatchObject({
    note: '值班长的话',
    version: 2,
  })
})

test('what was removed is gone from the lists and can be put back as it was', async () => {
  const { id } = await pinned()
  const before = await lastNumber(console.db)
  await change(supervisor, 'pins', id, { version: 1, removed: true })
  expect((await read(duty)).pins.some((pin) => pin.id === id)).toBe(false)
  await change(supervisor, 'pins', id, { version: 2, removed: false })
  expect((await read(duty)).pins.find((pin) => pin.id === id)).toMatchObject({ note: '先到后报', version: 3 })
  expect((await eventsAfter(console.db, before, 9)).map(({ kind }) => kind)).toEqual([
    'pin.removed',
    'pin.restored',
  ])
})

test('a playlist keeps its moments in the order given, and takes none that is not there', async () => {
  const [one, other] = [await pinned(), await pinned()]
  const { body: list } = (await supervisor.send('POST', '/api/review/playlists', {
    name: '第 48 周讲评',
    pins: [one.id, other.id],
  })) as { body: Playlist }
  await change(duty, 'playlists', list.id, { version: 1, pins: [other.id, one.id] })
  expect((await read(duty)).playlists[0]).toMatchObject({ name: '第 48 周讲评', pins: [other.id, one.id] })
  expect(await change(duty, 'playlists', list.id, { version: 2, pins: [9999] })).toMatchObject({
    status: 404,
    body: { code: 'no_pin', where: 'body/pins' },
  })
})

test('an address that leads elsewhere, the future and an unknown ticket are refused', async () => {
  const status = async (body: object) =>
    (await supervisor.send('POST', '/api/review/pins', { ...moment, ...body })).status
  expect(await status({ address: 'https://elsewhere.example/' })).toBe(400)
  expect(await status({ address: '//elsewhere.example' })).toBe(400)
  expect(await status({ at: Date.now() + 60_000 })).toBe(400)
  expect(await status({ ticket: 99 })).toBe(404)
})

test('a dispatcher looks at the review and changes nothing; an officer does not see it', async () => {
  const dispatcher = await person(console, 'dispatcher')
  expect((await dispatcher.send('GET', '/api/review')).status).toBe(200)
  expect((await dispatcher.send('POST', '/api/review/pins', moment)).status).toBe(403)
  const officer = await person(console, 'officer', { unit: 1 })
  expect((await officer.send('GET', '/api/review')).status).toBe(403)
})
