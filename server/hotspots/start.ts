/** Hotspots put together: tickets read once and followed by the log, watched views reckoned as they change and as time goes by. */
import type { Registry as Metrics } from 'prom-client'
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import { keyOfView } from '#contract/hotspots.ts'
import type { Tail } from '../events/tail.ts'
import { followPieces, hearTicket, loadGround, type Pieces } from './ground.ts'
import { followTicket, type KeeperNeeds, type Kept, keptOf, look } from './keeper.ts'
import { hotspotMetrics } from './metrics.ts'
import { readSources, segmentsMark, standingHotspots, watchOf } from './queries.ts'
import type { Ground } from './reckoning.ts'
import { createTurns } from './turns.ts'
import { type VisitNeeds, watchVisits } from './visits.ts'
import { readWatches } from './watchQueries.ts'

export type HotspotNeeds = Omit<VisitNeeds, 'everyMs'> & {
  readonly metrics: Metrics
  readonly tail: Pick<Tail, 'last' | 'nudge' | 'subscribe'>
  /** Windows move on: so often every watched view is reckoned anew. */
  readonly everyMs?: number
}

export type HotspotWatch = {
  ground(): Ground
  kept(): readonly Kept[]
  /** Everything that is due, now. */
  look(): Promise<void>
  stop(): Promise<void>
}

/** The usual of the longest window rests on 32 weeks; a year shows the seasons to whoever looks back. */
const YEAR_MS = 366 * 86_400_000
const EVERY_MS = 30_000
/** Tickets that come together are reckoned with together. */
const GATHER_MS = 100

export async function startHotspots(needs: HotspotNeeds): Promise<HotspotWatch> {
  const { db, now, say, tail, everyMs = EVERY_MS } = needs
  // The number first: what is written meanwhile is read, and then told again, which changes nothing.
  let number = tail.last()
  const sources = await readSources(db)
  const mark = await segmentsMark(db)
  const ground = await loadGround(db, sources, now() - YEAR_MS)
  const pieces = followPieces(db, ground, mark)
  const standing = await standingHotspots(db, null)
  let kept: readonly Kept[] = (await readWatches(db)).map((watch) =>
    keptOf(
      watchOf(watch),
      standing.filter((each) => each.watch === watch.id).map(({ body }) => body),
    ),
  )
  const metrics = hotspotMetrics(needs.metrics, {
    tickets: ground.reports.size,
    standing: () => kept.reduce((sum, each) => sum + each.standing.length, 0),
  })
  const keeper: KeeperNeeds = { db, ground, now, nudge: tail.nudge, last: () => number, metrics }
  const turns = createTurns(
    () => kept,
    (each) => look(keeper, each),
    say,
  )
  const unsubscribe = tail.subscribe((events) => {
    for (const event of events) {
      number = event.number
      hearHotspot(kept, event)
      const before = kept
      kept = hearWatch(kept, event)
      for (const each of kept) if (!before.includes(each)) turns.want(each, 0)
      const rows = hearTicket(ground, sources, event)
      if (!rows) continue
      for (const each of kept) if (followTicket(ground, each, rows)) turns.want(each, GATHER_MS)
    }
  })
  const visits = watchVisits(needs)
  const all = async () => {
    await renewPieces(pieces, kept).catch((error: Error) =>
      say(`banks and roads could not be read again, trying again: ${error.message}`),
    )
    for (const each of kept) turns.want(each, 0)
  }
  let running = all()
  const timer = setInterval(() => {
    running = running.then(all)
  }, everyMs)
  return {
    ground: () => ground,
    kept: () => kept,
    async look() {
      await all()
      await turns.done()
    },
    async stop() {
      unsubscribe()
      clearInterval(timer)
      await running
      await turns.stop()
      await visits.stop()
    },
  }
}

/** Whoever added or ended it, by this or another server. */
function hearWatch(kept: readonly Kept[], { kind, body }: Event): readonly Kept[] {
  const { watch } = body as Changed
  if (!watch || !kind.startsWith('watch.')) return kept
  if (kind === 'watch.ended') return kept.filter((each) => each.watch.id !== watch.id)
  // Added while this server started, it was read already.
  const known = kept.some((each) => each.watch.id === watch.id)
  return known ? kept : [...kept, keptOf(watchOf(watch), [])]
}

/** What this or another server told. */
function hearHotspot(kept: readonly Kept[], { kind, body }: Event): void {
  const { hotspot } = body as Changed
  if (!hotspot || !kind.startsWith('hotspot.')) return
  const key = keyOfView(hotspot.view)
  for (const each of kept) {
    if (keyOfView(each.watch.view) !== key) continue
    const others = each.standing.filter(({ id }) => id !== hotspot.id)
    each.standing = kind === 'hotspot.ended' ? others : [...others, hotspot]
  }
}

/** What was kept up ticket by ticket on other pieces is of no account. */
async function renewPieces(pieces: Pieces, kept: readonly Kept[]): Promise<void> {
  if (!(await pieces.renew())) return
  for (const each of kept) if (each.watch.view.ground === 'lines') each.judged = undefined
}
