/** Coverage put together: read back from the database, fed by accepted and late fixes, written every other second. */
import type { Registry as Metrics } from 'prom-client'
import type { Event } from '#contract/events.ts'
import type { UnitKind } from '#contract/units.ts'
import { type Pool, transaction } from '../db.ts'
import type { Tail } from '../events/tail.ts'
import type { RoadGraph } from '../roads/graph.ts'
import { zonesVersion } from '../zones/queries.ts'
import { type City, loadCity } from './city.ts'
import { type Elevated, elevatedOf, readElevated } from './elevated.ts'
import { createMatcher, type Matcher, type Passed, type Sight, type Walkers } from './match.ts'
import { coverageMetrics } from './metrics.ts'
import { createPassLog } from './passLog.ts'
import { fixesSince, readState } from './passQueries.ts'
import { readLastPasses, readTargetRows } from './queries.ts'

export type CoverageNeeds = {
  readonly db: Pool
  readonly metrics: Metrics
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
  readonly tail: Pick<Tail, 'subscribe'>
  /** The roads that were imported. */
  readonly roads?: RoadGraph | undefined
  /** Time between two writes. */
  readonly everyMs?: number
  /** Time between two looks whether zones have changed. */
  readonly zonesEveryMs?: number
}

export type CoverageWatch = Pick<Matcher, 'take'> & {
  /** The segments that hold now, and when each was last passed. */
  city(): City
  /** Stops the clockwork after a last write. */
  stop(): Promise<void>
}

/** Every so many writes it is also kept who is on which segment. */
const STATE_EVERY = 8
/** Fixes of the last moment before the state was kept may be in it, or not: those that are are known by their times. */
const OVERLAP_MS = 1_000
/** What other servers wrote is looked for so often. */
const OTHERS_EVERY = 8

export async function startCoverage(needs: CoverageNeeds): Promise<CoverageWatch> {
  const { db, now, say, tail, roads, everyMs = 2_000, zonesEveryMs = 5_000 } = needs
  // Read where there is anything to pass: a city without zones starts as fast as ever.
  let elevated: Elevated | undefined
  const counts = coverageMetrics(needs.metrics, () => log.waiting())
  const passed = (pass: Passed) => {
    const segment = city.segments[pass.segment]
    if (!segment) return
    const received = now()
    counts.matched(pass.mode)
    city.last.note(pass.segment, pass.mode, pass.to, received)
    const { mover, mode, from, to } = pass
    log.add({ segment: segment.id, zone: segment.zone, mode, mover, markedBy: null, from, to, received })
  }
  const matcherFor = ({ tracks }: City): Matcher => {
    if (tracks.count > 0) elevated ??= readElevated()
    return createMatcher({ tracks, elevated: elevated ?? elevatedOf([]), passed, refused: counts.refused })
  }
  const state = () => ({ at: now(), segments: city.version, legs: JSON.stringify(matcher.walkers()) })
  const log = createPassLog({ db, say, state, written: counts.written })

  const load = () => transaction(db, (tx) => loadCity(tx, roads, now()))
  let zones = await zonesVersion(db)
  let city = await load()
  let matcher = matcherFor(city)
  await catchUp(db, city, matcher)

  const reload = async () => {
    const found = await zonesVersion(db)
    if (found === zones) return
    const next = await load()
    zones = found
    if (next.version === city.version) city = { ...city, zones: next.zones }
    else {
      city = next
      // Who is on their way begins anew: the ground under them is another.
      matcher = matcherFor(city)
    }
  }
  const readTargets = async () => {
    city = { ...city, targets: await readTargetRows(db) }
  }
  const unsubscribe = tail.subscribe((events) => {
    for (const event of events) if (event.kind === 'coverage.marked') noteMarked(city, event, now())
    if (events.some(({ kind }) => kind.startsWith('coverage.target_')))
      readTargets().catch((error: Error) => say(`coverage targets could not be read: ${error.message}`))
  })
  let turn = 0
  const writing = setInterval(() => {
    turn++
    void log.flush(turn % STATE_EVERY === 0)
    if (turn % OTHERS_EVERY === 0)
      learnFromOthers(db, () => city, now() - 2 * OTHERS_EVERY * everyMs).catch(() => {})
  }, everyMs)
  let looking: Promise<void> | undefined
  const watching = setInterval(() => {
    looking ??= reload()
      .catch((error: Error) => say(`segments could not be read again: ${error.message}`))
      .finally(() => {
        looking = undefined
      })
  }, zonesEveryMs)

  return {
    take: (fix, kind, late) => matcher.take(fix, kind, late),
    city: () => city,
    async stop() {
      unsubscribe()
      clearInterval(writing)
      clearInterval(watching)
      await looking
      await log.flush(true)
    },
  }
}

/** Goes on from who was on which segment, and matches what was received since. */
async function catchUp(db: Pool, city: City, matcher: Matcher): Promise<void> {
  const stored = await readState(db)
  if (!stored) return
  if (stored.segments === city.version) matcher.restore(revived(stored.legs))
  const since = await transaction(db, (tx) => fixesSince(tx, stored.at - OVERLAP_MS))
  replay(matcher, since)
}

/** JSON has no NaN. */
const revived = (legs: string): Walkers =>
  JSON.parse(legs, (key, value) => (key === 'enteredAt' && value === null ? Number.NaN : value))

/** In the order in which they came; one that is older than another of its mover was late. */
export function replay(matcher: Matcher, fixes: readonly (Sight & { readonly kind: UnitKind })[]): void {
  const newest = new Map<number, number>()
  for (const fix of fixes) {
    const late = fix.at < (newest.get(fix.mover) ?? 0)
    if (!late) newest.set(fix.mover, fix.at)
    matcher.take(fix, fix.kind, late)
  }
}

/** An operator of the video desk looked at these: every server hears of it from the log. */
function noteMarked(city: City, { body }: Event, received: number): void {
  const { segments, to } = body as { segments?: readonly number[]; to?: number }
  for (const id of segments ?? []) {
    const index = city.indexOf.get(id)
    if (index !== undefined && to !== undefined) city.last.note(index, 'video', to, received)
  }
}

async function learnFromOthers(db: Pool, city: () => City, since: number): Promise<void> {
  const learnt = await readLastPasses(db, since)
  const { indexOf, last } = city()
  for (const { segment, mode, to, received } of learnt) {
    const index = indexOf.get(segment)
    if (index !== undefined) last.note(index, mode, to, received)
  }
}
