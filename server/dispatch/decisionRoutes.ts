/** Past decisions over HTTP: one dispatch as it was decided, and a month's overrides. */
import { readDecision, readOverrides } from '#contract/decisions.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { decisionOf } from './decision.ts'
import { overridesSince } from './overrides.ts'
import { type Ground, reckoner } from './reckoning.ts'

const DAY_MS = 86_400_000

export function decisionRoutes(app: App, needs: Needs, ground: Ground): void {
  const { db, now } = needs
  const reckon = reckoner(db, ground)
  app.route({
    ...readDecision,
    preHandler: requires(needs, 'calibration.see'),
    handler: ({ params }) => decisionOf(db, params.id, reckon),
  })
  app.route({
    ...readOverrides,
    preHandler: requires(needs, 'calibration.see'),
    handler: ({ query }) => overridesSince(db, now() - (query.days ?? 30) * DAY_MS, now()),
  })
}
