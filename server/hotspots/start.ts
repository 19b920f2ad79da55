/** Hotspots put together: tickets read once and followed by the log, watched views reckoned as they change and as time goes by. */
import type { Registry as Metrics } from 'prom-client'
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import { type HotspotSource, keyOfView } from '#contract/hotspots.ts'
import { readSegmentRows } from '../coverage/queries.ts'
import type { Pool } from '../db.ts'
import type { Tail } from '../events/tail.ts'
import { followTicket, type KeeperNeeds, type Kept, keptOf, look } from './keeper.ts'
import { hotspotMetrics } from './metrics.ts'
import { cityCells, linePlaces } from './places.ts'
import { readSources, readTickets, readWatches, reportOf, standingHotspots } from './queries.ts'
import type { Ground } from './reckoning.ts'
import { createReports } from './reports.ts'
import { type VisitNeeds, watchVisits } from './visits.ts'

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
  const ground = await loadGround(db, sources, now() - YEAR_MS)
  const standing = await standingHotspots(db, null)
  const kept = (await readWatches(db)).map((watch) =>
    keptOf(
      watch,
      standing.filter((each) => each.watch === watch.id).map(({ body }) => body),
    ),
  )
  const metrics = hotspotMetrics(needs.metrics, {
    tickets: ground.reports.size,
    standing: () => kept.reduce((sum, each) => sum + each.standing.length, 0),
  })
  const keeper: KeeperNeeds = { db, ground, now, nudge: tail.nudge, last: () => number, metrics }
  const turns = createTurns(kept, (each) => look(keeper, each), say)
  const unsubscribe = tail.subscribe((events) => {
    for (const event of events) {
      number = event.number
      hearHotspot(kept, event)
      const rows = hearTicket(ground, sources, event)
      if (!rows) continue
      for (const each of kept) if (followTicket(ground, each, rows)) turns.want(each, GATHER_MS)
    }
  })
  const visits = watchVisits(needs)
  const all = () => {
    for (const each of kept) turns.want(each, 0)
  }
  const timer = setInterval(all, everyMs)
  all()
  return {
    ground: () => ground,
    kept: () => kept,
    async look() {
      all()
      await turns.done()
    },
    async stop() {
      unsubscribe()
      clearInterval(timer)
      await turns.stop()
      await visits.stop()
    },
  }
}

export async function loadGround(
  db: Pool,
  sources: ReadonlyMap<string, HotspotSource>,
  since: number,
): Promise<Ground> {
  const cells = cityCells()
  const pieces = linePlaces(await readSegmentRows(db, null))
  const reports = createReports(cells, pieces)
  const columns = await readTickets(db, since)
  columns.ids.forEach((ticket, i) => {
    const received = columns.received[i] as number
    reports.put(
      {
        ticket,
        happened: columns.happened[i] as number,
        received,
        category: columns.category[i] as string,
        source: sources.get(columns.source[i] as string) ?? 'others',
        lng: columns.lng[i] as number,
        lat: columns.lat[i] as number,
        gone: columns.gone[i] as number | null,
      },
      received,
    )
  })
  return { reports, cells, pieces }
}

function hearTicket({ reports }: Ground, sources: ReadonlyMap<string, HotspotSource>, event: Event) {
  const { ticket } = event.body as Changed
  if (!ticket) return undefined
  return reports.put(reportOf(ticket, sources, event.received), event.received)
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

type Turns = {
  want(kept: Kept, afterMs: number): void
  /** When nothing is wanted any more. */
  done(): Promise<void>
  stop(): Promise<void>
}

/** One view after the other, each at most once at a time; the event loop has its turn between two. */
function createTurns(
  order: readonly Kept[],
  work: (kept: Kept) => Promise<number>,
  say: (line: string) => void,
): Turns {
  const wanted = new Set<Kept>()
  let running: Promise<void> | undefined
  let stopped = false
  const run = async (afterMs: number) => {
    if (afterMs > 0) await new Promise((done) => setTimeout(done, afterMs))
    for (let next = nextOf(order, wanted); next && !stopped; next = nextOf(order, wanted)) {
      wanted.delete(next)
      await new Promise(setImmediate)
      await work(next).catch((error: Error) => {
        if (!stopped) say(`hotspots could not be told, trying again: ${error.message}`)
      })
    }
  }
  const start = (afterMs: number) => {
    running ??= run(afterMs).finally(() => {
      running = undefined
      if (wanted.size > 0 && !stopped) start(0)
    })
  }
  return {
    want(kept, afterMs) {
      if (stopped) return
      wanted.add(kept)
      start(afterMs)
    },
    async done() {
      while (running) await running
    },
    async stop() {
      stopped = true
      await running
    },
  }
}

const nextOf = (order: readonly Kept[], wanted: ReadonlySet<Kept>): Kept | undefined =>
  order.find((each) => wanted.has(each))
