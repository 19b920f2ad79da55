/** The facts of ten minutes over HTTP: the board as it stood when they began, and their events. */
import { createHash } from 'node:crypto'
import { readChunkFacts } from '#contract/replay.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { Refused } from '../errors.ts'
import { chunkAt } from './chunkQueries.ts'
import { UNDER_WAY } from './chunks.ts'
import { chunkFacts } from './facts.ts'
import { beginning, CHANGES, LASTS, notBegun, outdated } from './routes.ts'

export function factRoutes(app: App, needs: Needs): void {
  app.route({
    ...readChunkFacts,
    preHandler: requires(needs, 'replay.see'),
    handler: async ({ params, query: { by = 'happened', version }, headers }, reply) => {
      const start = beginning(params.start)
      if (start > needs.now()) throw notBegun()
      const newest = (await chunkAt(needs.db, start))?.factsVersion ?? UNDER_WAY
      if (version !== undefined && version !== newest) throw outdated(newest)
      const facts = await chunkFacts(needs.db, start, by, needs.now())
      if (!facts) throw nothingKept()
      // Hashed as it is told: a chunk under way is asked for again and again, and seldom has changed.
      const told = JSON.stringify(facts)
      // Weak: the same facts are told compressed in one way or another.
      const etag = `W/"${createHash('sha256').update(told).digest('hex').slice(0, 32)}"`
      reply
        .header('etag', etag)
        .header('cache-control', version === undefined || version === UNDER_WAY ? CHANGES : LASTS)
      if (headers['if-none-match']?.includes(etag)) reply.code(304 as 200)
      return facts
    },
  })
}

const nothingKept = () =>
  new Refused(404, 'nothing_kept', {
    zh: '当时还没有留存记录，无法回放',
    en: 'Nothing was kept at that time yet: it cannot be replayed',
  })
