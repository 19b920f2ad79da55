/** The recorder: what it writes, and what it keeps while the database is away. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fix } from '#contract/positions.ts'
import { connect } from '../db.ts'
import { type TestDatabase, testDatabase } from '../testing.ts'
import { type Book, createBook } from './book.ts'
import { DAY_MS, dayOf, daysAround, makePartitions } from './partitions.ts'
import { readNewest, readTrack } from './queries.ts'
import { type Recorder, startRecorder } from './recorder.ts'

const NOW = Date.UTC(2026, 5, 1, 8)
const fix = (mover: number, at: number, more: Partial<Fix> = {}): Fix => ({
  mover,
  at,
  lng: 121.4867123,
  lat: -31.2443321,
  speed: 1.25,
  heading: 359.99,
  accuracy: Number.NaN,
  source: 0,
  skew: 0,
  ...more,
})

let database: TestDatabase
let book: Book
const recorders: Recorder[] = []
beforeEach(async () => {
  database = await testDatabase()
  book = createBook()
})
afterEach(async () => {
  for (const recorder of recorders.splice(0)) await recorder.stop()
  await database.drop()
})

function record(recorder: Recorder, each: Fix): void {
  book.enter(each, NOW)
  recorder.take(each, NOW, true)
}

/** Its own clock never comes round: the test flushes. */
function recorderOn(db = database.db, more: object = {}): Recorder {
  const recorder = startRecorder({ db, book, now: () => NOW, say: () => {}, every: 1e9, ...more })
  recorders.push(recorder)
  return recorder
}

test('what went in comes out, to the unit of the column, from either side of midnight', async () => {
  const recorder = recorderOn()
  const midnight = dayOf(NOW) * DAY_MS
  for (const at of [midnight - 1, midnight, NOW]) record(recorder, fix(7, at))
  record(recorder, fix(8, NOW, { lng: -180, lat: 90, speed: Number.NaN, heading: Number.NaN, accuracy: 3.5 }))
  expect(await recorder.flush()).toBe(true)
  expect(await readTrack(database.db, 7, 0, NOW)).toEqual(
    [midnight - 1, midnight, NOW].map((at) => ({ ...fix(7, at), received: NOW })),
  )
  const newest = await readNewest(database.db)
  expect(newest.sort((a, b) => a.mover - b.mover)).toEqual([
    { ...fix(7, NOW), received: NOW },
    {
      ...fix(8, NOW, { lng: -180, lat: 90, speed: Number.NaN, heading: Number.NaN, accuracy: 3.5 }),
      received: NOW,
    },
  ])
})

test('10,000 fixes over several chunks are all there', async () => {
  const recorder = recorderOn()
  for (let i = 0; i < 10_000; i++) record(recorder, fix(i % 100, NOW - 10_000 + i))
  await recorder.flush()
  const { rows } = await database.db.query(
    'select count(*)::int as count, count(distinct mover)::int as movers from fix',
  )
  expect(rows).toEqual([{ count: 10_000, movers: 100 }])
})

test('a late fix joins the history and leaves the newest place alone', async () => {
  const recorder = recorderOn()
  record(recorder, fix(7, NOW))
  recorder.take(fix(7, NOW - 60_000), NOW, false)
  await recorder.flush()
  expect(await readTrack(database.db, 7, 0, NOW)).toHaveLength(2)
  expect((await readNewest(database.db)).map(({ at }) => at)).toEqual([NOW])
})

test('another server’s newer place is not overwritten', async () => {
  const recorder = recorderOn()
  record(recorder, fix(7, NOW))
  await recorder.flush()
  book = createBook()
  const other = recorderOn()
  record(other, fix(7, NOW - 60_000))
  await other.flush()
  expect((await readNewest(database.db)).map(({ at }) => at)).toEqual([NOW])
})

test('while the database is away the newest is kept, the oldest history is dropped and counted, and then all is written', async () => {
  const nowhere = connect('postgres://nobody@127.0.0.1:9/none')
  let switched = false
  const switching = new Proxy(database.db, {
    get: (target, key) => Reflect.get(switched ? target : nowhere, key).bind?.(switched ? target : nowhere),
  })
  let dropped = 0
  const recorder = recorderOn(switching, { mostRows: 8_192, dropped: (rows: number) => (dropped += rows) })
  for (let i = 0; i < 20_000; i++) record(recorder, fix(i % 50, NOW - 20_000 + i))
  expect(await recorder.flush()).toBe(false)
  expect(dropped + recorder.waiting()).toBe(20_000)
  switched = true
  expect(await recorder.flush()).toBe(true)
  const { rows } = await database.db.query('select count(*)::int as count, max(at) as last from fix')
  expect(rows).toEqual([{ count: 20_000 - dropped, last: NOW - 1 }])
  expect(await readNewest(database.db)).toHaveLength(50)
  await nowhere.end()
})

test('ten servers at midnight make the same partitions', async () => {
  const days = daysAround(NOW + 40 * DAY_MS)
  await Promise.all(Array.from({ length: 10 }, () => makePartitions(database.db, days)))
  const { rows } = await database.db.query(
    `select count(*)::int as count from pg_inherits where inhparent = 'fix'::regclass`,
  )
  expect(rows).toEqual([{ count: 3 }])
})
