/** Every door tickets come in by beside the desk's form and the phone. */

import { addressRoutes } from './addresses/routes.ts'
import type { App, Needs } from './app.ts'
import { arrivalRoutes } from './arrivals/routes.ts'
import { complainantRoutes } from './complainants/routes.ts'
import { findingRoutes } from './findings/routes.ts'
import { hotlineRoutes } from './hotline/routes.ts'
import { open311Routes } from './open311/routes.ts'
import { partnerRoutes } from './partners/routes.ts'
import { createIntakeMetrics } from './sources/metrics.ts'
import { sourceRoutes } from './sources/routes.ts'

export function intakeRoutes(app: App, needs: Needs): void {
  const metrics = createIntakeMetrics(needs.metrics)
  sourceRoutes(app, needs)
  arrivalRoutes(app, needs)
  complainantRoutes(app, needs)
  addressRoutes(app, needs)
  hotlineRoutes(app, needs, metrics)
  findingRoutes(app, needs, metrics)
  partnerRoutes(app, needs, metrics)
  open311Routes(app, needs, metrics)
}
