/** Old history is thinned: what is kept of it, once, and a crash or a second keeper does no harm. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connect } from '../db.ts'
import { readPartitions } from './partitionQueries.ts'
import { DAY_MS, HOUR_MS } from './partitions.ts'
import { readTrack } from './queries.ts'
import { emptyHistory, HOUR, metric } from './testing.history.ts'
import { thinPartition } from './thinning.ts'

const history = emptyHistory()
const { keepAt, keeperAt, kept, names, write } = history

const seconds = (from: number, to: number, every = 1): number[] =>
  Array.from({ length: Math.ceil((to - from) / every) }, (_, i) => from + i * every)

describe('thinning', () => {
  test('keeps one fix in ten seconds after a week, and one a minute after a month', async () => {
    await write(7, seconds(0, 3_600))
    await keepAt(HOUR + HOUR_MS + 7 * DAY_MS - 1)
    expect(await kept(7)).toHaveLength(3_600)
    await keepAt(HOUR + HOUR_MS + 7 * DAY_MS)
    expect(await kept(7)).toEqual([...seconds(0, 3_600, 10), 3_599])
    await keepAt(HOUR + HOUR_MS + 30 * DAY_MS)
    expect(await kept(7)).toEqual([...seconds(0, 3_600, 60), 3_599])
  })

  test('keeps the first and last fix of each mover and both ends of every silence', async () => {
    await write(7, [...seconds(3, 18), ...seconds(137, 142), 210])
    await write(8, [1_234])
    await keepAt(HOUR + 31 * DAY_MS)
    expect(await kept(7)).toEqual([3, 17, 137, 141, 210])
    expect(await kept(8)).toEqual([1_234])
  })

  test('leaves whoever reports more rarely than a step as it is, sources and all', async () => {
    await write(7, seconds(0, 3_600, 90))
    await keepAt(HOUR + 31 * DAY_MS)
    const track = await readTrack(history.database.db, 7, 0, HOUR + DAY_MS)
    expect(track.map(({ at }) => (at - HOUR) / 1000)).toEqual(seconds(0, 3_600, 90))
    expect(track.every(({ source, received, at }) => source === 3 && received === at)).toBe(true)
  })

  test('is done once: a second round touches nothing, and the rows are counted', async () => {
    await write(7, seconds(0, 100))
    await keepAt(HOUR + 8 * DAY_MS)
    await keepAt(HOUR + 8 * DAY_MS)
    expect(await metric(history.metrics[0], 'history_thinned_rows_before_total')).toBe(100)
    expect(await metric(history.metrics[0], 'history_thinned_rows_after_total')).toBe(11)
    expect(await metric(history.metrics[1], 'history_partitions_thinned_total')).toBe(0)
    const { rows } = await history.database.db.query(
      'select step_ms, rows_before, rows_after from thinned_history',
    )
    expect(rows).toEqual([{ step_ms: 10_000, rows_before: 100, rows_after: 11 }])
  })

  test('leaves an hour that can be written to, searched by time and by mover, as before', async () => {
    await write(7, seconds(0, 100))
    await keepAt(HOUR + 8 * DAY_MS)
    await write(7, [55])
    expect(await kept(7)).toContain(55)
    const { rows } = await history.database.db.query<{ definition: string }>(
      `select indexdef as definition from pg_indexes where tablename = 'fix_2026_06_01_08' order by indexdef like '%btree%'`,
    )
    expect(rows.map(({ definition }) => definition.replace(/.*using/i, ''))).toEqual([
      expect.stringContaining("brin (at, received) WITH (pages_per_range='32')"),
      ' btree (mover, at)',
    ])
  })

  test('that a crash breaks off never happened, and is done the next time', async () => {
    await write(7, seconds(0, 3_600))
    const reader = await history.database.db.connect()
    await reader.query('begin')
    await reader.query('select count(*) from fix')
    // Held up by the reader, after all the rows are copied and before the swap.
    const crashing = keeperAt(HOUR + 8 * DAY_MS)
    const run = crashing.run()
    await waitUntil(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'relation'`,
    )
    await history.database.db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'relation'`,
    )
    await run
    await reader.query('commit')
    reader.release()
    expect(await kept(7)).toHaveLength(3_600)
    expect(await names()).toEqual(['fix_2026_06_01_08'])

    await keepAt(HOUR + 8 * DAY_MS)
    expect(await kept(7)).toHaveLength(361)
  })

  test('is broken off by a server that stops, at once and without a trace', async () => {
    await write(7, seconds(0, 3_600))
    const reader = await history.database.db.connect()
    await reader.query('begin')
    await reader.query('select count(*) from fix')
    const said: string[] = []
    const stopped = keeperAt(HOUR + 8 * DAY_MS, history.database.db, said)
    const run = stopped.run()
    await waitUntil(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'relation'`,
    )
    await stopped.stop()
    await run
    await reader.query('commit')
    reader.release()
    expect(await kept(7)).toHaveLength(3_600)
    expect(said).toEqual([])
  })

  test('of two servers at once is done by one', async () => {
    await write(7, seconds(0, 3_600))
    const other = connect(history.database.url)
    const keepers = [keeperAt(HOUR + 8 * DAY_MS), keeperAt(HOUR + 8 * DAY_MS, other)]
    await Promise.all(keepers.map((keeper) => keeper.run()))
    expect(await kept(7)).toHaveLength(361)
    const done = await Promise.all(
      history.metrics.map((each) => metric(each, 'history_partitions_thinned_total')),
    )
    expect(done.sort()).toEqual([0, 1])
    const failed = await Promise.all(
      history.metrics.map((each) => metric(each, 'history_failures_total{work="thin"}')),
    )
    expect(failed).toEqual([0, 0])
    await Promise.all(keepers.map((keeper) => keeper.stop()))
    await other.end()
  })

  test('makes no silence of two steps, keeps every longer one, and thins nothing twice', async () => {
    const STEP = 10
    const track = fc.uniqueArray(fc.integer({ min: 0, max: 3_599 }), { minLength: 1, maxLength: 150 })
    const patch = fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 120 }))
    await fc.assert(
      fc.asyncProperty(track, fc.array(patch, { maxLength: 4 }), async (single, patches) => {
        const dense = patches.flatMap(([from, length]) => seconds(from, from + length))
        const told = [...new Set([...single, ...dense])].sort((a, b) => a - b)
        await write(7, told)
        await thin(STEP * 1000)
        const once = await kept(7)
        await thin(STEP * 1000)
        expect(await kept(7)).toEqual(once)
        expect([once[0], once.at(-1)]).toEqual([told[0], told.at(-1)])
        const longer = silences(told).filter(([from = 0, to = 0]) => to - from > STEP)
        const left = silences(once).filter(([from = 0, to = 0]) => to - from >= 2 * STEP)
        expect(silences(once)).toEqual(expect.arrayContaining(longer))
        expect(longer).toEqual(expect.arrayContaining(left))
        expect(once.length).toBeLessThanOrEqual(360 + 2 * longer.length + 2)
        await history.database.db.query('truncate fix')
      }),
      { numRuns: 12 },
    )
  })
})

const silences = (times: readonly number[]): number[][] =>
  times.slice(1).map((time, i) => [times[i] as number, time])

async function thin(stepMs: number): Promise<void> {
  const [partition] = await readPartitions(history.database.db)
  if (!partition) throw new Error('there is no history to thin')
  const tx = await history.database.db.connect()
  await tx.query('begin')
  await thinPartition(tx, partition, stepMs)
  await tx.query('commit')
  tx.release()
}

async function waitUntil(query: string): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if ((await history.database.db.query(query)).rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`still nothing answers ${query}`)
}
