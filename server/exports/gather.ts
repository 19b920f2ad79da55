/** Gathers a scene out of the database: refuses what would be too long or too much, then hands out track after track. */
import { FIXES_AT_MOST, SCENE_AT_MOST_MS, type SceneFilter } from '#contract/exports.ts'
import { cutTrack } from '#contract/stretches.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import {
  type Area,
  assignmentsThen,
  countFixes,
  eventsOfScene,
  type FixOfMover,
  fixesOfMovers,
  groundOfZone,
  moversOfScene,
  ticketsOfScene,
  unitsThen,
} from './queries.ts'
import type { Scene, SceneEvent, SceneHead, SceneMover, SceneTrack } from './scene.ts'
import { statusSteps } from './status.ts'

const TICKETS_AT_MOST = 5_000
const EVENTS_AT_MOST = 20_000

export type Gathered = { readonly scene: Scene; readonly movers: readonly SceneMover[] }

/** `now`: what is later is no past yet. The tracks are read through `tx` while they are written. */
export async function gatherScene(
  tx: Db,
  head: SceneHead,
  now: number,
  most = FIXES_AT_MOST,
): Promise<Gathered> {
  const { filter } = head
  refuseSpan(filter, now)
  const area = await areaOf(tx, filter)
  const movers = await moversOfScene(tx, filter, area)
  const ids = movers.map(({ id }) => id)
  if ((await countFixes(tx, filter, ids, most)) > most) throw tooMany('fixes')
  const tickets = filter.tickets ? await ticketsOfScene(tx, filter, area, TICKETS_AT_MOST + 1) : []
  if (tickets.length > TICKETS_AT_MOST) throw tooMany('tickets')
  const events = filter.events
    ? await eventsOf(
        tx,
        filter,
        movers,
        tickets.map(({ id }) => id),
      )
    : []
  return { movers, scene: { head, tickets, events, tracks: tracksOf(tx, filter, movers, area) } }
}

function refuseSpan({ from, to }: SceneFilter, now: number): void {
  if (to <= from)
    throw wrong('no_span', 'to', {
      zh: '结束时间须晚于开始时间',
      en: 'The end must be later than the beginning',
    })
  if (to - from > SCENE_AT_MOST_MS)
    throw wrong('too_long', 'to', {
      zh: '时段最长 24 小时，请分段导出',
      en: 'A scene is 24 hours at most; write it in parts',
    })
  if (from >= now)
    throw wrong('in_future', 'from', {
      zh: '时段还没有开始，没有可导出的内容',
      en: 'The span has not begun: there is nothing to write yet',
    })
}

async function areaOf(tx: Db, { box, zone, from }: SceneFilter): Promise<Area | null> {
  if (box && zone !== undefined)
    throw wrong('two_areas', 'zone', {
      zh: '范围请选矩形或区域之一',
      en: 'Name a box or a zone, and not both',
    })
  if (zone !== undefined) {
    const area = await groundOfZone(tx, zone, from)
    if (area) return area
    throw wrong('no_zone', 'zone', {
      zh: '该时刻没有这个区域',
      en: 'There was no such zone at that time',
    })
  }
  if (!box) return null
  if (box.west > box.east || box.south > box.north)
    throw wrong('invalid', 'box', {
      zh: '矩形的西不得大于东，南不得大于北',
      en: 'West must not be above east, nor south above north',
    })
  const sevenths = (degrees: number) => Math.round(degrees * 1e7)
  return {
    west: sevenths(box.west),
    south: sevenths(box.south),
    east: sevenths(box.east),
    north: sevenths(box.north),
    ground: null,
  }
}

async function eventsOf(
  tx: Db,
  filter: SceneFilter,
  movers: readonly SceneMover[],
  tickets: readonly number[],
): Promise<SceneEvent[]> {
  const codes = new Map(movers.map(({ id, code }) => [id, code]))
  const units = movers.filter(({ kind }) => kind !== null).map(({ id }) => id)
  const events = await eventsOfScene(tx, filter, { units, tickets, most: EVENTS_AT_MOST + 1 })
  if (events.length > EVENTS_AT_MOST) throw tooMany('events')
  return events.map(({ body: _, units, ...event }) => ({
    ...event,
    units: units.map((unit) => codes.get(unit) ?? String(unit)),
  }))
}

/** The fixes come by mover and by time: a track is whole when the next mover's begin. */
async function* tracksOf(
  tx: Db,
  filter: SceneFilter,
  movers: readonly SceneMover[],
  area: Area | null,
): AsyncGenerator<SceneTrack> {
  const statusOf = await statuses(tx, filter, movers)
  const byId = new Map(movers.map((mover) => [mover.id, mover]))
  const ids = movers.map(({ id }) => id)
  let fixes: FixOfMover[] = []
  const whole = (): SceneTrack[] => {
    const mover = byId.get(fixes[0]?.mover ?? 0)
    const { stretches, gaps } = cutTrack(fixes, ({ inside }) => inside)
    return mover ? [{ mover, stretches, gaps, status: statusOf(mover.id) }] : []
  }
  for await (const portion of fixesOfMovers(tx, filter, ids, area)) {
    for (const fix of portion) {
      if (fixes.length > 0 && fixes[0]?.mover !== fix.mover) {
        yield* whole()
        fixes = []
      }
      fixes.push(fix)
    }
  }
  yield* whole()
}

async function statuses(tx: Db, filter: SceneFilter, movers: readonly SceneMover[]) {
  const units = movers.filter(({ kind }) => kind !== null).map(({ id }) => id)
  const stood = byUnit(await unitsThen(tx, filter, units))
  const assignments = byUnit(await assignmentsThen(tx, filter, units))
  const known = new Set(units)
  return (unit: number) =>
    known.has(unit)
      ? statusSteps(stood.get(unit) ?? [], assignments.get(unit) ?? [], filter.from, filter.to)
      : []
}

function byUnit<T extends { readonly unit: number }>(rows: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const units = new Map<number, T[]>()
  for (const row of rows) {
    const known = units.get(row.unit)
    if (known) known.push(row)
    else units.set(row.unit, [row])
  }
  return units
}

const wrong = (code: string, field: string, words: { zh: string; en: string }) =>
  new Refused(400, code, words, `body/filter/${field}`)

const words = {
  fixes: { zh: '定位', en: 'fixes', most: FIXES_AT_MOST },
  tickets: { zh: '工单', en: 'tickets', most: TICKETS_AT_MOST },
  events: { zh: '事件', en: 'events', most: EVENTS_AT_MOST },
}

const tooMany = (what: keyof typeof words) => {
  const { zh, en, most } = words[what]
  return new Refused(400, 'too_much', {
    zh: `${zh}超过 ${most.toLocaleString('en')} 条，请缩短时段、缩小范围或减少力量`,
    en: `There are more than ${most.toLocaleString('en')} ${en}: take a shorter span, a smaller area or fewer units`,
  })
}
