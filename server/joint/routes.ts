/** Cross-department tasks over HTTP, on the desk's side and on the partner's. */
import {
  acceptJoint,
  listOwnTasks,
  listPartners,
  offerJoint,
  refuseJoint,
  returnJoint,
  withdrawJoint,
} from '#contract/joint.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { recentHolidays } from '../city/queries.ts'
import { commandRoute } from '../commands/route.ts'
import { accept, giveBack, offer, refuse, withdraw } from './commands.ts'
import { allPartners, partnerOf } from './queries.ts'
import { ownTasks } from './seeing.ts'

export function jointRoutes(app: App, needs: Needs): void {
  commandRoute(app, needs, offerJoint, 'joint.offer', offer)
  commandRoute(app, needs, withdrawJoint, 'joint.offer', withdraw)
  commandRoute(app, needs, acceptJoint, 'joint.answer', accept)
  commandRoute(app, needs, refuseJoint, 'joint.answer', refuse)
  commandRoute(app, needs, returnJoint, 'joint.answer', giveBack)
  app.route({
    ...listPartners,
    preHandler: requires(needs, 'joint.see'),
    handler: () => allPartners(needs.db),
  })
  app.route({
    ...listOwnTasks,
    preHandler: requires(needs, 'joint.answer'),
    handler: async (request) => {
      const [at, partner] = [needs.now(), await partnerOf(needs.db, accountOf(request).id)]
      const tasks = partner ? await ownTasks(needs.db, partner.id, at) : []
      return { at, partner: partner ?? null, tasks, holidays: await recentHolidays(needs.db, at) }
    },
  })
}
