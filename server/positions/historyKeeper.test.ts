/** The keeper of the history: what it drops and what it indexes. */
import { describe, expect, test } from 'vitest'
import { readPartitions } from './partitionQueries.ts'
import { DAY_MS, HOUR_MS, hourOf, makePartitions } from './partitions.ts'
import { emptyHistory, HOUR, metric } from './testing.history.ts'

const history = emptyHistory()
const { keepAt, names, write } = history

describe('retention', () => {
  test('drops the hours that ended ninety days ago and no other', async () => {
    await makePartitions(
      history.database.db,
      [0, 1, 2].map((hour) => hourOf(HOUR) + hour),
    )
    await keepAt(HOUR + 2 * HOUR_MS + 90 * DAY_MS - 1)
    expect(await names()).toEqual(['fix_2026_06_01_09', 'fix_2026_06_01_10'])
    expect(await metric(history.metrics[0], 'history_partitions_dropped_total')).toBe(1)
    expect(await metric(history.metrics[0], 'history_last_run_seconds')).toBeGreaterThan(0)
  })

  test('waits for who reads the history, then drops', async () => {
    await write(7, [1])
    const reader = await history.database.db.connect()
    await reader.query('begin')
    await reader.query('select count(*) from fix')
    const keeping = keepAt(HOUR + 91 * DAY_MS)
    setTimeout(() => reader.query('commit').then(() => reader.release()), 500)
    await keeping
    expect(await names()).toEqual([])
  })
})

describe('an hour that is written out', () => {
  test('is indexed by mover, the hour that is still written to is not', async () => {
    await makePartitions(
      history.database.db,
      [0, 1].map((hour) => hourOf(HOUR) + hour),
    )
    await keepAt(HOUR + HOUR_MS + 11 * 60_000)
    const indexed = (await readPartitions(history.database.db)).map((each) => each.indexed)
    expect(indexed).toEqual([true, false])
  })

  test('is indexed anew where a crash left the index half built', async () => {
    await write(7, [1, 1])
    // A unique index over two equal rows fails, and leaves what a crash leaves.
    const half = 'create unique index concurrently fix_2026_06_01_08_mover on fix_2026_06_01_08 (mover, at)'
    await expect(history.database.db.query(half)).rejects.toThrow('could not create unique index')
    expect((await readPartitions(history.database.db))[0]?.indexed).toBe(false)
    await keepAt(HOUR + 2 * HOUR_MS)
    expect((await readPartitions(history.database.db))[0]?.indexed).toBe(true)
  })
})
