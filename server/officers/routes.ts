/** Officers over HTTP: the list, adding and changing. */
import { addOfficer, changeOfficer, listOfficers } from '#contract/officers.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { qualificationsOf } from '../units/registerQueries.ts'
import { alterOfficer, putOfficer } from './commands.ts'
import { allOfficers } from './queries.ts'

export function officerRoutes(app: App, needs: Needs): void {
  app.route({
    ...listOfficers,
    preHandler: requires(needs, 'people.see'),
    handler: async () => ({
      officers: await allOfficers(needs.db),
      skills: await qualificationsOf(needs.db, 'skill'),
    }),
  })
  commandRoute(app, needs, addOfficer, 'people.manage', putOfficer)
  commandRoute(app, needs, changeOfficer, 'people.manage', alterOfficer)
}
