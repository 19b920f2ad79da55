/** Keeps replay's chunks as time passes: builds each when its ten minutes are over, anew when something was told late, drops what is too old. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CHUNK_MS } from '#contract/chunk.ts'
import type { Pool } from '../db.ts'
import { lastNumber } from '../events/queries.ts'
import { readPartitions } from '../positions/partitionQueries.ts'
import { DAY_MS } from '../positions/partitions.ts'
import {
  chunksToldLate,
  dropChunksBefore,
  firstFixAt,
  keptSpan,
  putBookmark,
  readBookmark,
  renewFacts,
} from './chunkQueries.ts'
import type { Chunks } from './chunks.ts'
import { firstCheckpointAt } from './factQueries.ts'
import type { ReplayMetrics } from './replayMetrics.ts'
import { clearFromShelf } from './shelf.ts'

export type KeeperNeeds = {
  readonly db: Pool
  readonly chunks: Chunks
  readonly metrics: ReplayMetrics
  readonly folder: string
  /** Days a chunk is kept. */
  readonly days: number
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
  readonly every?: number
}

export type ChunkKeeper = {
  /** Does once what is due. */
  run(): Promise<void>
  stop(): Promise<void>
}

/** So long after its end a chunk is built: what was told a little late is in it. */
const SETTLED_MS = 30_000

export const chunkStart = (at: number): number => Math.floor(at / CHUNK_MS) * CHUNK_MS

export function keepChunks(needs: KeeperNeeds): ChunkKeeper {
  let running: Promise<void> | undefined
  let stopping = false
  const run = (): Promise<void> => {
    running ??= keepOnce(needs, () => stopping)
      .catch((error: Error) => {
        if (!stopping) needs.say(`replay could not be kept: ${error.message}. It is tried again.`)
      })
      .finally(() => {
        running = undefined
      })
    return running
  }
  const clock = setInterval(run, needs.every ?? 10_000)
  return {
    run,
    async stop() {
      clearInterval(clock)
      stopping = true
      await running
    },
  }
}

async function keepOnce(needs: KeeperNeeds, isStopping: () => boolean): Promise<void> {
  await takeInLate(needs, isStopping)
  await keepDue(needs, isStopping)
  await dropOld(needs)
}

async function keepDue({ db, chunks, now }: KeeperNeeds, isStopping: () => boolean): Promise<void> {
  const { last } = await keptSpan(db)
  let starts = last === null ? await firstStart(db) : last + CHUNK_MS
  while (starts !== undefined && starts + CHUNK_MS + SETTLED_MS <= now() && !isStopping()) {
    await chunks.keep(starts, 'due')
    starts += CHUNK_MS
  }
}

/** The chunk in which anything began; undefined: nothing has. */
export async function firstStart(db: Pool): Promise<number | undefined> {
  const { first } = await keptSpan(db)
  if (first !== null) return first
  const names = (await readPartitions(db)).map(({ name }) => name)
  const begins = [await firstFixAt(db, names), await firstCheckpointAt(db)].filter((at) => at !== undefined)
  return begins.length === 0 ? undefined : chunkStart(Math.min(...begins))
}

/** Between the look before last and the last one a batch may have been under way. */
const OVERLAP_MS = 60_000

async function takeInLate(
  { db, chunks, metrics, now }: KeeperNeeds,
  isStopping: () => boolean,
): Promise<void> {
  const mark = { received: now(), number: await lastNumber(db) }
  const { last } = await keptSpan(db)
  const before = await readBookmark(db)
  if (last === null || !before) return putBookmark(db, mark)
  const renewed = await renewFacts(db, before.number, mark.number)
  if (renewed > 0) metrics.renewed(renewed)
  for (const { starts } of await chunksToldLate(db, before.received - OVERLAP_MS, last + CHUNK_MS)) {
    // Who goes on elsewhere than it was thought begins the next ten minutes elsewhere too.
    for (let anew = starts; anew <= last && !isStopping(); anew += CHUNK_MS) {
      if (!(await chunks.keep(anew, 'late'))) break
    }
  }
  if (!isStopping()) await putBookmark(db, mark)
}

async function dropOld({ db, metrics, folder, days, now }: KeeperNeeds): Promise<void> {
  const dropped = await dropChunksBefore(db, now() - days * DAY_MS)
  for (const { starts, version } of dropped) await clearFromShelf({ folder, starts, version })
  metrics.dropped(dropped.length)
}

/** Removes what a kill has left half written. */
export async function sweep(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names.filter((each) => each.endsWith('.part'))) {
    const { mtimeMs } = await stat(join(folder, name))
    if (now - mtimeMs > OVERLAP_MS) await rm(join(folder, name), { force: true })
  }
}
