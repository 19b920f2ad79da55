/** Lanes over HTTP. */
import { LANE_EVENTS_AT_MOST, LANES_AT_MOST_MS, type Lanes, readLanes } from '#contract/lanes.ts'
import { cutTrack } from '#contract/stretches.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { type Asked, assignmentsOfLanes, eventsOfLanes, photosOfLanes, timesHeard } from './queries.ts'

/** A unit at 1 Hz for a day, and some more. */
const FIXES_AT_MOST = 120_000

export function laneRoutes(app: App, needs: Needs): void {
  app.route({
    ...readLanes,
    preHandler: requires(needs, 'replay.see'),
    handler: async ({ query }) => {
      const { from, to } = query
      if (to <= from || to - from > LANES_AT_MOST_MS) throw noSpan()
      return lanesOf(needs.db, { from, to, tickets: idsOf(query.tickets), units: idsOf(query.units) })
    },
  })
}

const idsOf = (text = ''): number[] => text.split(',').filter(Boolean).map(Number)

async function lanesOf(db: Db, asked: Asked): Promise<Lanes> {
  const events = await eventsOfLanes(db, asked, LANE_EVENTS_AT_MOST + 1)
  return {
    assignments: await assignmentsOfLanes(db, asked),
    events: events.slice(0, LANE_EVENTS_AT_MOST),
    earlier: events.length > LANE_EVENTS_AT_MOST,
    photos: await photosOfLanes(db, asked),
    signals: await signalsOf(db, asked),
  }
}

async function signalsOf(db: Db, asked: Asked): Promise<Lanes['signals']> {
  const times = await timesHeard(db, asked, FIXES_AT_MOST)
  if (times.length > FIXES_AT_MOST) return asked.units.map((unit) => ({ unit, heard: null }))
  return asked.units.map((unit) => ({
    unit,
    heard: cutTrack(times.filter((each) => each.unit === unit)).stretches.map((stretch) => ({
      from: stretch[0]?.at ?? 0,
      to: stretch.at(-1)?.at ?? 0,
    })),
  }))
}

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
