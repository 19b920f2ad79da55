/** Keeps the history in shape once a minute: sums up what is new, drops what is too old, indexes and thins what is written out. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { Registry } from 'prom-client'
import { one, type Pool } from '../db.ts'
import type { Env } from '../env.ts'
import { type HistoryMetrics, type HistoryWork, historyMetrics } from './historyMetrics.ts'
import {
  dropPartition,
  indexPartition,
  lockHistory,
  type Partition,
  readPartitions,
  summarizeRanges,
} from './partitionQueries.ts'
import { DAY_MS, HOUR_MS } from './partitions.ts'
import { thinPartition } from './thinning.ts'

export type HistoryAges = Pick<Env, 'historyDays' | 'historyFullDays' | 'historyTenSecondsDays'>

export type KeeperNeeds = {
  readonly db: Pool
  readonly metrics: Registry
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
  readonly ages: HistoryAges
  readonly every?: number
}

export type HistoryKeeper = {
  /** Does once what is due. Of several servers one does it, the others go on at once. */
  run(): Promise<void>
  /** Breaks off what is going on; nothing is left half done. */
  stop(): Promise<void>
}

export function keepHistory(needs: KeeperNeeds): HistoryKeeper {
  const { db, every = 60_000 } = needs
  const metrics = historyMetrics(needs.metrics)
  const shift = { stopping: false, backend: 0 }
  let running: Promise<void> | undefined

  const run = (): Promise<void> => {
    running ??= keepOnce(needs, metrics, shift)
      .catch((error: Error) => {
        if (!shift.stopping) needs.say(`the history could not be looked after: ${error.message}`)
      })
      .finally(() => {
        running = undefined
      })
    return running
  }
  const clock = setInterval(run, every)

  return {
    run,
    async stop() {
      clearInterval(clock)
      shift.stopping = true
      while (running) {
        // Between two statements there is nothing to cancel: asked again until it has heard.
        if (shift.backend) await db.query('select pg_cancel_backend($1)', [shift.backend]).catch(() => {})
        await Promise.race([running, sleep(100)])
      }
    },
  }
}

/** `backend`: the process of the database that is at work; 0: none. */
type Shift = { stopping: boolean; backend: number }

async function keepOnce(needs: KeeperNeeds, metrics: HistoryMetrics, shift: Shift): Promise<void> {
  const client = await needs.db.connect()
  let broken: Error | undefined
  try {
    shift.backend = await takeShift(client)
    if (shift.backend === 0) return
    await doWhatIsDue(client, needs, metrics, shift)
  } catch (error) {
    broken = error as Error
    throw error
  } finally {
    if (shift.backend) await leaveShift(client).catch((error: Error) => (broken = error))
    shift.backend = 0
    // A connection that may still hold the lock, or may yet be told to cancel, must not go back to the pool.
    client.release(broken ?? shift.stopping)
  }
}

/** The database's process that has the shift, or 0 where another server's has it. */
async function takeShift(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ backend: number }>(
    `select case when pg_try_advisory_lock(hashtext('history keeper')) then pg_backend_pid() else 0 end as backend`,
  )
  return one(rows).backend
}

const leaveShift = (client: PoolClient) =>
  client.query(`select pg_advisory_unlock(hashtext('history keeper'))`)

async function doWhatIsDue(
  client: PoolClient,
  { now, say, ages }: KeeperNeeds,
  metrics: HistoryMetrics,
  shift: Shift,
): Promise<void> {
  const attempt = async (work: HistoryWork, what: string, does: () => Promise<void>) => {
    if (shift.stopping) return
    try {
      await does()
    } catch (error) {
      if (shift.stopping) return
      metrics.failed(work)
      say(`${what}: ${(error as Error).message}. It is tried again.`)
    }
  }
  const partitions = await readPartitions(client)
  const due = dueWork(partitions, now(), ages)

  await attempt('summarize', 'the newest history could not be summed up', () =>
    summarizeRanges(client, due.summarize),
  )
  for (const partition of due.drop) {
    await attempt('drop', `${partition.name} could not be dropped`, async () => {
      await atomically(client, async () => {
        await lockHistory(client)
        await dropPartition(client, partition)
      })
      metrics.dropped()
      say(`history: ${partition.name} is older than ${ages.historyDays} days and was dropped`)
    })
  }
  for (const { name } of due.index) {
    await attempt('index', `${name} could not be indexed`, async () => {
      await indexPartition(client, name)
      metrics.indexed()
    })
  }
  for (const { partition, stepMs } of due.thin) {
    await attempt('thin', `${partition.name} could not be thinned`, async () => {
      const rows = await atomically(client, () => thinPartition(client, partition, stepMs))
      metrics.thinned(rows)
      say(`history: ${partition.name} thinned from ${rows.before} to ${rows.after} fixes`)
    })
  }
  metrics.ran(now())
}

type Due = {
  readonly summarize: readonly string[]
  readonly drop: readonly Partition[]
  readonly index: readonly Partition[]
  readonly thin: readonly { readonly partition: Partition; readonly stepMs: number }[]
}

/** An hour is written out when those who tell a little late have told; who tells later writes into the index. */
const WRITTEN_OUT_MS = 10 * 60_000

/** One index and one thinning at a time: a year's arrears must not keep the database from its work. */
function dueWork(partitions: readonly Partition[], now: number, ages: HistoryAges): Due {
  const isOlder = (partition: Partition, days: number) => partition.ends <= now - days * DAY_MS
  const drop = partitions.filter((each) => isOlder(each, ages.historyDays))
  const kept = partitions.filter((each) => !isOlder(each, ages.historyDays))
  const thin = kept
    .map((partition) => ({ partition, stepMs: stepOf(partition, isOlder, ages) }))
    .filter(({ partition, stepMs }) => stepMs > (partition.stepMs ?? 0))
  return {
    summarize: kept
      .filter((each) => each.ends > now - 2 * HOUR_MS && each.starts <= now)
      .map(({ name }) => name),
    drop,
    // The newest first: it is asked for most.
    index: kept.filter((each) => !each.indexed && each.ends <= now - WRITTEN_OUT_MS).slice(-1),
    thin: thin.slice(0, 1),
  }
}

/** One fix of each mover in how many ms is kept at its age; 0: all. */
function stepOf(
  partition: Partition,
  isOlder: (partition: Partition, days: number) => boolean,
  { historyFullDays, historyTenSecondsDays }: HistoryAges,
): number {
  if (!isOlder(partition, historyFullDays)) return 0
  return isOlder(partition, historyTenSecondsDays) ? 60_000 : 10_000
}

async function atomically<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
