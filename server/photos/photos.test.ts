/** Evidence: what is told of a photo when it comes first stays, and what arrives damaged is refused. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

const NOW = 1_764_000_000_000
let console: TestConsole
let officer: Person
beforeAll(async () => {
  console = await testConsole({ now: () => NOW })
  const [unit] = await smallCity(console.db, ['foot'])
  officer = await person(console, 'officer', { unit })
})
afterAll(() => console.stop())

const image = (content: string) => Buffer.from(`\x89PNG\r\n\x1a\n${content}`, 'latin1')
const hashOf = (photo: Buffer) => createHash('sha256').update(photo).digest('hex')

async function upload(photo: Buffer, query = '') {
  const answer = await console.app.inject({
    method: 'POST',
    url: `/api/photos${query}`,
    headers: { cookie: officer.cookie, 'content-type': 'image/png' },
    payload: photo,
  })
  return { status: answer.statusCode, body: answer.json() }
}
const recordOf = async (photo: Buffer) =>
  ((await officer.send('GET', `/api/photos?hashes=${hashOf(photo)}`)).body as unknown[])[0]

test('a photo keeps when and where it was taken, and nobody changes that afterwards', async () => {
  const photo = image('bund')
  const told = `?hash=${hashOf(photo)}&at=${NOW - 60_000}&lng=121.4867&lat=31.2443&accuracy=8.5`
  expect(await upload(photo, told)).toMatchObject({ status: 200, body: { hash: hashOf(photo) } })
  await upload(photo, `?at=${NOW - 1}&lng=121.9&lat=31.9`)
  expect(await recordOf(photo)).toEqual({
    hash: hashOf(photo),
    takenAt: NOW - 60_000,
    place: [121.4867, 31.2443],
    accuracy: 8.5,
    addedAt: NOW,
    addedBy: officer.username,
  })
})

test('a photo of which nothing is told is as good, and a clock that runs ahead is not believed', async () => {
  const [silent, early] = [image('silent'), image('early')]
  await upload(silent)
  await upload(early, `?at=${NOW + 3_600_000}`)
  expect(await recordOf(silent)).toMatchObject({ takenAt: null, place: null, accuracy: null })
  expect(await recordOf(early)).toMatchObject({ takenAt: NOW })
})

test('a photo that is not the one that was sent is refused and not stored', async () => {
  const photo = image('damaged')
  const answer = await upload(photo, `?hash=${hashOf(image('whole'))}`)
  expect(answer).toMatchObject({ status: 400, body: { code: 'hash_differs', where: 'querystring/hash' } })
  expect(await recordOf(photo)).toBeUndefined()
})
