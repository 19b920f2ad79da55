/** What people do to hotspots: watch a view, and watch it no more. */
import {
  type addHotspotWatch,
  type endHotspotWatch,
  type HotspotWatch,
  MOST_WATCHES,
} from '#contract/hotspotWatches.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append, type NewEvent } from '../events/append.ts'
import { putHotspot, standingHotspots } from './queries.ts'
import { endWatch, insertWatch, knowsCategory, type NewWatch, readWatches } from './watchQueries.ts'

export async function addWatch(
  tx: Db,
  { body, account, now }: Command<typeof addHotspotWatch>,
): Promise<HotspotWatch> {
  if (body.category !== null && !(await knowsCategory(tx, body.category))) {
    const message = { zh: '没有此案件类别', en: 'There is no such category' }
    throw new Refused(422, 'no_category', message, 'body/category')
  }
  if ((await readWatches(tx)).length >= MOST_WATCHES) {
    throw new Refused(409, 'too_many', {
      zh: `最多关注 ${MOST_WATCHES} 个视图，请先取消一个`,
      en: `${MOST_WATCHES} views can be watched at most: remove one first`,
    })
  }
  const watch = await insertWatch(tx, plainly(body), account.username, now)
  if (!watch) throw new Refused(409, 'watched', { zh: '该视图已在关注', en: 'This view is watched already' })
  await append(tx, now, [told('watch.added', watch, account.username)])
  return watch
}

/** One spelling of all day, of every day and of the same days: what is the same is watched once. */
function plainly({ hours, weekdays, ...view }: Asked): NewWatch {
  const days = [...new Set(weekdays)].sort()
  return {
    ...view,
    hours: hours && hours.from !== hours.to ? hours : null,
    weekdays: days.length === 0 || days.length === 7 ? null : days,
  }
}

type Asked = Command<typeof addHotspotWatch>['body']

export async function removeWatch(
  tx: Db,
  { params: { id }, account, now }: Command<typeof endHotspotWatch>,
): Promise<HotspotWatch> {
  const watch = await endWatch(tx, id, now)
  if (!watch) {
    throw new Refused(409, 'stale', {
      zh: '该视图未在关注或已被他人取消',
      en: 'This view is not watched, or somebody else removed it',
    })
  }
  const events: NewEvent[] = []
  for (const { body } of await standingHotspots(tx, id)) {
    const hotspot = { ...body, version: body.version + 1, at: now }
    await putHotspot(tx, id, hotspot, true)
    const subject = `hotspot/${hotspot.id}`
    events.push({ actor: account.username, kind: 'hotspot.ended', subject, body: { hotspot } })
  }
  await append(tx, now, [...events, told('watch.ended', watch, account.username)])
  return { ...watch, standing: 0 }
}

const told = (kind: string, watch: HotspotWatch, actor: string): NewEvent => ({
  actor,
  kind,
  subject: `hotspot_watch/${watch.id}`,
  body: { watch },
})
