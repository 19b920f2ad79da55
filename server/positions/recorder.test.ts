/** The recorder: what it writes, and what it keeps while the database is away. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Fix } from '#contract/positions.ts'
import { connect } from '../db.ts'
import { forgetHistory } from '../testing.history.ts'
import { type TestDatabase, testDatabase } from '../testing.ts'
import { type Book, createBook } from './book.ts'
import { DAY_MS, HOUR_MS, hoursAround, makePartitions } from './partitions.ts'
import { readNewest, readTrack, settleNewest } from './queries.ts'
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
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(() => {
  book = createBook()
})
afterEach(async () => {
  for (const recorder of recorders.splice(0)) await recorder.stop()
  await forgetHistory(database.db)
})
afterAll(() => database.drop())

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
  const midnight = NOW - 8 * HOUR_MS
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

test('the door and the clock error of each fix are kept', async () => {
  const recorder = recorderOn()
  record(recorder, fix(7, NOW, { source: 4, skew: -90_000 }))
  await recorder.flush()
  const kept = [{ ...fix(7, NOW, { source: 4, skew: -90_000 }), received: NOW }]
  expect(await readTrack(database.db, 7, 0, NOW)).toEqual(kept)
  expect(await readNewest(database.db)).toEqual(kept)
})

describe('the newest place', () => {
  const newestAt = async () => (await readNewest(database.db)).map(({ at }) => at)
  const recordersNoted = async () => (await database.db.query('select id from recorder')).rows.length

  test('of who has just appeared is written at once, and later ones in their turn, within half a minute', async () => {
    let now = NOW
    const recorder = recorderOn(database.db, { now: () => now })
    const written: number[] = []
    for (let second = 0; second <= 60; second++) {
      now = NOW + second * 1_000
      record(recorder, fix(7, now))
      await recorder.flush()
      written.push(...(await newestAt()))
    }
    expect(written[0]).toBe(NOW)
    expect([...new Set(written)]).toHaveLength(3)
    expect(written.every((at, second) => NOW + second * 1_000 - at <= 30_000)).toBe(true)
  })

  test('is brought up to the end of the history after a kill, also where it was told hours late', async () => {
    const killed = recorderOn()
    for (const mover of [7, 8, 9]) record(killed, fix(mover, NOW - 12 * HOUR_MS))
    await killed.flush()
    record(killed, fix(7, NOW))
    record(killed, fix(8, NOW - 10 * HOUR_MS))
    killed.take(fix(8, NOW - 11 * HOUR_MS), NOW, false)
    await killed.flush()
    expect(await newestAt()).toEqual([7, 8, 9].map(() => NOW - 12 * HOUR_MS))

    await settleNewest(database.db)
    const newest = await readNewest(database.db)
    expect(newest.map(({ mover, at }) => [mover, NOW - at])).toEqual([
      [9, 12 * HOUR_MS],
      [7, 0],
      [8, 10 * HOUR_MS],
    ])
    expect(await recordersNoted()).toBe(0)
  })

  test('is all written by a recorder that is stopped, and nothing has to be read again', async () => {
    const recorder = recorderOn()
    record(recorder, fix(7, NOW - 1_000))
    await recorder.flush()
    record(recorder, fix(7, NOW))
    await recorder.flush()
    expect(await recordersNoted()).toBe(1)
    await recorder.stop()
    expect(await newestAt()).toEqual([NOW])
    expect(await recordersNoted()).toBe(0)
  })

  test('of a server that goes on is not lost because another one starts meanwhile', async () => {
    const living = recorderOn()
    record(living, fix(7, NOW - 2_000))
    await living.flush()
    await settleNewest(database.db)
    record(living, fix(7, NOW - 1_000))
    await living.flush()
    expect(await newestAt()).toEqual([NOW - 2_000])
    await settleNewest(database.db)
    expect(await newestAt()).toEqual([NOW - 1_000])
  })

  test('is not settled over the head of a server that writes at that very moment', async () => {
    const living = recorderOn()
    record(living, fix(7, NOW - 2_000))
    await living.flush()
    record(living, fix(7, NOW - 1_000))
    await Promise.all([settleNewest(database.db), living.flush()])
    await settleNewest(database.db)
    expect(await newestAt()).toEqual([NOW - 1_000])
  })
})

describe('the hours of the history', () => {
  const partitions = async () =>
    (await database.db.query(`select 1 from pg_inherits where inhparent = 'fix'::regclass`)).rows.length

  test('ten servers at the turn of an hour make the same ones', async () => {
    const hours = hoursAround(NOW + 40 * DAY_MS)
    await Promise.all(Array.from({ length: 10 }, () => makePartitions(database.db, hours)))
    expect(await partitions()).toBe(3)
  })

  test('the next one is there before its first fix', async () => {
    const recorder = recorderOn()
    record(recorder, fix(7, NOW))
    await recorder.flush()
    const { rows } = await database.db.query(`select to_regclass('fix_2026_06_01_09') is not null as there`)
    expect(rows).toEqual([{ there: true }])
  })

  test('a whole day from before goes on holding its hours', async () => {
    const day = NOW - 8 * HOUR_MS
    await database.db.query(
      `create table fix_2026_06_01 partition of fix for values from (${day}) to (${day + DAY_MS})`,
    )
    const recorder = recorderOn()
    record(recorder, fix(7, NOW))
    expect(await recorder.flush()).toBe(true)
    expect(await partitions()).toBe(1)
  })

  test('one is added while others write and read', async () => {
    await makePartitions(database.db, hoursAround(NOW))
    const busy = await database.db.connect()
    await busy.query('begin')
    await busy.query(`insert into fix (mover, at, received, lng, lat) values (1, ${NOW}, ${NOW}, 0, 0)`)
    await makePartitions(database.db, hoursAround(NOW + DAY_MS))
    await busy.query('rollback')
    busy.release()
    expect(await partitions()).toBe(6)
  })
})
