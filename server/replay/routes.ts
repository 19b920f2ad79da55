/** Replay over HTTP: which chunks there are, and one chunk's fixes and receipts; its facts stand in `factRoutes.ts`. */
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { CHUNK_MS } from '#contract/chunk.ts'
import type { Words } from '#contract/endpoint.ts'
import { type ChunkListing, listChunks, readChunk, readReceipts } from '#contract/replay.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { Refused } from '../errors.ts'
import { chunksBetween, type KeptChunk } from './chunkQueries.ts'
import { type Chunks, type Served, UNDER_WAY } from './chunks.ts'
import { oldestBoardAt } from './factQueries.ts'
import { chunkStart, firstStart } from './keeper.ts'

export function chunkRoutes(app: App, needs: Needs, chunks: Chunks): void {
  const { db, now } = needs
  const sees = requires(needs, 'replay.see')
  const seesPlaces = [sees, requires(needs, 'positions.see')]

  app.route({
    ...listChunks,
    preHandler: sees,
    handler: async ({ query: { from, to } }) => {
      const first = (await firstStart(db)) ?? null
      const kept = await chunksBetween(db, from, to)
      const begun = underWay(first, from, to, kept, now())
      return {
        now: now(),
        first: first === null ? null : await oldestBoardAt(db, first, now()),
        chunks: [
          ...kept.map(listed),
          ...(await Promise.all(
            begun.map(async (each) => ({ ...each, until: await chunks.reaches(each.starts) })),
          )),
        ],
      }
    },
  })

  app.route({
    ...readChunk,
    preHandler: seesPlaces,
    handler: async (request, reply) => {
      const { level = 1, version } = request.query
      const start = beginning(request.params.start)
      return send(request, reply, await chunks.read(start, `${level}`), version)
    },
  })

  app.route({
    ...readReceipts,
    preHandler: seesPlaces,
    handler: async (request, reply) => {
      const start = beginning(request.params.start)
      return send(request, reply, await chunks.read(start, 'receipts'), request.query.version)
    },
  })
}

const listed = ({ starts, version, factsVersion, fixes, events, parts }: KeptChunk): ChunkListing => ({
  starts,
  version,
  factsVersion,
  complete: true,
  until: starts + CHUNK_MS,
  fixes,
  events,
  bytes: parts[1].bytes,
})

/** The chunk of now, and one that is over and not built yet. */
function underWay(
  first: number | null,
  from: number,
  to: number,
  kept: readonly KeptChunk[],
  now: number,
): Omit<ChunkListing, 'until'>[] {
  if (first === null) return []
  const begins = Math.max(first, chunkStart(from), (kept.at(-1)?.starts ?? 0) + CHUNK_MS)
  const counts = { version: UNDER_WAY, factsVersion: UNDER_WAY, fixes: 0, events: 0, bytes: 0 }
  const count = Math.max(0, Math.floor((Math.min(to, now) - begins) / CHUNK_MS) + 1)
  return Array.from({ length: count }, (_, i) => ({
    starts: begins + i * CHUNK_MS,
    complete: false,
    ...counts,
  }))
}

/** A time within a chunk is no address of it: one chunk has one address, and is kept once. */
export function beginning(start: number): number {
  if (start === chunkStart(start)) return start
  throw new Refused(
    404,
    'no_chunk_begins',
    {
      zh: `没有从此刻开始的片段，请改用 ${chunkStart(start)}`,
      en: `No chunk begins then: ask for ${chunkStart(start)}`,
    },
    'params/start',
  )
}

const decompress = promisify(brotliDecompress)

async function send(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  served: Served | undefined,
  version: number | undefined,
): Promise<Uint8Array> {
  if (!served) throw notBegun()
  if (version !== undefined && version !== served.version) throw outdated(served.version)
  const plain = !/\bbr\b/.test(String(headers['accept-encoding'] ?? ''))
  // One for each form: bytes of one are never taken for those of the other.
  const etag = `"${served.sha256.slice(0, 32)}${plain ? '-plain' : ''}"`
  reply
    .type('application/octet-stream')
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', version === undefined || version === UNDER_WAY ? CHANGES : LASTS)
  if (headers['if-none-match']?.includes(etag)) {
    reply.code(304)
    return new Uint8Array()
  }
  if (plain) return decompress(served.bytes)
  reply.header('content-encoding', 'br')
  return served.bytes
}

export const LASTS = 'private, max-age=31536000, immutable'
export const CHANGES = 'private, no-cache'

export const outdated = (newest: number) =>
  new Refused(
    404,
    'version_gone',
    { zh: `该版本已被取代，请改用版本 ${newest}`, en: `This version is gone: ask for version ${newest}` },
    'query/version',
  )

const toCome: Words = { zh: '这十分钟尚未开始', en: 'These ten minutes have not begun' }
export const notBegun = () => new Refused(404, 'not_begun', toCome, 'params/start')
