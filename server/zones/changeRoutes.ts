/** Changing zones over HTTP, and what has become and will become of them. */
import { dropTicketPart, readTicketParts } from '#contract/parts.ts'
import {
  changeZone,
  checkZones,
  createZone,
  importZones,
  joinZones,
  readZonePlans,
  readZoneVersions,
  retireZone,
  splitZone,
  withdrawZonePlan,
} from '#contract/zones.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { transaction } from '../db.ts'
import { assignmentsOfTickets } from '../dispatch/queries.ts'
import { change, create, importAll, join, retire, split } from './commands.ts'
import { refusedOf } from './drafts.ts'
import { dropPart, partsOf } from './parts.ts'
import { plansSince } from './planQueries.ts'
import { withdraw } from './plans.ts'
import { versionsOf } from './versionQueries.ts'

const FAILED_SHOWN_MS = 7 * 86_400_000

export function zoneChangeRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  commandRoute(app, needs, createZone, 'zone.edit', create)
  commandRoute(app, needs, importZones, 'zone.edit', importAll)
  commandRoute(app, needs, changeZone, 'zone.edit', change)
  commandRoute(app, needs, splitZone, 'zone.edit', split)
  commandRoute(app, needs, joinZones, 'zone.edit', join)
  commandRoute(app, needs, retireZone, 'zone.edit', retire)
  commandRoute(app, needs, withdrawZonePlan, 'zone.edit', withdraw)
  commandRoute(app, needs, dropTicketPart, 'ticket.dispatch', dropPart)
  app.route({
    ...readTicketParts,
    preHandler: requires(needs, 'board.see'),
    handler: async ({ params }) => ({
      parts: await partsOf(db, params.id, await assignmentsOfTickets(db, [params.id])),
    }),
  })
  app.route({
    ...checkZones,
    preHandler: requires(needs, 'zone.edit'),
    handler: ({ body }) =>
      transaction(db, async (tx) => {
        const found = await refusedOf(tx, body.zones)
        return { refused: found.map(({ index, refused }) => ({ index, message: refused.body.message })) }
      }),
  })
  app.route({
    ...readZonePlans,
    preHandler: requires(needs, 'board.see'),
    handler: async () => ({ plans: await plansSince(db, now() - FAILED_SHOWN_MS) }),
  })
  app.route({
    ...readZoneVersions,
    preHandler: requires(needs, 'board.see'),
    handler: async ({ params }) => ({ versions: await versionsOf(db, params.id) }),
  })
}
