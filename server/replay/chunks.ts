/** The chunks there are: kept ones from their files, the one under way and damaged ones built as they are asked for. */
import { CHUNK_MS } from '#contract/chunk.ts'
import type { Pool } from '../db.ts'
import { lastNumber } from '../events/queries.ts'
import type { Builder } from './builder.ts'
import {
  chunkAt,
  eventsIn,
  type KeptChunk,
  type Part,
  type Parts,
  putChunk,
  type Size,
} from './chunkQueries.ts'
import type { Reason, ReplayMetrics } from './replayMetrics.ts'
import { clearFromShelf, takeFromShelf } from './shelf.ts'
import type { Done } from './work.ts'

export type Served = { readonly bytes: Uint8Array; readonly sha256: string; readonly version: number }

export type Chunks = {
  /** Compressed; undefined where the ten minutes have not begun. */
  read(starts: number, part: Part): Promise<Served | undefined>
  /** Of one under way: up to when what is read of it from now on tells everything that was received, ms UTC. */
  reaches(starts: number): Promise<number>
  /** Builds ten minutes that are over and puts them on the shelf; answers whether the next chunk has to be built anew. */
  keep(starts: number, reason: Reason): Promise<boolean>
}

export type ChunkNeeds = {
  readonly db: Pool
  readonly folder: string
  readonly builder: Builder
  readonly metrics: ReplayMetrics
  /** Writes down the fixes that wait; answers whether all are safe. */
  readonly flush: () => Promise<boolean>
  /** ms UTC. */
  readonly now: () => number
}

/** `began`: when; what was received by then is in it. */
type Begun = { readonly began: number; freshUntil: number; readonly done: Promise<Done> }

/** A chunk under way is built so seldom at most, and takes no more than a tenth of the time. */
const FRESH_MS = 4_000
const SHARE = 10

export function createChunks({ db, folder, builder, metrics, flush, now }: ChunkNeeds): Chunks {
  const keeping = new Map<number, Promise<boolean>>()
  const begun = new Map<number, Begun>()

  const build = async (starts: number, version: number | null, reason: Reason, kept?: KeptChunk) => {
    const began = performance.now()
    try {
      await flush()
      const [before, next] = [await chunkAt(db, starts - CHUNK_MS), await chunkAt(db, starts + CHUNK_MS)]
      const done = await builder.build({ folder, starts, version, kept, before, next })
      metrics.built(reason, (performance.now() - began) / 1000)
      return done
    } catch (error) {
      metrics.failed(reason)
      throw error
    }
  }
  const keepOnce = async (starts: number, reason: Reason): Promise<boolean> => {
    const kept = await chunkAt(db, starts)
    const number = kept?.number ?? (await lastNumber(db))
    const events = kept?.events ?? (await eventsIn(db, starts))
    const done = await build(starts, (kept?.version ?? UNDER_WAY) + 1, reason, kept)
    const { fixes, late, parts, movesNext } = done
    const version = done.version as number
    const factsVersion = kept?.factsVersion ?? UNDER_WAY + 1
    await putChunk(db, { starts, version, factsVersion, fixes, events, late, number, parts }, now())
    if (kept && kept.version < version) await clearFromShelf({ folder, starts, version: kept.version })
    return movesNext
  }
  const keep = (starts: number, reason: Reason): Promise<boolean> => {
    const known = keeping.get(starts)
    if (known) return known
    const work = keepOnce(starts, reason).finally(() => keeping.delete(starts))
    keeping.set(starts, work)
    return work
  }
  const soFar = (starts: number): Begun => {
    const known = begun.get(starts)
    if (known && now() < known.freshUntil) return known
    const began = now()
    const done = build(starts, null, 'begun')
    const work: Begun = { began, freshUntil: Number.POSITIVE_INFINITY, done }
    for (const other of begun.keys()) if (other < starts - CHUNK_MS) begun.delete(other)
    begun.set(starts, work)
    done.then(
      () => {
        work.freshUntil = now() + Math.max(FRESH_MS, SHARE * (now() - began))
      },
      () => begun.delete(starts),
    )
    return work
  }
  return {
    keep,
    async reaches(starts) {
      const ends = starts + CHUNK_MS
      // It is built when it is read, and nobody has read it yet.
      if (now() >= ends && !begun.has(starts)) return ends
      const { began, done } = soFar(starts)
      await done
      return Math.min(began, ends)
    },
    async read(starts, part) {
      if (starts > now()) return undefined
      let kept = await chunkAt(db, starts)
      if (!kept) return served(await soFar(starts).done, part)
      let bytes = await takeFromShelf(folder, kept, part)
      if (!bytes) {
        await keep(starts, 'damaged')
        kept = (await chunkAt(db, starts)) as KeptChunk
        bytes = await takeFromShelf(folder, kept, part)
      }
      if (!bytes) throw new Error(`the chunk of ${new Date(starts).toISOString()} cannot be read`)
      return { bytes, sha256: kept.parts[part].sha256, version: kept.version }
    },
  }
}

/** As which a chunk is listed while it is under way; kept ones are later versions. */
export const UNDER_WAY = 1

const served = (
  { bytes, parts }: { bytes: Parts<Uint8Array> | undefined; parts: Parts<Size> },
  part: Part,
): Served => ({
  bytes: (bytes as Parts<Uint8Array>)[part],
  sha256: parts[part].sha256,
  version: UNDER_WAY,
})
