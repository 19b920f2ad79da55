/** Who looked at whose track: all of it for the auditor, one's own for every officer. */
import { readOwnLooks, readTrackLooks } from '#contract/tracks.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { looksBefore } from './queries.ts'

export function trackRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  app.route({
    ...readTrackLooks,
    preHandler: requires(needs, 'track.audit'),
    handler: async ({ query }) => ({ at: now(), ...(await looksBefore(db, query.before)) }),
  })
  app.route({
    ...readOwnLooks,
    preHandler: requires(needs, 'track.own'),
    handler: async (request) => ({
      at: now(),
      ...(await looksBefore(db, request.query.before, accountOf(request).id)),
    }),
  })
}
