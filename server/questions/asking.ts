/** Questions that read the history: who was near, and how far each unit was. */
import type { LngLat } from '#contract/endpoint.ts'
import {
  bridgedFor,
  type DistanceAnswer,
  type DistanceLine,
  type Nearby,
  type NearbyAnswer,
  SPAN_MOST_MS,
} from '#contract/questions.ts'
import type { Db, Pool } from '../db.ts'
import { Refused } from '../errors.ts'
import { metresFromTo } from '../zones/plane.ts'
import { byTime, fixesAround, heardElsewhere, type Silence } from './historyQueries.ts'
import { nearbyOf } from './nearby.ts'
import { type Track, tracksOf } from './track.ts'

export type Span = { readonly from: number; readonly to: number; readonly known?: number | undefined }
type Where = { readonly place: LngLat; readonly metres: number }

/** Who goes fast is seen before and after the circle: 35 m/s for the half minute that is bridged. */
const BESIDE_METRES = 1_000
/** So much before and after is read, for who was on the way in when the span began. */
const BESIDE_MS = bridgedFor(Number.POSITIVE_INFINITY)

export const whoWasNear = (pool: Pool, asked: Span & Where, now: number): Promise<NearbyAnswer> =>
  byTime(pool, (tx) => nearIn(tx, checked(asked), now))

async function nearIn(db: Db, asked: Span & Where, now: number): Promise<NearbyAnswer> {
  const { from, to, known, place, metres } = asked
  const read = await fixesAround(db, {
    ...{ place, known, metres: metres + BESIDE_METRES },
    from: from - BESIDE_MS,
    to: to + BESIDE_MS,
  })
  const readUntil = Math.max(from, Math.min(to, read.readUntil))
  const circle = { place, metres, from, to: readUntil }
  const found = tracksOf(read).flatMap((track) => nearbyOf(track, circle) ?? [])
  const movers = await withRealGaps(db, found, known)
  return {
    ...{ at: now, from, to, readUntil, fixesRead: read.at.length },
    movers: movers.sort((a, b) => a.nearestMetres - b.nearestMetres || a.mover - b.mover),
  }
}

/** A silence of who reported from elsewhere meanwhile is none: it had left. */
async function withRealGaps(db: Db, found: readonly Nearby[], known: number | undefined): Promise<Nearby[]> {
  const silences: Silence[] = found.flatMap(({ mover, gaps }) => gaps.map((gap) => ({ mover, ...gap })))
  const heard = await heardElsewhere(db, silences, known)
  const left = new Set(silences.filter((_, i) => heard[i]).map(({ mover, from }) => `${mover} ${from}`))
  return found.map((each) => ({
    ...each,
    gaps: each.gaps.filter(({ from }) => !left.has(`${each.mover} ${from}`)),
  }))
}

/** More lines than this nobody can tell apart. */
const MOST_UNITS = 24
const STEPS = 240
const LEAST_STEP_MS = 5_000

export const howFar = (pool: Pool, asked: Span & Where, now: number): Promise<DistanceAnswer> =>
  byTime(pool, (tx) => farIn(tx, checked(asked), now))

async function farIn(db: Db, asked: Span & Where, now: number): Promise<DistanceAnswer> {
  const { from, to, known, place, metres } = asked
  const read = await fixesAround(db, { place, metres, from, to: to + 1, known, unitsOnly: true })
  const stepMs = Math.max(LEAST_STEP_MS, Math.ceil((to - from) / STEPS / 1000) * 1000)
  const lines = tracksOf(read)
    .map((track) => lineOf(track, place, metres, stepMs))
    .filter((line) => line.metres.length > 0)
    .map((line) => ({ line, nearest: Math.min(...line.metres) }))
    .sort((a, b) => a.nearest - b.nearest || a.line.unit - b.line.unit)
  return {
    ...{ at: now, from, to, readUntil: Math.min(to, read.readUntil), fixesRead: read.at.length },
    ...{ stepMs, metres },
    units: lines.slice(0, MOST_UNITS).map(({ line }) => line),
    unitsThere: lines.length,
  }
}

/** The first report of each step, and both ends of each silence: a gap stays as long as it was. */
function lineOf(
  { mover, at, lng, lat, interval }: Track,
  [toLng, toLat]: LngLat,
  most: number,
  stepMs: number,
): DistanceLine {
  const bridged = Math.max(bridgedFor(interval), 2 * stepMs)
  const line = { unit: mover, at: [] as number[], metres: [] as number[], bridged }
  const stepOf = (i: number) => Math.floor((at[i] as number) / stepMs)
  const isFarFrom = (i: number, other: number) =>
    Math.abs((at[other] ?? Number.POSITIVE_INFINITY) - (at[i] as number)) > bridged
  for (const [i, time] of at.entries()) {
    if (i > 0 && stepOf(i) === stepOf(i - 1) && !isFarFrom(i, i + 1) && !isFarFrom(i, i - 1)) continue
    const apart = metresFromTo(lng[i] as number, lat[i] as number, toLng, toLat)
    if (apart > most) continue
    line.at.push(time)
    line.metres.push(Math.round(apart))
  }
  return line
}

function checked<T extends Span>(asked: T): T {
  const { from, to } = asked
  if (to <= from)
    throw new Refused(
      400,
      'invalid',
      { zh: '结束时间须晚于开始时间', en: 'The end must be later than the beginning' },
      'querystring/to',
    )
  if (to - from > SPAN_MOST_MS)
    throw new Refused(
      400,
      'span_too_long',
      {
        zh: '一次最多查询 24 小时，请缩短时间段或分次查询',
        en: 'A question covers 24 hours at most: shorten the span, or ask in parts',
      },
      'querystring/to',
    )
  return asked
}
