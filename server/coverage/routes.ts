/** Coverage over HTTP: segments once, minutes and what changed of them, debts, counts, and the commands. */
import {
  type Coverage,
  type CoverageMode,
  coverageModes,
  markPassed as markEndpoint,
  readCoverage,
  readDebts,
  readPasses,
  readSegments,
  type Segments,
} from '#contract/coverage.ts'
import { addTarget, changeTarget, readTargets, removeTarget } from '#contract/coverageTargets.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { type City, segmentsOut, versionOf } from './city.ts'
import { markPassed } from './commands.ts'
import { type Covered, debtsOf } from './debts.ts'
import { createLastPasses, minutesSince } from './lastPasses.ts'
import { countPasses, lastPassesAt, readSegmentRows } from './queries.ts'
import type { CoverageWatch } from './start.ts'
import { add, change, remove } from './targets.ts'
import { tracksOf } from './tracks.ts'

export function coverageRoutes(app: App, needs: Needs, watch: Pick<CoverageWatch, 'city'>): void {
  const { db, now } = needs
  const preHandler = requires(needs, 'coverage.see')
  const kept = segmentsKeeper()
  app.route({
    ...readSegments,
    preHandler,
    handler: async ({ query, headers }, reply) => {
      if (query.at !== undefined) return segmentsOut(await readSegmentRows(db, query.at))
      const segments = kept(watch.city())
      const etag = `"${segments.version}"`
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      // Without a body; the contract names the answer that has one.
      if (headers['if-none-match']?.includes(etag)) reply.code(304 as 200)
      return segments
    },
  })
  app.route({
    ...readCoverage,
    preHandler,
    handler: async ({ query: { at, since, mode } }) => {
      const modes = mode ? [mode] : coverageModes
      if (at !== undefined) return minutesOf(await coveredAt(db, watch.city(), at), modes, at)
      const city = watch.city()
      if (since === undefined) return minutesOf(city, modes, now())
      return { at: now(), segments: city.version, changed: city.last.changedSince(since) }
    },
  })
  app.route({ ...readTargets, preHandler, handler: () => [...watch.city().targets] })
  app.route({
    ...readDebts,
    preHandler,
    handler: async ({ query: { mode = 'any', at } }) => {
      const covered = at === undefined ? watch.city() : await coveredAt(db, watch.city(), at)
      const asOf = at ?? now()
      return { at: asOf, segments: versionOf(covered.segments), debts: debtsOf(covered, mode, asOf) }
    },
  })
  app.route({
    ...readPasses,
    preHandler,
    handler: async ({ query: { from, to, zone } }) => ({
      at: now(),
      counts: await countPasses(db, from, to, zone),
    }),
  })
  commandRoute(app, needs, addTarget, 'coverage.manage', add)
  commandRoute(app, needs, changeTarget, 'coverage.manage', change)
  commandRoute(app, needs, removeTarget, 'coverage.manage', remove)
  commandRoute(app, needs, markEndpoint, 'coverage.mark', markPassed)
}

/** Nine thousand ends take a millisecond to write out, and change once a year. */
function segmentsKeeper(): (city: City) => Segments {
  let kept: Segments | undefined
  return ({ version, segments }) => {
    if (kept?.version !== version) kept = segmentsOut(segments)
    return kept
  }
}

function minutesOf(covered: Covered, modes: readonly CoverageMode[], at: number): Coverage {
  const { segments, last } = covered
  const minutes = modes.map(
    (mode) => [mode, segments.map((_, i) => minutesSince(last.at(i, mode), at))] as const,
  )
  return { at, segments: versionOf(segments), minutes: Object.fromEntries(minutes) }
}

/** The segments and passes as they were known at a past moment; zones and targets as they are now. */
async function coveredAt(db: Db, { zones, targets }: City, at: number): Promise<Covered> {
  const segments = await readSegmentRows(db, at)
  const indexOf = new Map(segments.map(({ id }, i) => [id, i]))
  const last = createLastPasses(segments.length)
  for (const { segment, mode, to, received } of await lastPassesAt(db, [...indexOf.keys()], at))
    last.note(indexOf.get(segment) as number, mode, to, received)
  const { metres } = tracksOf(segments)
  return { segments, metres, zones, targets, last }
}
