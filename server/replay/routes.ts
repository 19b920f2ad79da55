/** Replay over HTTP: which chunks there are, and one chunk's fixes, receipts and facts. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { CHUNK_MS } from '#contract/chunk.ts'
import { listChunks, readChunk, readChunkFacts } from '#contract/replay.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { buildChunk, nobody } from './build.ts'
import { chunkFacts } from './facts.ts'

const decompress = promisify(brotliDecompress)

export function replayRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  const sees = [requires(needs, 'replay.see')]

  app.route({
    ...listChunks,
    preHandler: sees,
    handler: async ({ query: { from, to } }) => {
      const { rows } = await db.query<{ first: number | null }>('select min(at) as first from fix')
      const first = rows[0]?.first ? Math.floor(rows[0].first / CHUNK_MS) * CHUNK_MS : null
      const chunks = []
      const begin = Math.max(first ?? now(), Math.floor(from / CHUNK_MS) * CHUNK_MS)
      for (let starts = begin; starts <= Math.min(to, now()); starts += CHUNK_MS) {
        chunks.push({
          starts,
          version: 1,
          complete: starts + CHUNK_MS < now(),
          fixes: 0,
          events: 0,
          bytes: 0,
        })
      }
      return { now: now(), first, chunks }
    },
  })

  app.route({
    ...readChunk,
    preHandler: [requires(needs, 'replay.see'), requires(needs, 'positions.see')],
    handler: async ({ params: { start }, headers }, reply) => {
      const bytes = await transaction(db, async (tx) => {
        const before = await buildChunk(tx, nobody(start - CHUNK_MS))
        return (await buildChunk(tx, before.after)).bytes
      })
      const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`
      reply
        .header('etag', etag)
        .header('cache-control', 'private, no-cache')
        .header('vary', 'accept-encoding')
      if (headers['if-none-match']?.includes(etag)) return reply.code(304 as 200).send(new Uint8Array())
      reply.type('application/octet-stream')
      if (!/\bbr\b/.test(String(headers['accept-encoding'] ?? ''))) return reply.send(await decompress(bytes))
      return reply.header('content-encoding', 'br').send(bytes)
    },
  })

  app.route({
    ...readChunkFacts,
    preHandler: sees,
    handler: async ({ params: { start }, query: { by = 'happened' } }) => {
      const facts = await chunkFacts(db, start, by, now())
      if (!facts) throw nothingKept()
      return facts
    },
  })
}

const nothingKept = () =>
  new Refused(404, 'nothing_kept', {
    zh: '当时还没有留存记录，无法回放',
    en: 'Nothing was kept at that time yet: it cannot be replayed',
  })
