/** The log over HTTP: whole for the desk, an officer's own unit's part on the phone. */
import { checkChain, readHeads } from '#contract/chain.ts'
import { readEvents } from '#contract/events.ts'
import { seesWholeLog } from '#contract/roles.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { checkPart } from './chain.ts'
import { headsSince } from './chainQueries.ts'
import { eventsAfter, lastNumber } from './queries.ts'

export function eventRoutes(app: App, needs: Needs): void {
  app.route({
    ...readEvents,
    preHandler: requires(needs, 'events.see'),
    handler: async (request) => {
      const { after = 0, limit = 500, subject, without } = request.query
      const account = accountOf(request)
      const asked = { subject, without }
      const only = seesWholeLog(account.role) ? asked : { ...asked, unit: account.unit ?? 0 }
      // `last` is read first: events between the two reads then arrive twice rather than never.
      const last = await lastNumber(needs.db)
      return { last, events: await eventsAfter(needs.db, after, limit, only) }
    },
  })

  app.route({
    ...checkChain,
    preHandler: requires(needs, 'log.verify'),
    handler: ({ query: { after = 0, limit = 5_000 } }) => checkPart(needs.db, after, limit),
  })

  app.route({
    ...readHeads,
    preHandler: requires(needs, 'log.verify'),
    handler: () => headsSince(needs.db, 0, needs.now()),
  })
}
