/** Thins a partition of the history: of each mover the first fix of every step, and whatever tells where it was not heard. */
import { type Db, one } from '../db.ts'
import { attachPartition, lockHistory, type Partition } from './partitionQueries.ts'
import { columns } from './rows.ts'

export type Thinned = { readonly before: number; readonly after: number }

/**
 * Kept are the first fix of each mover in every step, its first and last in the partition, and both ends of every gap
 * longer than a step: what was silence before is the same silence after, and what was none becomes less than two steps.
 * Done again with the same step it leaves all as it is. Belongs into one transaction: the thinned table takes the place
 * of the full one when that commits, or never was.
 */
export async function thinPartition(tx: Db, partition: Partition, stepMs: number): Promise<Thinned> {
  const { name, starts, ends } = partition
  const thinned = `${name}_thinned`
  // What is written too late, against all rules, waits for the swap and then finds the new table.
  await tx.query(`lock table ${name} in share mode`)
  await tx.query(
    `create table ${thinned} (like fix including defaults, constraint span check (at >= ${starts} and at < ${ends}))`,
  )
  const rows = await copyThinned(tx, name, thinned, stepMs)
  await tx.query(`create index on ${thinned} using brin (at, received) with (pages_per_range = 32)`)
  await tx.query(`create index ${thinned}_mover on ${thinned} (mover, at)`)
  await swap(tx, partition, thinned)
  await noteThinned(tx, partition, stepMs, rows)
  return rows
}

async function copyThinned(tx: Db, from: string, into: string, stepMs: number): Promise<Thinned> {
  // 36 million rows are sorted by mover: 10,000 of them at a report a second.
  await tx.query(`set local work_mem = '64MB'`)
  const { rows } = await tx.query<{ before: number }>(`select count(*) as before from ${from}`)
  const { rowCount } = await tx.query(
    `insert into ${into} (${columns})
     select ${columns} from (
       select ${columns}, lag(at) over track as previous, lead(at) over track as following
       from ${from} window track as (partition by mover order by at, received)
     ) as f
     where previous is null or following is null or at / $1 > previous / $1
       or at - previous > $1 or following - at > $1
     order by at`,
    [stepMs],
  )
  return { before: one(rows).before, after: rowCount ?? 0 }
}

/** From here on everybody waits, for some milliseconds: the table is ready, and its constraint spares the look at its rows. */
async function swap(tx: Db, { name, starts, ends }: Partition, thinned: string): Promise<void> {
  await lockHistory(tx)
  await tx.query(`alter table fix detach partition ${name}`)
  await tx.query(`drop table ${name}`)
  await tx.query(`alter table ${thinned} rename to ${name}`)
  await tx.query(`alter index ${thinned}_mover rename to ${name}_mover`)
  await attachPartition(tx, name, starts, ends)
  await tx.query(`alter table ${name} drop constraint span`)
}

async function noteThinned(tx: Db, { starts }: Partition, stepMs: number, rows: Thinned): Promise<void> {
  await tx.query(
    `insert into thinned_history (starts, step_ms, rows_before, rows_after) values ($1, $2, $3, $4)
     on conflict (starts) do update set step_ms = excluded.step_ms, rows_before = excluded.rows_before,
       rows_after = excluded.rows_after, at = now()`,
    [starts, stepMs, rows.before, rows.after],
  )
}
