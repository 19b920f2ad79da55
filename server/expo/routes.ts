/** Operations over HTTP: running them, the muster, counters with their cards, and the report. */
import { readBurnDown } from '#contract/burnDown.ts'
import { closeCard, doCardStep, sendReadings } from '#contract/counters.ts'
import {
  checkItem,
  endDuty,
  previewSwitch,
  readReport,
  rosterUnit,
  switchOff,
  switchOn,
  switchPhase,
} from '#contract/expo.ts'
import {
  changeCardSteps,
  changeCounterLimits,
  changeLimits,
  changeMinima,
  readCardSteps,
} from '#contract/expoSettings.ts'
import { checkInHere, readGateCode } from '#contract/gate.ts'
import {
  answerCall,
  callReinforcements,
  checkInByCode,
  joinSquad,
  pauseDuty,
  readLosses,
  readOwnCall,
  releaseReinforcements,
} from '#contract/muster.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { transaction } from '../db.ts'
import { actorOf, feedOf } from '../sources/keys.ts'
import { burnDownOf } from './burnDown.ts'
import { close, doStep } from './cards.ts'
import { addDuty, check, goToPhase, relieve } from './commands.ts'
import { takeReadings } from './counters.ts'
import { checkInAtGate, gateCode } from './gate.ts'
import { answer, assignSquad, call, checkIn, pause, release } from './muster.ts'
import { homeLosses } from './musterQueries.ts'
import { operationById } from './operationQueries.ts'
import { ownCall } from './ownCall.ts'
import { noOperation } from './refusals.ts'
import { reportOf } from './report.ts'
import { allSteps } from './settingQueries.ts'
import { setCardSteps, setCounterLimits, setLimits, setMinima } from './settings.ts'
import { preview, turnOff, turnOn } from './switching.ts'

export function expoRoutes(app: App, needs: Needs): void {
  commandRoute(app, needs, checkItem, 'expo.run', check)
  commandRoute(app, needs, rosterUnit, 'expo.run', addDuty)
  commandRoute(app, needs, endDuty, 'expo.run', relieve)
  commandRoute(app, needs, switchPhase, 'expo.lead', goToPhase)
  commandRoute(app, needs, switchOn, 'expo.lead', turnOn)
  commandRoute(app, needs, switchOff, 'expo.lead', turnOff)
  commandRoute(app, needs, callReinforcements, 'expo.run', call)
  commandRoute(app, needs, answerCall, 'call.answer', answer)
  commandRoute(app, needs, checkInByCode, 'expo.run', checkIn)
  commandRoute(app, needs, checkInHere, 'call.own', checkInAtGate)
  commandRoute(app, needs, joinSquad, 'expo.run', assignSquad)
  commandRoute(app, needs, pauseDuty, 'expo.run', pause)
  commandRoute(app, needs, releaseReinforcements, 'expo.run', release)
  commandRoute(app, needs, doCardStep, 'expo.run', doStep)
  commandRoute(app, needs, closeCard, 'expo.run', close)
  commandRoute(app, needs, changeMinima, 'expo.configure', setMinima)
  commandRoute(app, needs, changeLimits, 'expo.configure', setLimits)
  commandRoute(app, needs, changeCounterLimits, 'expo.configure', setCounterLimits)
  commandRoute(app, needs, changeCardSteps, 'expo.configure', setCardSteps)
  readings(app, needs)
  questions(app, needs)
}

function readings(app: App, needs: Needs): void {
  app.route({
    ...sendReadings,
    handler: async (request) => {
      const { username } = actorOf(await feedOf(needs.db, request, 'counter'))
      const taken = await transaction(needs.db, (tx) => takeReadings(tx, request.body, username, needs.now()))
      needs.nudge()
      return taken
    },
  })
}

function questions(app: App, needs: Needs): void {
  const { db, now } = needs
  app.route({
    ...readReport,
    preHandler: requires(needs, 'expo.see'),
    handler: async ({ params }) => {
      const operation = await operationById(db, params.id, now())
      if (!operation) throw noOperation(params.id)
      return reportOf(db, operation, now())
    },
  })
  app.route({
    ...readBurnDown,
    preHandler: requires(needs, 'expo.see'),
    handler: async ({ params }) => {
      const operation = await operationById(db, params.id, now())
      if (!operation) throw noOperation(params.id)
      return burnDownOf(db, operation, now())
    },
  })
  app.route({ ...readCardSteps, preHandler: requires(needs, 'expo.see'), handler: () => allSteps(db) })
  app.route({
    ...previewSwitch,
    preHandler: requires(needs, 'expo.see'),
    handler: ({ params }) => preview(db, params.id, now()),
  })
  app.route({
    ...readGateCode,
    preHandler: requires(needs, 'expo.run'),
    handler: ({ params }) => gateCode(db, params.id, now()),
  })
  app.route({
    ...readLosses,
    preHandler: requires(needs, 'expo.see'),
    handler: async ({ params }) => ({ at: now(), homes: await homeLosses(db, params.id) }),
  })
  app.route({
    ...readOwnCall,
    preHandler: requires(needs, 'call.own'),
    handler: async (request) => ({ call: await ownCall(db, accountOf(request).id, now()) }),
  })
}
