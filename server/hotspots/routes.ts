/** Hotspots over HTTP: as list, as GeoJSON, and the counts behind them; now, or as they were known at a past moment. */
import type { Static } from 'typebox'
import {
  type Hotspots,
  readHotspotDensity,
  readHotspotFeatures,
  readHotspots,
  readObjectsNear,
} from '#contract/hotspotAnswers.ts'
import { type Hotspot, type HotspotView, keyOfView } from '#contract/hotspots.ts'
import { addHotspotWatch, endHotspotWatch, readHotspotWatches } from '#contract/hotspotWatches.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { type Chronic, chronicOf } from './chronic.ts'
import { addWatch, removeWatch } from './commands.ts'
import { densityOf } from './density.ts'
import { heldPlaces, type Kept } from './keeper.ts'
import { classOf, match } from './matching.ts'
import { methodOf } from './method.ts'
import { hotspotsToldAt, objectsNear } from './queries.ts'
import { type Reckoned, reckon } from './reckoning.ts'
import type { HotspotWatch } from './start.ts'
import { type Known, tellOf } from './telling.ts'
import { readWatches, sourceGroups } from './watchQueries.ts'

type Query = Static<(typeof readHotspots)['schema']['querystring']>

export function hotspotRoutes(app: App, needs: Needs, watch: Pick<HotspotWatch, 'ground' | 'kept'>): void {
  const preHandler = requires(needs, 'hotspot.see')
  app.route({ ...readHotspots, preHandler, handler: ({ query }) => answer(needs, watch, query) })
  app.route({
    ...readHotspotFeatures,
    preHandler,
    handler: async ({ query }) => {
      const { at, dataTime, method, hotspots } = await answer(needs, watch, query)
      const features = hotspots.map(({ area, ...properties }, i) => ({
        type: 'Feature' as const,
        id: String(properties.id || `${properties.at}/${i}`),
        geometry: area,
        properties,
      }))
      return { type: 'FeatureCollection' as const, at, dataTime, method, features }
    },
  })
  app.route({
    ...readObjectsNear,
    preHandler: requires(needs, 'object.see'),
    handler: async ({ query: { lng, lat, metres = 300 } }) => ({
      objects: await objectsNear(needs.db, [lng, lat], metres),
    }),
  })
  app.route({
    ...readHotspotWatches,
    preHandler,
    handler: async () => ({
      watches: await readWatches(needs.db),
      sources: await sourceGroups(needs.db),
    }),
  })
  commandRoute(app, needs, addHotspotWatch, 'hotspot.watch', addWatch)
  commandRoute(app, needs, endHotspotWatch, 'hotspot.watch', removeWatch)
  app.route({
    ...readHotspotDensity,
    preHandler,
    handler: ({ query }) => {
      const at = query.at ?? needs.now()
      return densityOf(watch.ground(), viewOf(query), at)
    },
  })
}

export function viewOf(query: Query): HotspotView {
  const [from, to] = query.hours?.split('-').map(Number) ?? []
  return {
    window: query.window ?? 24,
    source: query.source ?? 'citizens',
    category: query.category ?? null,
    ground: query.ground ?? 'grid',
    hours: from === undefined || to === undefined ? null : { from, to },
    weekdays: query.weekdays?.split(',').map(Number) ?? null,
  }
}

/** A past moment is another one than the running one by this much. */
const PAST_MS = 1_000

async function answer(
  { db, now }: Pick<Needs, 'db' | 'now'>,
  watch: Pick<HotspotWatch, 'ground' | 'kept'>,
  query: Query,
): Promise<Hotspots> {
  const view = viewOf(query)
  const key = keyOfView(view)
  const kept = watch.kept().find((each) => keyOfView(each.watch.view) === key)
  const isPast = query.at !== undefined && query.at < now() - PAST_MS
  const at = isPast ? (query.at as number) : now()
  const ground = watch.ground()
  const reckoned = reckon(ground, view, at, kept && !isPast ? heldPlaces(ground, kept) : undefined)
  const chronic = chronicOf(reckoned.now.counts, reckoned.places)
  const told =
    kept && isPast
      ? [
          ...(await toldThen(db, key, at, query.zone)),
          ...(await tellThose(db, ground, reckoned, [], chronic, query.zone)),
        ]
      : await toldNow(db, ground, reckoned, kept?.standing ?? [], chronic, query.zone)
  return {
    at,
    dataTime: dataTimeOf(ground.reports.dataTime(), at),
    view,
    watched: kept !== undefined,
    warnings: view.source === 'all' ? ['mixed'] : [],
    method: methodOf(reckoned),
    hotspots: told.sort(
      (a, b) => rankOf(a) - rankOf(b) || b.dose.debt - a.dose.debt || a.chance - b.chance || a.id - b.id,
    ),
  }
}

/** Hot before what always is, and cold last. */
const rankOf = ({ cold, class: is }: Hotspot): number => (cold ? 2 : is === 'chronic' ? 1 : 0)

const dataTimeOf = (newest: number | null, at: number): number | null =>
  newest === null ? null : Math.min(newest, at)

/** Told so far back at most: a hotspot of the longest window may stand for months. */
const TOLD_SINCE_MS = 120 * 86_400_000

async function toldThen(db: Db, view: string, at: number, zone: number | undefined): Promise<Hotspot[]> {
  const told = await hotspotsToldAt(db, at, at - TOLD_SINCE_MS)
  return told.filter((each) => keyOfView(each.view) === view && (zone === undefined || each.zone === zone))
}

async function toldNow(
  db: Db,
  ground: ReturnType<HotspotWatch['ground']>,
  reckoned: Reckoned,
  standing: Kept['standing'],
  chronic: readonly Chronic[],
  zone: number | undefined,
): Promise<Hotspot[]> {
  const { matches } = match(reckoned.sightings, standing, reckoned.places.find)
  const sightings = matches.map(({ sighting, known }): Reckoned['sightings'][number] & Known => {
    const count = reckoned.now.observed[sighting.places[0] as number] as number
    return {
      ...sighting,
      class: classOf({ sighting, known }, count),
      id: known?.id ?? 0,
      version: known?.version ?? 0,
      since: known?.since ?? reckoned.at,
    }
  })
  return tellThose(db, ground, reckoned, sightings, chronic, zone)
}

async function tellThose(
  db: Db,
  ground: ReturnType<HotspotWatch['ground']>,
  reckoned: Reckoned,
  sightings: readonly (Reckoned['sightings'][number] & Known)[],
  chronic: readonly Chronic[],
  zone: number | undefined,
): Promise<Hotspot[]> {
  const told = await tellOf(db, ground, reckoned, sightings, chronic)
  return told.filter(({ zones }) => zone === undefined || zones.includes(zone)).map(({ hotspot }) => hotspot)
}
