/** The history's partitions, one an hour: there before a fix needs them, whichever server comes first. */
import { type Pool, transaction } from '../db.ts'
import { addPartition, lockPartitions, readPartitions } from './partitionQueries.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** Hours of UTC, counted from 1970. */
export const hourOf = (at: number): number => Math.floor(at / HOUR_MS)

/** The hours nearly all fixes fall on now: the next one must not begin with waiting. Later ones come as they are needed. */
export const hoursAround = (now: number): number[] => [hourOf(now) - 1, hourOf(now), hourOf(now) + 1]

/** Makes the partitions of hours as they come, and asks the database only for hours it has not made itself. */
export function createHours(db: Pool) {
  let made: ReadonlySet<number> = new Set()
  return {
    async prepare(hours: readonly number[]): Promise<void> {
      if (hours.every((hour) => made.has(hour))) return
      await makePartitions(db, hours)
      made = new Set([...made, ...hours])
    },
    /** A write failed, and a missing partition may be why. */
    forget(): void {
      made = new Set()
    },
  }
}

/** Makes what is missing, and nothing where an older partition, of a whole day, holds the hour. */
export async function makePartitions(db: Pool, hours: readonly number[]): Promise<void> {
  const starts = [...new Set(hours)].map((hour) => hour * HOUR_MS)
  // Asked first, because making one waits for its turn even where there is nothing to make.
  if (missingOf(starts, await readPartitions(db)).length === 0) return
  await transaction(db, async (tx) => {
    await lockPartitions(tx)
    for (const start of missingOf(starts, await readPartitions(tx))) {
      await addPartition(tx, partitionName(start), start, start + HOUR_MS)
    }
  })
}

type Span = { readonly starts: number; readonly ends: number }

const missingOf = (starts: readonly number[], there: readonly Span[]): number[] =>
  starts.filter((start) => !there.some((span) => span.starts <= start && start < span.ends))

const partitionName = (starts: number): string =>
  `fix_${new Date(starts).toISOString().slice(0, 13).replaceAll(/\D/g, '_')}`
