/** Replay put together: checkpoints of the board, the process that builds chunks, their keeper, and the routes. */
import { resolve } from 'node:path'
import type { Registry } from 'prom-client'
import { CHUNK_MS } from '#contract/chunk.ts'
import type { App, Needs } from '../app.ts'
import type { Pool } from '../db.ts'
import { startBuilder } from './builder.ts'
import { keepCheckpoints } from './checkpoints.ts'
import { keptSpan } from './chunkQueries.ts'
import { type Chunks, createChunks } from './chunks.ts'
import { type ChunkKeeper, keepChunks, sweep } from './keeper.ts'
import { replayMetrics } from './replayMetrics.ts'
import { chunkRoutes } from './routes.ts'

export type ReplayNeeds = {
  readonly db: Pool
  /** Of the same database, for that process's own connection. */
  readonly url: string
  readonly dataDir: string
  readonly days: number
  readonly metrics: Registry
  /** Writes down the fixes that wait; answers whether all are safe. */
  readonly flush: () => Promise<boolean>
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
}

export type Replay = {
  readonly chunks: Chunks
  readonly keeper: ChunkKeeper
  routes(app: App, needs: Needs): void
  stop(): Promise<void>
}

export async function startReplay(needs: ReplayNeeds): Promise<Replay> {
  const { db, now } = needs
  const folder = resolve(needs.dataDir, 'chunks')
  await sweep(folder, now())
  let ended = (await keptSpan(db)).last ?? now() - CHUNK_MS
  const metrics = replayMetrics(needs.metrics, { lag: () => (now() - ended - CHUNK_MS) / 1000 })
  const stopCheckpoints = await keepCheckpoints(needs)
  const builder = startBuilder(needs.url, metrics.used)
  const kept = createChunks({ ...needs, folder, builder, metrics })
  const chunks: Chunks = {
    ...kept,
    async keep(starts, reason) {
      const movesNext = await kept.keep(starts, reason)
      ended = Math.max(ended, starts)
      return movesNext
    },
  }
  const keeper = keepChunks({ ...needs, folder, chunks, metrics })
  return {
    chunks,
    keeper,
    routes: (app, routeNeeds) => chunkRoutes(app, routeNeeds, chunks),
    async stop() {
      const stopped = keeper.stop()
      await builder.stop()
      await stopped
      await stopCheckpoints()
    },
  }
}
