/** How fast one gets about at an hour of the day: speeds, ferries and what is open, read from the database. */
import type { UnitKind } from '#contract/units.ts'
import type { Db } from '../db.ts'
import type { Crossing } from './river.ts'
import { type ReachRow, type TermWeights, travelRows } from './travelQueries.ts'

export type MovingKind = Exclude<UnitKind, 'video'>

/** At one hour. */
export type Travel = {
  /** Door to door, m/s. */
  readonly speed: Readonly<Record<MovingKind, number>>
  /** From pier to pier, waiting included; null: no ferry runs. */
  readonly ferrySeconds: number | null
  readonly isOpen: (crossing: Crossing, kind: MovingKind) => boolean
}

export type TravelTable = {
  at(now: number): Travel
  readonly weights: TermWeights
  readonly reaches: readonly ReachRow[]
}

/** As the tables stand now. */
export async function readTravel(db: Db): Promise<TravelTable> {
  const { speeds, ferries, access, weights, reaches } = await travelRows(db)
  const open = new Map(access.map(({ name, open }) => [name, open]))
  const isOpen = (crossing: Crossing, kind: MovingKind) =>
    (open.get(crossing.name) ?? crossing.open).includes(kind)
  const hours = Array.from({ length: 24 }, (_, hour): Travel => {
    const speed = Object.fromEntries(
      speeds.filter((row) => row.hour === hour).map((row) => [row.kind, row.metresPerSecond]),
    ) as Record<MovingKind, number>
    return { speed, ferrySeconds: ferries.find((row) => row.hour === hour)?.seconds ?? null, isOpen }
  })
  return { weights, reaches, at: (now) => hours[hourInShanghai(now)] as Travel }
}

/** Of the day, 0 to 23. China has one time and no summer time. */
export const hourInShanghai = (now: number): number => Math.floor((now / 3_600_000 + 8) % 24)

/** The first moment of the day in Shanghai, ms UTC. */
export const dayInShanghai = (now: number): number => now - ((now + 8 * 3_600_000) % 86_400_000)

const READ_AGAIN_MS = 60_000

/** Answers a function that reads the tables anew when they were read a minute ago: they change by hand. */
export function followTravel(db: Db, now: () => number): () => Promise<TravelTable> {
  let read: { readonly at: number; readonly table: Promise<TravelTable> } | undefined
  return () => {
    if (!read || now() - read.at > READ_AGAIN_MS) {
      const table = readTravel(db)
      read = { at: now(), table }
      // A failed reading is nobody's table: the next one who asks tries again.
      table.catch(() => {
        if (read?.table === table) read = undefined
      })
    }
    return read.table
  }
}
