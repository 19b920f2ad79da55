/** Settings over HTTP: all of them, their changes, and the command of each kind. */
import type { Endpoint } from '#contract/endpoint.ts'
import {
  changeSetting,
  readSettingChanges,
  readSettings,
  type Settings,
  settingKinds,
} from '#contract/settings.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { change, type Wanted } from './commands.ts'
import { kept } from './kept.ts'
import { settingChanges } from './queries.ts'

const CHANGES = 200

export function settingRoutes(app: App, needs: Needs): void {
  const maySee = requires(needs, 'setting.see')
  app.route({ ...readSettings, preHandler: maySee, handler: () => allSettings(needs.db) })
  app.route({
    ...readSettingChanges,
    preHandler: maySee,
    handler: () => settingChanges(needs.db, CHANGES),
  })
  for (const kind of settingKinds) {
    commandRoute(app, needs, changeSetting[kind] as Endpoint, 'setting.change', (tx, { body, ...by }) =>
      change(tx, kind, body as unknown as Wanted<typeof kind>, by),
    )
  }
}

async function allSettings(db: Db): Promise<Settings> {
  const each = settingKinds.map(async (kind) => [kind, await kept[kind].all(db)] as const)
  return Object.fromEntries(await Promise.all(each)) as unknown as Settings
}
