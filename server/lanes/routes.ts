/** Lanes over HTTP. */
import { LANE_EVENTS_AT_MOST, LANES_AT_MOST_MS, type Lanes, readLanes } from '#contract/lanes.ts'
import { cutTrack } from '#contract/stretches.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import type { Pool } from '../db.ts'
import { Refused } from '../errors.ts'
import { type Asked, assignmentsOfLanes, eventsOfLanes, photosOfLanes, timesHeard } from './queries.ts'

/** A unit at 1 Hz for a day, and some more. */
const FIXES_AT_MOST = 120_000

export function laneRoutes(app: App, needs: Needs): void {
  app.route({
    ...readLanes,
    preHandler: requires(needs, 'replay.see'),
    handler: async ({ query }) => {
      const { from, to, known } = query
      if (to <= from || to - from > LANES_AT_MOST_MS) throw noSpan()
      return lanesOf(needs.db, { from, to, known, tickets: idsOf(query.tickets), units: idsOf(query.units) })
    },
  })
}

const idsOf = (text = ''): number[] => text.split(',').filter(Boolean).map(Number)

async function lanesOf(db: Pool, asked: Asked): Promise<Lanes> {
  const events = await eventsOfLanes(db, asked, LANE_EVENTS_AT_MOST + 1)
  return {
    assignments: await assignmentsOfLanes(db, asked),
    events: events.slice(0, LANE_EVENTS_AT_MOST),
    earlier: events.length > LANE_EVENTS_AT_MOST,
    photos: await photosOfLanes(db, asked),
    signals: await signalsOf(db, asked),
  }
}

async function signalsOf(db: Pool, asked: Asked): Promise<Lanes['signals']> {
  const heard = await timesHeard(db, asked, FIXES_AT_MOST)
  let count = 0
  for (const times of heard.values()) count += times.length
  if (count > FIXES_AT_MOST) return asked.units.map((unit) => ({ unit, heard: null }))
  return asked.units.map((unit) => ({ unit, heard: unbroken(heard.get(unit) ?? []) }))
}

const unbroken = (times: readonly number[]) =>
  cutTrack(times.map((at) => ({ at }))).stretches.map((stretch) => ({
    from: stretch[0]?.at ?? 0,
    to: stretch.at(-1)?.at ?? 0,
  }))

const noSpan = () =>
  new Refused(
    400,
    'no_span',
    {
      zh: '时段须晚于其开始，且不超过 24 小时',
      en: 'The span must end after it begins, and be 24 hours at most',
    },
    'querystring/to',
  )
