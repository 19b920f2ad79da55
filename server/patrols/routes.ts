/** Patrols over HTTP: plans, the roster, rounds and what becomes of them. */
import { changePlan, createPlan, dayAfter, listPlans, retirePlan } from '#contract/patrols.ts'
import { seesWholeLog } from '#contract/roles.ts'
import {
  askLeave,
  cancelCrewShift,
  decideLeave,
  markAttendance,
  moveCrewShift,
  planCrewShift,
  readRoster,
  tagCrewShift,
} from '#contract/roster.ts'
import {
  abandonRound,
  appealAlarm,
  assignRound,
  cancelRound,
  decideAppeal,
  finishRound,
  listRounds,
  orderRound,
  reachStop,
  skipStop,
  startRound,
  swapRounds,
} from '#contract/rounds.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { appeal, decide } from './appeals.ts'
import { change, create, retire } from './planCommands.ts'
import { allItems, allPlans, allShifts } from './planQueries.ts'
import * as roster from './rosterCommands.ts'
import { rosterAt } from './rosterPast.ts'
import { rosterFacts } from './rosterQueries.ts'
import { assign, cancel, order, swap } from './roundCommands.ts'
import { roundsBetween, roundsOfDay } from './roundQueries.ts'
import { abandon, finish, reach, skip, start } from './steps.ts'

export function patrolRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  app.route({
    ...listPlans,
    preHandler: requires(needs, 'patrol.see'),
    handler: async () => ({
      plans: await allPlans(db),
      shifts: await allShifts(db),
      items: await allItems(db),
    }),
  })
  app.route({
    ...readRoster,
    preHandler: requires(needs, 'roster.see'),
    handler: async ({ query: { day, days = 7, at } }) => {
      if (at !== undefined) return { at, ...(await rosterAt(db, day, days, at)) }
      const rounds = await roundsBetween(db, day, dayAfter(day, days - 1))
      return { at: now(), ...(await rosterFacts(db, day, days)), rounds }
    },
  })
  app.route({
    ...listRounds,
    preHandler: requires(needs, 'patrol.see'),
    handler: (request) => {
      const { role, unit } = accountOf(request)
      return roundsOfDay(db, request.query.day, seesWholeLog(role) ? undefined : (unit ?? 0))
    },
  })
  commandRoute(app, needs, createPlan, 'plan.manage', create)
  commandRoute(app, needs, changePlan, 'plan.manage', change)
  commandRoute(app, needs, retirePlan, 'plan.manage', retire)
  commandRoute(app, needs, planCrewShift, 'roster.manage', roster.plan)
  commandRoute(app, needs, moveCrewShift, 'roster.manage', roster.move)
  commandRoute(app, needs, tagCrewShift, 'roster.manage', roster.tag)
  commandRoute(app, needs, cancelCrewShift, 'roster.manage', roster.cancel)
  commandRoute(app, needs, markAttendance, 'roster.manage', roster.attend)
  commandRoute(app, needs, askLeave, 'leave.ask', roster.ask)
  commandRoute(app, needs, decideLeave, 'leave.decide', roster.decideOnLeave)
  commandRoute(app, needs, orderRound, 'round.order', order)
  commandRoute(app, needs, assignRound, 'round.order', assign)
  commandRoute(app, needs, swapRounds, 'round.order', swap)
  commandRoute(app, needs, cancelRound, 'round.order', cancel)
  commandRoute(app, needs, startRound, 'round.walk', start)
  commandRoute(app, needs, finishRound, 'round.walk', finish)
  commandRoute(app, needs, abandonRound, 'round.walk', abandon)
  commandRoute(app, needs, reachStop, 'round.walk', reach)
  commandRoute(app, needs, skipStop, 'round.walk', skip)
  commandRoute(app, needs, appealAlarm, 'round.appeal', appeal)
  commandRoute(app, needs, decideAppeal, 'appeal.decide', decide)
}
