/** The history's partitions in the database: which there are, how one is added, indexed, replaced and dropped. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db.ts'

export type Partition = {
  readonly name: string
  /** Fixes from `starts` on and before `ends`, ms UTC. */
  readonly starts: number
  readonly ends: number
  /** One fix of each mover in so many ms was kept; null: all of them. */
  readonly stepMs: number | null
  /** Whether one mover's fixes are found by an index. */
  readonly indexed: boolean
}

/** Oldest first. */
export async function readPartitions(db: Db): Promise<Partition[]> {
  const { rows } = await db.query<Partition>(
    `select name, starts, ends, step_ms as "stepMs",
       exists (select from pg_index x join pg_class ic on ic.oid = x.indexrelid
               where x.indrelid = part.oid and ic.relname = name || '_mover' and x.indisvalid) as indexed
     from (
       select c.oid, c.relname::text as name, bound[1]::bigint as starts, bound[2]::bigint as ends
       from pg_inherits i join pg_class c on c.oid = i.inhrelid,
         regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''(\\d+)''\\) TO \\(''(\\d+)''\\)') as bound
       where i.inhparent = 'fix'::regclass
     ) as part left join thinned_history using (starts)
     order by starts`,
  )
  return rows
}

/** Until the end of the transaction nobody else adds, replaces or drops one. */
export async function lockPartitions(db: Db): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtext('fix partitions'))`)
}

/** Made apart and then attached: `create table … partition of` would stop all who write or read the history. */
export async function addPartition(db: Db, name: string, starts: number, ends: number): Promise<void> {
  await db.query(`create table ${name} (like fix including defaults)`)
  await attachPartition(db, name, starts, ends)
}

export async function attachPartition(db: Db, name: string, starts: number, ends: number): Promise<void> {
  await db.query(`alter table fix attach partition ${name} for values from (${starts}) to (${ends})`)
}

/** Sums up what was written lately, so that a search by time reads no more of it than it needs. */
export async function summarizeRanges(db: Db, names: readonly string[]): Promise<void> {
  await db.query(
    `select brin_summarize_new_values(x.indexrelid)
     from pg_index x join pg_class ic on ic.oid = x.indexrelid join pg_am on pg_am.oid = ic.relam
     where amname = 'brin' and x.indrelid = any($1::text[]::regclass[])`,
    [names],
  )
}

/** Lets writers go on meanwhile. One that a crash left half built is begun anew. Not for a transaction. */
export async function indexPartition(db: Db, name: string): Promise<void> {
  await db.query(`drop index if exists ${name}_mover`)
  await db.query(`create index concurrently ${name}_mover on ${name} (mover, at)`)
}

const LOCK_ATTEMPTS = 20
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Until the end of the transaction nobody reads or writes the history. Whoever waits for this lock makes all who come
 * after wait too, so it is asked for three tenths of a second at a time. Throws where somebody reads for half a minute.
 */
export async function lockHistory(tx: Db): Promise<void> {
  await tx.query(`set local lock_timeout = '300ms'`)
  for (let attempt = 1; ; attempt++) {
    await tx.query('savepoint unlocked')
    try {
      await tx.query('lock table only fix in access exclusive mode')
      return
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || attempt === LOCK_ATTEMPTS) throw error
      await tx.query('rollback to savepoint unlocked')
      await sleep(1_000)
    }
  }
}

export async function dropPartition(db: Db, { name, starts }: Partition): Promise<void> {
  await db.query(`drop table ${name}`)
  await db.query('delete from thinned_history where starts = $1', [starts])
}
