/** The history's day partitions: there before a fix needs them, whichever server comes first. */
import { type Pool, transaction } from '../db.ts'

export const DAY_MS = 86_400_000

/** Days of UTC, counted from 1970. */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS)

/** The days fixes can fall on now: late ones come from yesterday, and tomorrow must not begin with waiting. */
export const daysAround = (now: number): number[] => [dayOf(now) - 1, dayOf(now), dayOf(now) + 1]

/** Makes the partitions of days as they come, and asks the database only for days it has not made itself. */
export function createDays(db: Pool) {
  let made: ReadonlySet<number> = new Set()
  return {
    async prepare(days: readonly number[]): Promise<void> {
      if (days.every((day) => made.has(day))) return
      await makePartitions(db, days)
      made = new Set([...made, ...days])
    },
    /** A write failed, and a missing partition may be why. */
    forget(): void {
      made = new Set()
    },
  }
}

export async function makePartitions(db: Pool, days: Iterable<number>): Promise<void> {
  const missing = await missingPartitions(db, [...days])
  if (missing.length === 0) return
  await transaction(db, async (tx) => {
    // Two servers at midnight: `if not exists` alone still lets both try, and one of them fail.
    await tx.query(`select pg_advisory_xact_lock(hashtext('fix partitions'))`)
    for (const day of missing) {
      await tx.query(
        `create table if not exists ${partitionName(day)} partition of fix
         for values from (${day * DAY_MS}) to (${(day + 1) * DAY_MS})`,
      )
    }
  })
}

/** Asked first, because creating locks the whole history for a moment even where the partition exists. */
async function missingPartitions(db: Pool, days: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<{ there: boolean }>(
    `select to_regclass(name) is not null as there from unnest($1::text[]) with ordinality as n (name, o) order by o`,
    [days.map(partitionName)],
  )
  return days.filter((_, i) => !rows[i]?.there)
}

const partitionName = (day: number): string =>
  `fix_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '_')}`
