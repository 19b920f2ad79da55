/** Watches who stays where: looks at each unit's newest place every quarter of a minute, and keeps each stay in a hexagon. */
import { latLngToCell } from 'h3-js'
import type { Pool } from '../db.ts'
import type { Visit } from './dose.ts'
import { RESOLUTION } from './places.ts'
import { forgetVisits, unitIds, writeVisits } from './queries.ts'

export type VisitNeeds = {
  readonly db: Pool
  readonly now: () => number
  readonly say: (line: string) => void
  /** Where a unit was last, and when (ms UTC); undefined: never heard. */
  readonly newest: (
    mover: number,
  ) => { readonly at: number; readonly lng: number; readonly lat: number } | undefined
  readonly everyMs?: number
}

export type Visits = {
  /** One look at everybody; those who are seen in the same cell stay. */
  look(): void
  flush(): Promise<void>
  stop(): Promise<void>
}

const EVERY_MS = 15_000
/** Not all at once: ten thousand at a time hold up whatever else the server does. */
const TURNS = 15
/** Every so many looks they are written, and who the units are is read. */
const WRITE_EVERY = 4 * TURNS
/** Who was not heard for so long may be anywhere. */
const FRESH_MS = 60_000
/** Who missed a look or two has not left. */
const PATIENCE_MS = 50_000
const KEPT_MS = 60 * 86_400_000
const FORGET_EVERY = 240 * TURNS

type Stay = { readonly unit: number; readonly cell: string; readonly from: number; to: number }

export function watchVisits({ db, now, say, newest, everyMs = EVERY_MS }: VisitNeeds): Visits {
  const stays = new Map<number, Stay>()
  let ended: Stay[] = []
  let units: readonly number[] = []
  let turn = 0
  let running: Promise<void> | undefined

  const lookAt = (unit: number, at: number) => {
    const fix = newest(unit)
    if (!fix || at - fix.at > FRESH_MS) return
    const cell = latLngToCell(fix.lat, fix.lng, RESOLUTION)
    const stay = stays.get(unit)
    if (stay?.cell === cell && at - stay.to <= PATIENCE_MS) stay.to = at
    else {
      if (stay) ended.push(stay)
      stays.set(unit, { unit, cell, from: at, to: at })
    }
  }
  const look = (from = 0, every = 1) => {
    const at = now()
    for (let i = from; i < units.length; i += every) lookAt(units[i] as number, at)
  }
  const write = async () => {
    units = await unitIds(db)
    const written = ended
    await writeVisits(db, [...written, ...stays.values()].filter(lasted))
    ended = ended.slice(written.length)
    if (turn % FORGET_EVERY === 0) await forgetVisits(db, now() - KEPT_MS)
  }
  const flush = () => {
    running ??= write()
      .catch((error: Error) => say(`stays of units cannot be written yet: ${error.message}`))
      .finally(() => {
        running = undefined
      })
    return running
  }
  void flush()
  const timer = setInterval(() => {
    look(turn % TURNS, TURNS)
    if (++turn % WRITE_EVERY === 0) void flush()
  }, everyMs / TURNS)
  return {
    look: () => look(),
    flush,
    async stop() {
      clearInterval(timer)
      await running
      await flush()
    },
  }
}

/** Seen twice at least: who only drove through stayed nowhere. */
const lasted = ({ from, to }: Visit): boolean => to > from
