/** Puts a sighting into the words of the contract: with what it is made of, who else tells of it, and how it is patrolled. */
import { cellsToMultiPolygon, latLngToCell } from 'h3-js'
import { type Hotspot, type HotspotBeside, hotspotSources } from '#contract/hotspots.ts'
import { startOfDay } from '#contract/patrols.ts'
import { dayOf } from '#contract/workingTime.ts'
import type { Db } from '../db.ts'
import type { Chronic } from './chronic.ts'
import type { Sighting } from './clusters.ts'
import { countView, HOUR_MS } from './counting.ts'
import { doseOf } from './dose.ts'
import { gather } from './gathering.ts'
import { type Judged, judge } from './judge.ts'
import { type Places, RESOLUTION, WIDTH } from './places.ts'
import { surroundingsOf, visitsIn, visitsKnownSince } from './queries.ts'
import type { Ground, Reckoned } from './reckoning.ts'
import { warningsOf } from './warnings.ts'

/** What is known of it from before. */
export type Known = Pick<Hotspot, 'id' | 'version' | 'since'>

/** `zones`: all that its tickets lie in. */
export type ToldHotspot = { readonly hotspot: Hotspot; readonly zones: readonly number[] }

const MOST_TICKETS = 50
const DAY_MS = 86_400_000

export async function tellOf(
  db: Db,
  ground: Ground,
  reckoned: Reckoned,
  passing: readonly (Sighting & Known)[],
  chronic: readonly Chronic[] = [],
): Promise<ToldHotspot[]> {
  const sightings = [...passing, ...chronic.map((each) => sightingOf(each, reckoned))]
  if (sightings.length === 0) return []
  const { view, at, known, places, now } = reckoned
  const peaks = sightings.map((each) => each.places[0] as number)
  const gathered = gather(ground, view, at, known, peaks)
  const besides = besidesOf(ground, reckoned)
  const middles = peaks.map((peak) => places.centre(peak))
  const around = await surroundingsOf(
    db,
    middles.map(([lng, lat], i) => ({
      lng,
      lat,
      tickets: gathered[i]?.tickets.slice(0, MOST_TICKETS) ?? [],
    })),
  )
  const windowFrom = at - view.window * HOUR_MS
  const cells = sightings.map((each) => cellsOf(places, view.ground, each.places))
  const knownSince = await visitsKnownSince(db)
  const visits = await visitsIn(db, [...new Set(cells.flat())], Math.min(windowFrom, at - DAY_MS))
  return sightings.map((sighting, i) => {
    const { tickets, ...madeOf } = gathered[i] as (typeof gathered)[number]
    const { zones, place, ...where } = around[i] as (typeof around)[number]
    const peak = peaks[i] as number
    const counted = countedAt(now, peak)
    const its = new Set(cells[i])
    const asked = { at, windowFrom, since: sighting.since, count: counted.count, knownSince }
    const dose = doseOf(
      visits.filter(({ cell }) => its.has(cell)),
      asked,
    )
    const beside = besides.map(
      ({ source, judged }): HotspotBeside => ({ source, ...countedAt(judged, peak) }),
    )
    const { cold } = sighting
    const hotspot: Hotspot = {
      ...{ id: sighting.id, version: sighting.version, view, class: sighting.class, cold },
      places: sighting.places.map(places.key),
      place: place ?? (middles[i] as Hotspot['place']),
      area: areaOf(places, view.ground, sighting.places),
      ...where,
      ...counted,
      before: sighting.before,
      rate: significant(sighting.rate),
      z: Math.round(now.z(peak) * 100) / 100,
      ...madeOf,
      ...cityWide(chronic[i - passing.length]),
      tickets: tickets.slice(0, MOST_TICKETS),
      ...{ beside, dose },
      warnings: warningsOf({ view, cold, beside, dose, windowFrom }),
      ...{ since: sighting.since, at },
    }
    return { hotspot, zones }
  })
}

/** One that is always there owes no stop from before today. */
const sightingOf = ({ places, rate }: Chronic, { at, now }: Reckoned): Sighting & Known => ({
  ...{ places, rate, cold: false, class: 'chronic', before: now.observed[places[0] as number] ?? 0 },
  ...{ id: 0, version: 0, since: startOfDay(dayOf(at)) },
})

/** Of a chronic one, how it stands in the whole city. */
function cityWide(chronic: Chronic | undefined): Partial<Hotspot> {
  if (!chronic) return {}
  const { z, chance, expected } = chronic
  return {
    z: Math.round(z * 100) / 100,
    chance: significant(chance),
    expected: Math.round(expected * 1000) / 1000,
  }
}

function countedAt(judged: Judged, place: number): Omit<HotspotBeside, 'source'> {
  const [usual, expected] = [judged.usual[place] ?? 0, judged.expected(place)]
  return {
    count: judged.observed[place] ?? 0,
    usual: Math.round(usual * 1000) / 1000,
    expected: Number.isFinite(expected) ? Math.round(expected * 1000) / 1000 : 0,
    chance: significant(judged.chances[place] ?? 1),
  }
}

/** Three digits say all that a chance can. */
const significant = (value: number): number => Number(value.toPrecision(3))

function besidesOf(ground: Ground, { view, at, known, places }: Reckoned) {
  return hotspotSources
    .filter((source) => source !== view.source)
    .map((source) => ({
      source,
      judged: judge(countView(ground.reports, places, { ...view, source }, at, known), places),
    }))
}

/** The hexagons in which a patrol is there: those of the hotspot and around where it is least likely, or along its line. */
function cellsOf(places: Places, ground: Hotspot['view']['ground'], its: readonly number[]): string[] {
  if (ground === 'lines')
    return its.flatMap((piece) =>
      places.outline(piece).map(([lng, lat]) => latLngToCell(lat, lng, RESOLUTION)),
    )
  const peak = its[0] as number
  const around = places.neighbours().slice(peak * WIDTH, (peak + 1) * WIDTH)
  return [...new Set([...its, ...around])].filter((place) => place >= 0).map(places.key)
}

function areaOf(places: Places, ground: Hotspot['view']['ground'], its: readonly number[]): Hotspot['area'] {
  return ground === 'grid'
    ? { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(its.map(places.key), true) }
    : { type: 'MultiLineString', coordinates: its.map(places.outline) }
}
