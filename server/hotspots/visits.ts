/** Watches who stays where: looks at the newest places of all units every quarter of a minute, and keeps each stay in a hexagon. */
import { latLngToCell } from 'h3-js'
import type { Pool } from '../db.ts'
import type { Visit } from './dose.ts'
import { RESOLUTION } from './places.ts'
import { forgetVisits, unitIds, writeVisits } from './queries.ts'

export type VisitNeeds = {
  readonly db: Pool
  readonly now: () => number
  readonly say: (line: string) => void
  /** Where everyone was last; ms UTC. */
  readonly all: () => readonly {
    readonly mover: number
    readonly at: number
    readonly lng: number
    readonly lat: number
  }[]
  readonly everyMs?: number
}

export type Visits = {
  /** One look; those who are seen in the same cell stay. */
  look(): void
  flush(): Promise<void>
  stop(): Promise<void>
}

const EVERY_MS = 15_000
/** Every so many looks they are written, and who the units are is read. */
const WRITE_EVERY = 4
/** Who was not heard for so long may be anywhere. */
const FRESH_MS = 60_000
/** Who missed a look or two has not left. */
const PATIENCE_MS = 50_000
const KEPT_MS = 60 * 86_400_000
const FORGET_EVERY = 240

type Stay = { readonly unit: number; readonly cell: string; readonly from: number; to: number }

export function watchVisits({ db, now, say, all, everyMs = EVERY_MS }: VisitNeeds): Visits {
  const stays = new Map<number, Stay>()
  let ended: Stay[] = []
  let units = new Set<number>()
  let turn = 0
  let running: Promise<void> | undefined

  const look = () => {
    const at = now()
    for (const { mover, at: heard, lng, lat } of all()) {
      if (at - heard > FRESH_MS || !units.has(mover)) continue
      const cell = latLngToCell(lat, lng, RESOLUTION)
      const stay = stays.get(mover)
      if (stay?.cell === cell && at - stay.to <= PATIENCE_MS) stay.to = at
      else {
        if (stay) ended.push(stay)
        stays.set(mover, { unit: mover, cell, from: at, to: at })
      }
    }
  }
  const write = async () => {
    units = new Set(await unitIds(db))
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
    look()
    if (++turn % WRITE_EVERY === 0) void flush()
  }, everyMs)
  return {
    look,
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
