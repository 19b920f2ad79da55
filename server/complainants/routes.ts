/** Reading who complained. */
import { readComplainant, revealComplainant } from '#contract/complainants.ts'
import type { Complainant } from '#contract/intake.ts'
import { may, type Role } from '#contract/roles.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { type Db, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { noTicket } from '../tickets/commands.ts'
import { ticketById } from '../tickets/queries.ts'
import { masked } from './mask.ts'
import { complainantOf } from './queries.ts'

export function complainantRoutes(app: App, needs: Needs): void {
  app.route({
    ...readComplainant,
    preHandler: requires(needs, 'arrival.see'),
    handler: async (request) => {
      const { complainant } = await known(needs.db, request.params.id)
      return { ...masked(complainant), whole: false }
    },
  })

  // No command: its answer would be kept with the key, which is one more place the name would stand in.
  app.route({
    ...revealComplainant,
    preHandler: requires(needs, 'complainant.see'),
    handler: async (request) => {
      const account = accountOf(request)
      const shown = await transaction(needs.db, async (tx) => {
        const { ticket, complainant } = await known(tx, request.params.id)
        if (!mayReveal(account.role, ticket)) throw onlyMasked()
        await append(tx, needs.now(), [
          { actor: account.username, kind: 'complainant.read', subject: `ticket/${ticket.id}` },
        ])
        return { ...complainant, whole: true }
      })
      needs.nudge()
      return shown
    },
  })
}

/** A petitioner is protected better than a caller. */
const mayReveal = (role: Role, { source }: Ticket): boolean =>
  may(role, source === 'petition' ? 'petitioner.see' : 'complainant.see')

async function known(db: Db, id: number): Promise<{ ticket: Ticket; complainant: Complainant }> {
  const ticket = await ticketById(db, id)
  if (!ticket) throw noTicket(id)
  const complainant = await complainantOf(db, id)
  if (complainant) return { ticket, complainant }
  throw new Refused(404, 'no_complainant', {
    zh: `案件 ${ticket.code} 没有登记诉求人`,
    en: `Nobody is registered as the complainant of ticket ${ticket.code}`,
  })
}

const onlyMasked = () =>
  new Refused(403, 'forbidden', {
    zh: '信访人信息仅限值班长与督察查看',
    en: 'Only the duty officer and the supervisor may see who petitioned',
  })
