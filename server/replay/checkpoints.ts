/** Keeps the board as it stands each hour: what replay begins from. At the start too, for what was seeded meanwhile is in no event. */
import type { Pool } from '../db.ts'
import { lastCheckpointAt } from './factQueries.ts'
import { makeCheckpoint } from './facts.ts'

type CheckpointNeeds = {
  readonly db: Pool
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
}

const HOUR_MS = 3_600_000
const LOOK_MS = 60_000

/** The first is there when this answers; answers how to stop. */
export async function keepCheckpoints({ db, now, say }: CheckpointNeeds): Promise<() => Promise<void>> {
  const keep = async () => {
    if (now() - ((await lastCheckpointAt(db)) ?? 0) >= HOUR_MS) await makeCheckpoint(db, now())
  }
  let keeping = Promise.resolve()
  const look = () => {
    keeping = keeping
      .then(keep)
      .catch((error: Error) => say(`the board could not be kept for replay: ${error.message}`))
    return keeping
  }
  await makeCheckpoint(db, now())
  const clock = setInterval(look, LOOK_MS)
  return () => {
    clearInterval(clock)
    return keeping
  }
}
