/** Writes what following finds: the round and its event in one transaction, each thing exactly once. */
import type { Round } from '#contract/rounds.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import { append, type NewEvent } from '../events/append.ts'
import { roundEvent } from './events.ts'
import type { Found } from './following.ts'
import { withReached, withTrouble, withTroubleOver } from './marks.ts'
import { lockRounds, type RoundChange, updateRound } from './roundQueries.ts'

export type FoundOf = { readonly round: number; readonly found: Found }

export type FollowLog = {
  add(finding: FoundOf): void
  /** Writes what is waiting; answers whether all of it is safe. */
  flush(): Promise<boolean>
  waiting(): number
}

const BATCH = 200
const FOLLOWER = 'geofence'

/** `written` is told that the log grew. */
export function createFollowLog(needs: {
  readonly db: Pool
  readonly now: () => number
  readonly say: (line: string) => void
  readonly written: () => void
}): FollowLog {
  const { db, now, say, written } = needs
  const waiting: FoundOf[] = []
  let away = false
  let running: Promise<boolean> | undefined

  const writeAll = async (): Promise<boolean> => {
    try {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, BATCH)
        // Repeated as it is where the answer of a commit was lost: the row says what has happened already.
        const changed = await transaction(db, (tx) => write(tx, batch, now()))
        waiting.splice(0, batch.length)
        if (changed) written()
      }
    } catch (error) {
      if (!away)
        say(`what patrols reach cannot be written, keeping it until it can: ${(error as Error).message}`)
      away = true
      return false
    }
    if (away) say('what patrols reach is being written again')
    away = false
    return true
  }

  return {
    add: (finding) => void waiting.push(finding),
    async flush() {
      while (running) await running
      running = writeAll().finally(() => {
        running = undefined
      })
      return running
    },
    waiting: () => waiting.length,
  }
}

async function write(tx: Db, batch: readonly FoundOf[], now: number): Promise<boolean> {
  const locked = await lockRounds(tx, [...new Set(batch.map(({ round }) => round))])
  const rounds = new Map(locked.map((round) => [round.id, round]))
  const events: NewEvent[] = []
  for (const { round: id, found } of batch) {
    const round = rounds.get(id)
    const change = round && changeOf(round, found, now)
    if (!change) continue
    const after = await updateRound(tx, round, change)
    rounds.set(id, after)
    events.push(eventOf(after, found))
  }
  if (events.length > 0) await append(tx, now, events)
  return events.length > 0
}

/** Undefined where the row says that it has happened, or that the round is over. */
function changeOf(round: Round, found: Found, now: number): RoundChange | undefined {
  if (found.kind === 'reached') {
    return withReached(round, found.stop, { at: found.at, by: FOLLOWER, reachedBy: 'fix' })
  }
  return found.kind === 'trouble'
    ? withTrouble(round, found.trouble, now)
    : withTroubleOver(round, found.trouble, found.at)
}

function eventOf(round: Round, found: Found): NewEvent {
  if (found.kind === 'reached') {
    return roundEvent('stop_reached', round, { actor: FOLLOWER, happened: found.at }, { stop: found.stop })
  }
  if (found.kind === 'over') {
    return roundEvent(
      'alarm_ended',
      round,
      { actor: FOLLOWER, happened: found.at },
      { trouble: found.trouble },
    )
  }
  const { kind, since, metres } = found.trouble
  return roundEvent('alarm_raised', round, { actor: FOLLOWER, happened: since }, { trouble: kind, metres })
}
