/** Problems over HTTP: likely duplicates, what belongs together, fusing and splitting. */
import {
  mergeTicket,
  type Problem,
  readProblem,
  similarToDraft,
  similarToTicket,
  splitTicket,
} from '#contract/problems.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { noTicket } from '../tickets/commands.ts'
import { ticketById } from '../tickets/queries.ts'
import { merge, split } from './commands.ts'
import { complaintsOf, earlierComplaints, repeatRule } from './queries.ts'
import { similar } from './similar.ts'

const MOST = 5

export function problemRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  const preHandler = requires(needs, 'problem.see')

  app.route({
    ...similarToDraft,
    preHandler,
    handler: ({ body, query }) =>
      similar(db, { ...body, happenedAt: body.happenedAt ?? now() }, query.limit ?? MOST),
  })

  app.route({
    ...similarToTicket,
    preHandler,
    handler: async ({ params, query }) => {
      const ticket = await ticketById(db, params.id)
      if (!ticket) throw noTicket(params.id)
      return similar(db, { ...ticket, lead: ticket.lead ?? ticket.id }, query.limit ?? MOST)
    },
  })

  app.route({ ...readProblem, preHandler, handler: ({ params }) => problem(db, params.id) })

  commandRoute(app, needs, mergeTicket, 'ticket.merge', merge)
  commandRoute(app, needs, splitTicket, 'ticket.split', split)
}

async function problem(db: Db, id: number): Promise<Problem> {
  const asked = await ticketById(db, id)
  const lead = asked && (await ticketById(db, asked.lead ?? asked.id))
  if (!lead) throw noTicket(id)
  const complaints = await complaintsOf(db, lead.id)
  const rule = await repeatRule(db)
  const until = Math.max(...complaints.map(({ openedAt }) => openedAt))
  const known = complaints.flatMap(({ complainant }) => complainant ?? [])
  return {
    lead: lead.id,
    complaints,
    complainants: new Set(known).size,
    unknown: complaints.length - known.length,
    days: rule.days,
    earlier: (await earlierComplaints(db, lead, rule, until)).map(({ supervised: _, ...each }) => each),
  }
}
