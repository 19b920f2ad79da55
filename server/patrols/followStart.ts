/** Rounds under way followed: read at the start, kept up to date from the log, fed by accepted fixes of their crews alone. */
import type { Changed } from '#contract/board.ts'
import { createByNumber } from '#contract/byNumber.ts'
import type { PatrolLimit, Round } from '#contract/rounds.ts'
import type { Pool } from '../db.ts'
import type { Tail } from '../events/tail.ts'
import type { Sight } from '../zones/presence.ts'
import { type Followed, type Found, follow } from './following.ts'
import { createFollowLog } from './followLog.ts'
import { type Ground, groundOf } from './ground.ts'
import { patrolLimits, startedRounds, zoneRings } from './roundQueries.ts'

export type RoundFollower = {
  /** An accepted fix of a unit. One look into an array where its crew is on no round. */
  take(fix: Sight): void
  /** Stops the clockwork after a last write. */
  stop(): Promise<void>
}

export type FollowerNeeds = {
  readonly db: Pool
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
  readonly tail: Pick<Tail, 'nudge' | 'subscribe'>
  /** The newest fix of a mover: when it was last heard before a restart. */
  readonly newest: (mover: number) => { readonly at: number } | undefined
  /** Time between two writes. */
  readonly everyMs?: number
}

/** Only the database can keep a round's zones back. */
const TRY_AGAIN_AFTER = 5_000

type Tracked = { readonly round: number; readonly unit: number; readonly followed: Followed }

export async function startFollowing(needs: FollowerNeeds): Promise<RoundFollower> {
  const { db, now, say, tail, newest, everyMs = 250 } = needs
  const crews = createByNumber<Tracked>()
  const underWay = new Map<number, Tracked>()
  let stopped = false
  // What the log told last of a round whose zones are being read.
  const coming = new Map<number, Round>()
  const log = createFollowLog({ db, now, say, written: tail.nudge })

  const tell = (round: number, found: readonly Found[]) => {
    for (const each of found) log.add({ round, found: each })
  }
  const track = async (first: Round) => {
    coming.set(first.id, first)
    const [ground, limits] = await surroundings(db, first)
    const round = coming.get(first.id) as Round
    coming.delete(first.id)
    if (round.state !== 'started' || round.unit === null) return
    const heard = newest(round.unit)?.at ?? Number.NaN
    const followed = follow({ round, ground, limits, heard, listening: now() })
    const tracked = { round: round.id, unit: round.unit, followed }
    underWay.set(round.id, tracked)
    crews.set(round.unit, tracked)
  }
  const hear = (round: Round) => {
    const known = underWay.get(round.id)
    if (coming.has(round.id)) coming.set(round.id, round)
    else if (known && round.state === 'started') known.followed.learn(round)
    else if (known) {
      underWay.delete(round.id)
      if (crews.get(known.unit) === known) crews.delete(known.unit)
    } else if (round.state === 'started') {
      track(round).catch((error: Error) => {
        coming.delete(round.id)
        if (stopped) return
        say(`round ${round.id} cannot be followed yet: ${error.message}`)
        setTimeout(() => hear(round), TRY_AGAIN_AFTER).unref()
      })
    }
  }

  const unsubscribe = tail.subscribe((events) => {
    for (const { kind, body } of events) {
      const { round } = body as Changed
      if (round && kind.startsWith('round.')) hear(round)
    }
  })
  for (const round of await startedRounds(db)) await track(round)
  const clock = setInterval(() => {
    for (const { round, followed } of underWay.values()) tell(round, followed.wait(now()))
    if (log.waiting() > 0) void log.flush()
  }, everyMs)

  return {
    take(fix) {
      const tracked = crews.get(fix.mover)
      if (tracked) tell(tracked.round, tracked.followed.see(fix, now()))
    },
    async stop() {
      stopped = true
      unsubscribe()
      clearInterval(clock)
      await log.flush()
    },
  }
}

async function surroundings(db: Pool, round: Round): Promise<[Ground, readonly PatrolLimit[]]> {
  const zones = [...new Set([...round.zones, ...round.stops.flatMap(({ zone }) => zone ?? [])])]
  const rings = zones.length > 0 ? await zoneRings(db, zones) : new Map()
  const way = round.stops.map(({ place }) => place)
  return [groundOf(way, rings), await patrolLimits(db)]
}
