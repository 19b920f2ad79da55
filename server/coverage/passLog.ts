/** Writes passes down in batches, beside the path of positions: each exactly once, whatever breaks. */
import { type Pool, transaction } from '../db.ts'
import { insertPasses, type NewPass, type StoredState, writeState } from './passQueries.ts'

export type PassLog = {
  add(pass: NewPass): void
  /** Writes what is waiting, and with `state` who is on which segment; answers whether all of it is safe. */
  flush(state: boolean): Promise<boolean>
  waiting(): number
}

export type PassLogNeeds = {
  readonly db: Pool
  readonly say: (line: string) => void
  /** Who is on which segment now. */
  readonly state: () => StoredState
  readonly written: (passes: number) => void
}

/** Passes that wait for a database that is away: an hour of a busy day. */
const MOST_WAITING = 200_000

export function createPassLog({ db, say, state, written }: PassLogNeeds): PassLog {
  let waiting: NewPass[] = []
  let away = false
  let running: Promise<boolean> | undefined

  const write = async (withState: boolean): Promise<boolean> => {
    const batch = waiting
    waiting = []
    // Of one moment with the passes: what came after it is matched again after a restart.
    const stored = withState ? state() : undefined
    try {
      const passes = await transaction(db, async (tx) => {
        const added = await insertPasses(tx, apart(batch))
        if (stored) await writeState(tx, stored)
        return added
      })
      written(passes)
    } catch (error) {
      waiting = [...batch, ...waiting].slice(-MOST_WAITING)
      if (!away) say(`passes cannot be written, keeping them until they can: ${(error as Error).message}`)
      away = true
      return false
    }
    if (away) say('passes are being written again')
    away = false
    return true
  }
  return {
    add: (pass) => void waiting.push(pass),
    async flush(withState) {
      // A flush asked for during a write must cover what came after that write began.
      while (running) await running
      running = write(withState).finally(() => {
        running = undefined
      })
      return running
    },
    waiting: () => waiting.length,
  }
}

/** Without what overlaps an earlier one of the same unit and segment: a statement does not see the rows it adds itself. */
function apart(batch: readonly NewPass[]): NewPass[] {
  const kept = new Map<string, NewPass[]>()
  return batch.filter((pass) => {
    const key = `${pass.segment}/${pass.mode}/${pass.mover ?? pass.markedBy}`
    const known = kept.get(key) ?? []
    if (known.some(({ from, to }) => to > pass.from && from < pass.to)) return false
    kept.set(key, [...known, pass])
    return true
  })
}
