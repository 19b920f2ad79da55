/** A history for tests that a keeper drops, indexes and thins: empty before each of them, and an hour to write into. */
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { forgetHistory } from '../testing.history.ts'
import { type TestDatabase, testDatabase } from '../testing.ts'
import { type HistoryAges, keepHistory } from './historyKeeper.ts'
import { readPartitions } from './partitionQueries.ts'
import { DAY_MS, hourOf, makePartitions } from './partitions.ts'
import { readTrack } from './queries.ts'

/** The beginning of an hour. */
export const HOUR = Date.UTC(2026, 5, 1, 8)
const AGES: HistoryAges = { historyDays: 90, historyFullDays: 7, historyTenSecondsDays: 30 }

export function emptyHistory() {
  const history = {
    database: undefined as unknown as TestDatabase,
    /** Of the keepers of one test, in the order they began. */
    metrics: [] as Registry[],
    keeperAt,
    keepAt,
    write,
    kept,
    names,
  }
  beforeAll(async () => {
    history.database = await testDatabase()
  })
  afterEach(async () => {
    history.metrics.length = 0
    await forgetHistory(history.database.db)
  })
  afterAll(() => history.database.drop())

  /** A keeper whose clock says `now`, and never comes round by itself. */
  function keeperAt(now: number, db = history.database.db, said: string[] = []) {
    const registry = new Registry()
    history.metrics.push(registry)
    return keepHistory({
      db,
      metrics: registry,
      now: () => now,
      say: (line) => said.push(line),
      ages: AGES,
      every: 1e9,
    })
  }

  async function keepAt(now: number): Promise<void> {
    const keeper = keeperAt(now)
    await keeper.run()
    await keeper.stop()
  }

  /** Writes fixes of a mover at these seconds of the hour. */
  async function write(mover: number, seconds: readonly number[], hour = HOUR): Promise<void> {
    await makePartitions(history.database.db, [hourOf(hour)])
    await history.database.db.query(
      `insert into fix (mover, at, received, lng, lat, source)
       select $1, $2::bigint + s * 1000, $2::bigint + s * 1000, 1214000000, 312000000, 3 from unnest($3::int[]) as s`,
      [mover, hour, seconds],
    )
  }

  async function kept(mover: number): Promise<number[]> {
    const track = await readTrack(history.database.db, mover, 0, HOUR + 900 * DAY_MS)
    return track.map(({ at }) => (at - HOUR) / 1000)
  }

  async function names(): Promise<string[]> {
    return (await readPartitions(history.database.db)).map(({ name }) => name)
  }

  return history
}

export async function metric(registry: Registry | undefined, name: string): Promise<number> {
  const line = (await registry?.metrics())?.split('\n').find((each) => each.startsWith(`${name} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}
