/** Units over HTTP: the list, duty, SOS, and the register an administrator keeps. */
import { addUnit, changeUnit, readUnitRegister, restoreUnit, retireUnit } from '#contract/unitRegister.ts'
import { clearSos, listUnits, raiseSos, setDuty } from '#contract/units.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { changeDuty, endSos, startSos } from './commands.ts'
import { unitsInService } from './queries.ts'
import { alterUnit, bringUnitBack, endUnit, putUnit, unitRegister } from './register.ts'

export function unitRoutes(app: App, needs: Needs): void {
  app.route({
    ...listUnits,
    preHandler: requires(needs, 'board.see'),
    handler: () => unitsInService(needs.db),
  })
  commandRoute(app, needs, setDuty, 'unit.duty', changeDuty)
  commandRoute(app, needs, raiseSos, 'unit.sos', startSos)
  commandRoute(app, needs, clearSos, 'sos.clear', endSos)
  app.route({
    ...readUnitRegister,
    preHandler: requires(needs, 'people.see'),
    handler: () => unitRegister(needs.db),
  })
  commandRoute(app, needs, addUnit, 'people.manage', putUnit)
  commandRoute(app, needs, changeUnit, 'people.manage', alterUnit)
  commandRoute(app, needs, retireUnit, 'people.manage', endUnit)
  commandRoute(app, needs, restoreUnit, 'people.manage', bringUnitBack)
}
