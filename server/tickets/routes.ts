/** Tickets over HTTP. */

import { seesWholeLog } from '#contract/roles.ts'
import { cancelTicket, checkTicket, noteTicket, prioritiseTicket } from '#contract/ticketCommands.ts'
import {
  acceptTicket,
  answerTicket,
  contactTicket,
  decideTicket,
  extendTicket,
  fileTicket,
  reopenTicket,
  resumeTicket,
  returnTicket,
  superviseTicket,
  suspendTicket,
  transferTicket,
} from '#contract/ticketLoop.ts'
import { importTickets, listTickets, openTicket, readTicket } from '#contract/tickets.ts'
import { exportTickets } from '#contract/ticketTable.ts'
import type { App, Needs } from '../app.ts'
import { openFor } from '../arrivals/take.ts'
import { accountOf, requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { assignmentsOfTickets } from '../dispatch/queries.ts'
import { eventsOfTicket } from '../events/queries.ts'
import { check, reopen } from './check.ts'
import { addNote, cancel, noTicket, prioritise, supervise } from './commands.ts'
import { decide, extend } from './extension.ts'
import { file } from './file.ts'
import { takeIn } from './import.ts'
import { contact, giveBack, resume, suspend } from './loop.ts'
import { listOfTickets, ticketById, ticketsOfUnit } from './queries.ts'
import { ticketTable } from './table.ts'
import { accept, answer, transfer } from './transfer.ts'

export function ticketRoutes(app: App, needs: Needs): void {
  const { db } = needs

  app.route({
    ...listTickets,
    preHandler: requires(needs, 'board.see'),
    handler: (request) => {
      const { limit = 100, ...query } = request.query
      const account = accountOf(request)
      return seesWholeLog(account.role)
        ? listOfTickets(db, { ...query, limit })
        : ticketsOfUnit(db, account.unit ?? 0, 0)
    },
  })

  app.route({
    method: exportTickets.method,
    url: exportTickets.url,
    schema: {
      querystring: exportTickets.query,
      tags: ['tickets'],
      summary: 'Tickets as CSV, by the rights of the list',
    },
    preHandler: requires(needs, 'board.see'),
    handler: async (request, reply) => {
      const { limit = 10_000, source, ...query } = request.query
      const account = accountOf(request)
      const listed = seesWholeLog(account.role)
        ? await listOfTickets(db, { ...query, limit, source })
        : await ticketsOfUnit(db, account.unit ?? 0, 0)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="tickets.csv"')
        .send(ticketTable(listed))
    },
  })

  app.route({
    ...readTicket,
    preHandler: requires(needs, 'board.see'),
    handler: async (request) => {
      const { id } = request.params
      const account = accountOf(request)
      const ticket = await ticketById(db, id)
      if (!ticket) throw noTicket(id)
      const assignments = await assignmentsOfTickets(db, [id])
      // An officer reads only the tickets the own unit was sent to; of others not even that they exist.
      if (!seesWholeLog(account.role) && !assignments.some((each) => each.unit === account.unit))
        throw noTicket(id)
      return { ticket, assignments, events: await eventsOfTicket(db, id) }
    },
  })

  commandRoute(app, needs, openTicket, 'ticket.open', openFor)
  commandRoute(app, needs, importTickets, 'ticket.import', takeIn)
  commandRoute(app, needs, fileTicket, 'ticket.file', file)
  commandRoute(app, needs, contactTicket, 'ticket.contact', contact)
  commandRoute(app, needs, returnTicket, 'ticket.return', giveBack)
  commandRoute(app, needs, suspendTicket, 'ticket.suspend', suspend)
  commandRoute(app, needs, resumeTicket, 'ticket.resume', resume)
  commandRoute(app, needs, extendTicket, 'ticket.extend', extend)
  commandRoute(app, needs, decideTicket, 'ticket.decide', decide)
  commandRoute(app, needs, transferTicket, 'ticket.transfer', transfer)
  commandRoute(app, needs, acceptTicket, 'ticket.accept', accept)
  commandRoute(app, needs, answerTicket, 'ticket.answer', answer)
  commandRoute(app, needs, reopenTicket, 'ticket.reopen', reopen)
  commandRoute(app, needs, superviseTicket, 'ticket.supervise', supervise)
  commandRoute(app, needs, checkTicket, 'ticket.check', check)
  commandRoute(app, needs, prioritiseTicket, 'ticket.prioritise', prioritise)
  commandRoute(app, needs, cancelTicket, 'ticket.cancel', cancel)
  commandRoute(app, needs, noteTicket, 'ticket.note', addNote)
}
