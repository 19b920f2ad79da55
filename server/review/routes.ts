/** Pinned moments and playlists over HTTP. */
import { changePin, changePlaylist, makePin, makePlaylist, readReview } from '#contract/review.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { alterPin, alterPlaylist, createPlaylist, pinMoment } from './commands.ts'
import { allPins, allPlaylists } from './queries.ts'

export function reviewRoutes(app: App, needs: Needs): void {
  commandRoute(app, needs, makePin, 'review.edit', pinMoment)
  commandRoute(app, needs, changePin, 'review.edit', alterPin)
  commandRoute(app, needs, makePlaylist, 'review.edit', createPlaylist)
  commandRoute(app, needs, changePlaylist, 'review.edit', alterPlaylist)
  app.route({
    ...readReview,
    preHandler: requires(needs, 'review.see'),
    handler: async () => ({ pins: await allPins(needs.db), playlists: await allPlaylists(needs.db) }),
  })
}
