/** Dispatch over HTTP: who could go and how soon, who works on a ticket, sending units, and every step of an assignment. */
import {
  acceptAssignment,
  arriveAssignment,
  checkIn,
  declineAssignment,
  departAssignment,
  finishAssignment,
  recallAssignment,
  reportAssignment,
  requestBackup,
  withdrawAssignment,
} from '#contract/assignments.ts'
import { estimateDispatch, holdTicket, reassign, releaseTicket } from '#contract/dispatch.ts'
import { dispatchTicket, ticketCandidates } from '#contract/tickets.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { type Db, transaction } from '../db.ts'
import { noTicket } from '../tickets/commands.ts'
import { categoryByCode, ticketById } from '../tickets/queries.ts'
import { candidates } from './candidates.ts'
import { dispatch, reassignUnit } from './commands.ts'
import { estimatesTo } from './estimates.ts'
import { release, take } from './holds.ts'
import { unitsForDispatch } from './queries.ts'
import { readHuangpu } from './river.ts'
import { createRoster, followUnits } from './roster.ts'
import {
  accept,
  arrive,
  askForBackup,
  confirmWell,
  decline,
  depart,
  finish,
  recall,
  report,
  withdraw,
} from './steps.ts'

export function dispatchRoutes(app: App, needs: Needs): void {
  const { db, grid, newest, now } = needs
  const river = readHuangpu()
  const roster = createRoster(grid)
  const catchUp = followUnits(db, roster)
  // Reading all units takes as long as ten requests; nobody should wait for it.
  app.addHook('onReady', catchUp)

  app.route({
    ...ticketCandidates,
    preHandler: requires(needs, 'ticket.dispatch'),
    handler: async (request) => {
      const ticket = await ticketById(db, request.params.id)
      if (!ticket) throw noTicket(request.params.id)
      const kinds = (await categoryByCode(db, ticket.category))?.kinds ?? []
      await catchUp()
      const limit = request.query.limit ?? 9
      return candidates({ ticket, kinds, roster, grid, newest, river, now: now(), limit })
    },
  })

  const estimate = estimatesTo({ newest, river })
  app.route({
    ...estimateDispatch,
    preHandler: requires(needs, 'ticket.dispatch'),
    handler: async (request) => {
      const ticket = await ticketById(db, request.params.id)
      if (!ticket) throw noTicket(request.params.id)
      const units = await unitsForDispatch(db, request.query.units.split(',').map(Number))
      return units.flatMap((unit) => estimate(unit, ticket.place) ?? [])
    },
  })

  holdRoutes(app, needs)
  const seconds: Parameters<typeof dispatch>[2] = (unit, to) => estimate(unit, to)?.etaSeconds ?? null
  commandRoute(app, needs, dispatchTicket, 'ticket.dispatch', (tx, sent) => dispatch(tx, sent, seconds))
  commandRoute(app, needs, reassign, 'ticket.dispatch', (tx, sent) => reassignUnit(tx, sent, seconds))
  commandRoute(app, needs, withdrawAssignment, 'assignment.recall', withdraw)
  commandRoute(app, needs, recallAssignment, 'assignment.recall', recall)
  commandRoute(app, needs, acceptAssignment, 'assignment.step', accept)
  commandRoute(app, needs, declineAssignment, 'assignment.work', decline)
  commandRoute(app, needs, departAssignment, 'assignment.step', depart)
  commandRoute(app, needs, arriveAssignment, 'assignment.step', arrive)
  commandRoute(app, needs, reportAssignment, 'assignment.work', report)
  commandRoute(app, needs, finishAssignment, 'assignment.step', finish)
  commandRoute(app, needs, checkIn, 'assignment.step', confirmWell)
  commandRoute(app, needs, requestBackup, 'assignment.work', askForBackup)
}

/** Taking, renewing and releasing again change nothing, so these need no key. */
function holdRoutes(app: App, needs: Needs): void {
  const { db, now, nudge } = needs
  const inTransaction = async <T>(work: (tx: Db) => Promise<T>): Promise<T> => {
    const answer = await transaction(db, work)
    nudge()
    return answer
  }
  app.route({
    ...holdTicket,
    preHandler: requires(needs, 'ticket.hold'),
    handler: (request) => {
      const holding = { ticket: request.params.id, account: accountOf(request), now: now() }
      return inTransaction((tx) => take(tx, { ...holding, takeOver: request.body.takeOver }))
    },
  })
  app.route({
    ...releaseTicket,
    preHandler: requires(needs, 'ticket.hold'),
    handler: (request) => {
      const holding = { ticket: request.params.id, account: accountOf(request), now: now() }
      return inTransaction((tx) => release(tx, holding))
    },
  })
}
