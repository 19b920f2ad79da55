/** What a partner sees: its own tasks within their spans, each with one ticket and one area once it has consented. */
import type { PartnerTask } from '#contract/joint.ts'
import type { Db } from '../db.ts'
import { ringAround } from '../zones/plane.ts'
import { tasksOfPartner } from './queries.ts'

export async function ownTasks(db: Db, partner: number, now: number): Promise<PartnerTask[]> {
  const tasks = await tasksOfPartner(db, partner, now)
  return tasks.map(({ ticket: _, offeredBy: __, case: found, ...task }) => ({
    ...task,
    case: found && { ...found, area: ringAround(found.place, task.metres) },
  }))
}
