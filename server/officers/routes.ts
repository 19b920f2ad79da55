/** Officers over HTTP: the list, adding, changing, and lists of them taken in. */
import { addOfficer, changeOfficer, listOfficers } from '#contract/officers.ts'
import { importPeople } from '#contract/peopleImport.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { qualificationsOf } from '../units/registerQueries.ts'
import { alterOfficer, putOfficer } from './commands.ts'
import { takeInPeople } from './import.ts'
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
  // No command: its answer would be kept, and it tells passwords.
  app.route({
    ...importPeople,
    preHandler: requires(needs, 'account.manage'),
    handler: async (request) => {
      const by = { account: accountOf(request), now: needs.now() }
      const outcomes = await takeInPeople(needs.db, request.body.rows, by)
      needs.nudge()
      return outcomes
    },
  })
}
