/** The log's hashes in the database. */
import type { ChainHead } from '#contract/chain.ts'
import { type Db, one } from '../db.ts'

export type Link = {
  readonly number: number
  readonly content: Buffer
  readonly hash: Buffer
  readonly kind: string
  readonly subject: string
  readonly actor: string
  readonly received: number
}

/** Entries after a number in their order, each with the bytes its hash is made of. */
export async function linksAfter(db: Db, after: number, limit: number): Promise<Link[]> {
  const { rows } = await db.query<Link>(
    `select number, event_content(event) as content, hash, kind, subject, actor, received
     from event where number > $1 order by number limit $2`,
    [after, limit],
  )
  return rows
}

/** Undefined: there is no such entry. */
export async function hashOfEntry(db: Db, number: number): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ hash: Buffer }>('select hash from event where number = $1', [number])
  return rows[0]?.hash
}

/** How far the log was counted, and the hash it had then. */
export async function counted(db: Db): Promise<{ last: number; head: Buffer }> {
  const { rows } = await db.query<{ last: number; head: Buffer }>('select last, head from event_counter')
  return one(rows)
}

/** The last entry of each day in Shanghai that began at or after `since` and is over at `now` (ms UTC), oldest first. */
export async function headsSince(db: Db, since: number, now: number): Promise<ChainHead[]> {
  const { rows } = await db.query<ChainHead>(
    `select distinct on (day) to_char(day, 'YYYY-MM-DD') as day, number, encode(hash, 'hex') as hash
     from (select date_trunc('day', received at time zone 'Asia/Shanghai') as day, number, hash from event
           where received >= to_timestamp($1 / 1000.0)
             and received < date_trunc('day', to_timestamp($2 / 1000.0) at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai') e
     order by day, number desc`,
    [since, now],
  )
  return rows
}
