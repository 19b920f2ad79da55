/** Alarms over HTTP: acknowledging and shelving. What stands every console works out by itself. */
import { acknowledgeAlarm, shelveAlarm } from '#contract/alarmAnswers.ts'
import type { App, Needs } from '../app.ts'
import { commandRoute } from '../commands/route.ts'
import { acknowledge, shelve } from './commands.ts'

export function alarmRoutes(app: App, needs: Needs): void {
  commandRoute(app, needs, acknowledgeAlarm, 'alarm.answer', acknowledge)
  commandRoute(app, needs, shelveAlarm, 'alarm.answer', shelve)
}
