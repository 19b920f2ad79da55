/** Geofence events put together: read back from the table, fed by accepted fixes, written four times a second. */
import type { Registry as Metrics } from 'prom-client'
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import { isPresenceKind } from '#contract/presence.ts'
import type { Pool } from '../db.ts'
import type { Tail } from '../events/tail.ts'
import { buildFence } from './fence.ts'
import { createPresenceBook, type PresenceBook } from './presence.ts'
import { createPresenceLog } from './presenceLog.ts'
import { presenceMetrics } from './presenceMetrics.ts'
import { readFencedZones, readPresence } from './presenceQueries.ts'
import { zonesVersion } from './queries.ts'

export type PresenceNeeds = {
  readonly db: Pool
  readonly metrics: Metrics
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
  readonly tail: Pick<Tail, 'nudge' | 'subscribe'>
  /** The newest fix of a mover: when it was last heard before a restart. */
  readonly newest: (mover: number) => { readonly at: number } | undefined
  /** Time between two writes. */
  readonly everyMs?: number
  /** Time between two looks whether zones have changed. */
  readonly zonesEveryMs?: number
}

export type PresenceWatch = Pick<PresenceBook, 'take'> & {
  /** Writes down what came about up to now; answers whether all of it is safe. */
  flush(): Promise<boolean>
  /** Stops the clockwork after a last write. */
  stop(): Promise<void>
}

export async function startPresence(needs: PresenceNeeds): Promise<PresenceWatch> {
  const { db, now, say, tail, everyMs = 250, zonesEveryMs = 5_000 } = needs
  const counts = presenceMetrics(needs.metrics, () => log.waiting())
  const heard = (mover: number) => needs.newest(mover)?.at ?? Number.NaN
  const log = createPresenceLog({
    db,
    now,
    say,
    written(changes) {
      counts(changes)
      if (changes.length > 0) tail.nudge()
    },
    overruled: (stored) => book.adopt(stored, heard(stored.mover), true),
  })

  let version = await zonesVersion(db)
  const fence = buildFence(await readFencedZones(db))
  const book = createPresenceBook(fence, log.add)
  for (const stored of await readPresence(db)) book.adopt(stored, heard(stored.mover))
  // Zones may have gone while nobody watched.
  book.replaceFence(fence, now())

  const reload = async () => {
    const found = await zonesVersion(db)
    if (found === version) return
    book.replaceFence(buildFence(await readFencedZones(db)), now())
    version = found
  }
  let looking: Promise<void> | undefined
  const look = () => {
    looking ??= reload()
      .catch((error: Error) => say(`zones could not be read again: ${error.message}`))
      .finally(() => {
        looking = undefined
      })
  }
  const unsubscribe = tail.subscribe((events) => {
    for (const event of events) hear(book, event, heard)
    if (events.some(({ body }) => (body as Changed).zones)) look()
  })
  const writing = setInterval(() => {
    book.tick(now())
    if (log.waiting() > 0) void log.flush()
  }, everyMs)
  // For what no event told: zones loaded into the database past the log.
  const zones = setInterval(look, zonesEveryMs)

  return {
    take: book.take,
    flush() {
      book.tick(now())
      return log.flush()
    },
    async stop() {
      unsubscribe()
      clearInterval(writing)
      clearInterval(zones)
      await looking
      await log.flush()
    },
  }
}

/** What another server wrote; our own is known already. */
function hear(book: PresenceBook, { kind, body }: Event, heard: (mover: number) => number): void {
  const { presence } = body as Changed
  if (!isPresenceKind(kind) || !presence) return
  const { unit: mover, zone, version, since, dwelt } = presence
  book.adopt({ mover, zone: zone.id, version, since, dwelt }, heard(mover))
}
