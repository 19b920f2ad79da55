/** Kept chunks in the database, and what was told late about them. */
import { CHUNK_MS } from '#contract/chunk.ts'
import { type Db, one } from '../db.ts'

export const parts = ['1', '10', '60', 'receipts'] as const
export type Part = (typeof parts)[number]
export type Parts<T> = Readonly<Record<Part, T>>
/** Of a file. */
export type Size = { readonly bytes: number; readonly sha256: string }

export type KeptChunk = {
  readonly starts: number
  readonly version: number
  readonly factsVersion: number
  readonly fixes: number
  readonly events: number
  /** See the migration. */
  readonly late: number
  readonly number: number
  readonly parts: Parts<Size>
}

const columns = 'starts, version, facts_version as "factsVersion", fixes, events, late, number, parts'

export async function chunksBetween(db: Db, from: number, to: number): Promise<KeptChunk[]> {
  const { rows } = await db.query<KeptChunk>(
    `select ${columns} from replay_chunk where starts > $1 and starts <= $2 order by starts`,
    [from - CHUNK_MS, to],
  )
  return rows
}

export async function chunkAt(db: Db, starts: number): Promise<KeptChunk | undefined> {
  const { rows } = await db.query<KeptChunk>(`select ${columns} from replay_chunk where starts = $1`, [
    starts,
  ])
  return rows[0]
}

/** The beginnings of the oldest and the newest; null: none is kept. */
export async function keptSpan(
  db: Db,
): Promise<{ readonly first: number | null; readonly last: number | null }> {
  const { rows } = await db.query<{ first: number | null; last: number | null }>(
    'select min(starts) as first, max(starts) as last from replay_chunk',
  )
  return one(rows)
}

/** Kept for the first time, or in a new version. */
export async function putChunk(db: Db, chunk: KeptChunk, now: number): Promise<void> {
  await db.query(
    `insert into replay_chunk as c (starts, version, facts_version, fixes, events, late, number, parts, built_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (starts) do update set version = excluded.version, facts_version = excluded.facts_version,
       fixes = excluded.fixes, events = excluded.events, late = excluded.late, number = excluded.number,
       parts = excluded.parts, built_at = excluded.built_at
     where c.version <= excluded.version`,
    [
      chunk.starts,
      chunk.version,
      chunk.factsVersion,
      chunk.fixes,
      chunk.events,
      chunk.late,
      chunk.number,
      JSON.stringify(chunk.parts),
      now,
    ],
  )
}

/** Answers those that are no more. */
export async function dropChunksBefore(db: Db, at: number): Promise<KeptChunk[]> {
  const { rows } = await db.query<KeptChunk>(
    `delete from replay_chunk where starts + ${CHUNK_MS} <= $1 returning ${columns}`,
    [at],
  )
  return rows
}

/** Rows of ten minutes' history that were received after them. */
export async function lateRows(db: Db, starts: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*) as count from fix where at >= $1 and at < $2 and received >= $2',
    [starts, starts + CHUNK_MS],
  )
  return one(rows).count
}

/** Kept chunks of which a fix was received since, and after they were built; oldest first. `until`: of all others none is kept. */
export async function chunksToldLate(db: Db, since: number, until: number): Promise<KeptChunk[]> {
  const { rows } = await db.query<KeptChunk>(
    `with told as (
       select distinct at / ${CHUNK_MS} * ${CHUNK_MS} as starts from fix
       where received > $1 and at >= $1::bigint - ${2 * DAY_MS} and at < $2 and received >= at / ${CHUNK_MS} * ${CHUNK_MS} + ${CHUNK_MS})
     select ${columns} from replay_chunk join told using (starts)
     where late <> (select count(*) from fix where at >= starts and at < starts + ${CHUNK_MS} and received >= starts + ${CHUNK_MS})
     order by starts`,
    [since, until],
  )
  return rows
}

const DAY_MS = 86_400_000

/** How many events happened in ten minutes. */
export async function eventsIn(db: Db, starts: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*) as count from event where happened >= $1 and happened < $2',
    [new Date(starts), new Date(starts + CHUNK_MS)],
  )
  return one(rows).count
}

/**
 * Gives new facts to all chunks whose facts an event after `number` changes: the one it happened in and those after it
 * that were built without it. Answers how many these are.
 */
export async function renewFacts(db: Db, number: number, last: number): Promise<number> {
  const { rowCount } = await db.query(
    `update replay_chunk c set facts_version = facts_version + 1, number = $2,
       events = (select count(*) from event e where e.happened >= to_timestamp(c.starts / 1000.0)
                 and e.happened < to_timestamp((c.starts + ${CHUNK_MS}) / 1000.0))
     where c.starts + ${CHUNK_MS} > (
         select extract(epoch from min(happened)) * 1000 from event where number > $1 and number <= $2)
       and exists (select from event e where e.number > greatest(c.number, $1) and e.number <= $2
         and e.happened < to_timestamp((c.starts + ${CHUNK_MS}) / 1000.0))`,
    [number, last],
  )
  return rowCount ?? 0
}

export type Bookmark = { readonly received: number; readonly number: number }

export async function readBookmark(db: Db): Promise<Bookmark | undefined> {
  const { rows } = await db.query<Bookmark>('select received, number from replay_bookmark')
  return rows[0]
}

export async function putBookmark(db: Db, { received, number }: Bookmark): Promise<void> {
  await db.query(
    `insert into replay_bookmark (received, number) values ($1, $2)
     on conflict (single) do update set received = excluded.received, number = excluded.number`,
    [received, number],
  )
}

/** Of the partitions of history in turn the first that has any; undefined: there is no fix. */
export async function firstFixAt(db: Db, names: readonly string[]): Promise<number | undefined> {
  for (const name of names) {
    const { rows } = await db.query<{ at: number | null }>(`select min(at) as at from ${name}`)
    if (rows[0]?.at != null) return rows[0].at
  }
  return undefined
}
