/** Units over HTTP: the list, duty, and SOS. */
import { clearSos, listUnits, raiseSos, setDuty } from '#contract/units.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { changeDuty, endSos, startSos } from './commands.ts'
import { allUnits } from './queries.ts'

export function unitRoutes(app: App, needs: Needs): void {
  app.route({ ...listUnits, preHandler: requires(needs, 'board.see'), handler: () => allUnits(needs.db) })
  commandRoute(app, needs, setDuty, 'unit.duty', changeDuty)
  commandRoute(app, needs, raiseSos, 'unit.sos', startSos)
  commandRoute(app, needs, clearSos, 'sos.clear', endSos)
}
