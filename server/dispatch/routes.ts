/** Dispatch over HTTP: who could go and how soon, who works on a ticket, sending units, and every step of an assignment. */
import { resolve } from 'node:path'
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
import { readCalibration } from '#contract/calibration.ts'
import { ticketCandidates } from '#contract/candidates.ts'
import { estimateDispatch, holdTicket, reassign, releaseTicket } from '#contract/dispatch.ts'
import { dispatchTicket } from '#contract/ticketCommands.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { type Db, transaction } from '../db.ts'
import { readRoads } from '../roads/graph.ts'
import { networkOf } from '../roads/network.ts'
import { roadWaysTo } from '../roads/ways.ts'
import { noTicket } from '../tickets/commands.ts'
import { ticketById } from '../tickets/queries.ts'
import { calibrationSince } from './arrivalQueries.ts'
import { recommend } from './candidates.ts'
import { dispatch, reassignUnit } from './commands.ts'
import { decisionRoutes } from './decisionRoutes.ts'
import { estimatesTo } from './estimates.ts'
import { release, take } from './holds.ts'
import { unitsForDispatch } from './queries.ts'
import { readHuangpu } from './river.ts'
import { createRoster, followUnits } from './roster.ts'
import { requirementOfTicket } from './rosterQueries.ts'
import type { Estimator } from './sending.ts'
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
import { followTravel } from './travel.ts'

const DAY_MS = 86_400_000

export function dispatchRoutes(app: App, needs: Needs): void {
  const { db, env, grid, newest, now } = needs
  const river = readHuangpu()
  const graph = readRoads(resolve(env.dataDir, 'basemap'))
  const network = graph && networkOf(graph)
  const roster = createRoster(grid)
  const catchUp = followUnits(db, roster, now)
  const travelTable = followTravel(db, now)
  // Reading all units takes as long as ten requests; nobody should wait for it.
  app.addHook('onReady', catchUp)

  app.route({
    ...ticketCandidates,
    preHandler: requires(needs, 'ticket.dispatch'),
    handler: async (request) => {
      const { id } = request.params
      const [ticket, asked, travel] = await Promise.all([
        ticketById(db, id),
        requirementOfTicket(db, id),
        travelTable(),
        catchUp(),
      ])
      if (!ticket || !asked) throw noTicket(id)
      const limit = request.query.limit ?? 9
      const roads = network && roadWaysTo(network, ticket.place, travel.at(now()).speed)
      return recommend({ ticket, asked, roster, grid, newest, river, travel, roads, now: now(), limit })
    },
  })

  app.route({
    ...readCalibration,
    preHandler: requires(needs, 'calibration.see'),
    handler: ({ query }) => calibrationSince(db, now() - (query.days ?? 30) * DAY_MS, now()),
  })

  const estimates = estimatesTo({ newest, now, river, network })
  app.route({
    ...estimateDispatch,
    preHandler: requires(needs, 'ticket.dispatch'),
    handler: async (request) => {
      const ticket = await ticketById(db, request.params.id)
      if (!ticket) throw noTicket(request.params.id)
      const units = await unitsForDispatch(db, request.query.units.split(',').map(Number))
      const estimate = estimates(await travelTable(), ticket.place)
      return units.flatMap((unit) => estimate(unit) ?? [])
    },
  })

  decisionRoutes(app, needs, { river, network, travel: travelTable })
  holdRoutes(app, needs)
  const estimator = async (): Promise<Estimator> => {
    const travel = await travelTable()
    return (units, to) => {
      const estimate = estimates(travel, to)
      return units.map((unit) => estimate(unit)?.etaSeconds ?? null)
    }
  }
  commandRoute(app, needs, dispatchTicket, 'ticket.dispatch', async (tx, sent) =>
    dispatch(tx, sent, await estimator()),
  )
  commandRoute(app, needs, reassign, 'ticket.dispatch', async (tx, sent) =>
    reassignUnit(tx, sent, await estimator()),
  )
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
