/** Dispatch over HTTP: who could go, sending them, and every step of an assignment. */
import { resolve } from 'node:path'
import {
  acceptAssignment,
  arriveAssignment,
  declineAssignment,
  departAssignment,
  finishAssignment,
  recallAssignment,
  reportAssignment,
  requestBackup,
} from '#contract/assignments.ts'
import { readCalibration } from '#contract/calibration.ts'
import { ticketCandidates } from '#contract/candidates.ts'
import { dispatchTicket } from '#contract/tickets.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { readRoads } from '../roads/graph.ts'
import { networkOf } from '../roads/network.ts'
import { roadWaysTo } from '../roads/ways.ts'
import { noTicket } from '../tickets/commands.ts'
import { ticketById } from '../tickets/queries.ts'
import { calibrationSince } from './arrivalQueries.ts'
import { recommend } from './candidates.ts'
import {
  accept,
  arrive,
  askForBackup,
  decline,
  depart,
  dispatch,
  finish,
  recall,
  report,
} from './commands.ts'
import { readHuangpu } from './river.ts'
import { createRoster, followUnits } from './roster.ts'
import { requirementOf } from './rosterQueries.ts'
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
      const ticket = await ticketById(db, request.params.id)
      if (!ticket) throw noTicket(request.params.id)
      const [asked, travel] = await Promise.all([
        requirementOf(db, ticket.category),
        travelTable(),
        catchUp(),
      ])
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

  commandRoute(app, needs, dispatchTicket, 'ticket.dispatch', dispatch)
  commandRoute(app, needs, acceptAssignment, 'assignment.work', accept)
  commandRoute(app, needs, declineAssignment, 'assignment.work', decline)
  commandRoute(app, needs, departAssignment, 'assignment.work', depart)
  commandRoute(app, needs, arriveAssignment, 'assignment.work', arrive)
  commandRoute(app, needs, reportAssignment, 'assignment.work', report)
  commandRoute(app, needs, finishAssignment, 'assignment.work', finish)
  commandRoute(app, needs, requestBackup, 'assignment.work', askForBackup)
  commandRoute(app, needs, recallAssignment, 'assignment.recall', recall)
}
