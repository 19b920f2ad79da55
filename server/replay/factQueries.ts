/** Checkpoints of the board, and the events between one and a moment, in the database. */
import { CHUNK_MS } from '#contract/chunk.ts'
import type { Event } from '#contract/events.ts'
import { type Db, one } from '../db.ts'

export type Checkpoint = { readonly number: number; readonly at: number; readonly board: Buffer }

export async function insertCheckpoint(db: Db, { number, at, board }: Checkpoint): Promise<void> {
  await db.query(
    'insert into board_checkpoint (number, at, board) values ($1, $2, $3) on conflict (at) do update set number = excluded.number, board = excluded.board',
    [number, at, board],
  )
}

/** When the newest was made; undefined: there is none. */
export async function lastCheckpointAt(db: Db): Promise<number | undefined> {
  const { rows } = await db.query<{ at: number }>('select at from board_checkpoint order by at desc limit 1')
  return rows[0]?.at
}

/** The last one made at or before a moment. */
export async function checkpointBefore(db: Db, at: number): Promise<Checkpoint | undefined> {
  const { rows } = await db.query<Checkpoint>(
    'select number, at, board from board_checkpoint where at <= $1 order by at desc limit 1',
    [at],
  )
  return rows[0]
}

export async function firstCheckpointAt(db: Db): Promise<number | undefined> {
  const { rows } = await db.query<{ at: number }>('select at from board_checkpoint order by at limit 1')
  return rows[0]?.at
}

/** The first moment since a chunk began of which `chunkFacts` knows the board, ms UTC. */
export async function oldestBoardAt(db: Db, starts: number, now: number): Promise<number> {
  const { rows } = await db.query<{ at: number }>(
    `select coalesce(
       (select $1::bigint where exists (select from board_checkpoint where at < $1)),
       (select max(at) from board_checkpoint where at <= least($1 + $2, $3)),
       (select min(at) from board_checkpoint), $1) as at`,
    [starts, CHUNK_MS, now],
  )
  return one(rows).at
}

const columns = 'number, happened, received, actor, kind, subject, units, body'

/** Events after a number that were received up to a moment, in the order of the log. */
export async function eventsReceived(db: Db, after: number, until: number): Promise<Event[]> {
  const { rows } = await db.query<Event>(
    `select ${columns} from event where number > $1 and received <= $2 order by number`,
    [after, new Date(until)],
  )
  return rows
}

/**
 * Events after a number that had happened by a moment, whenever they were received; in the order in which they happened.
 * What was told within a minute lies near the moment in the log, and what was told later has an index of its own.
 */
export async function eventsHappened(db: Db, after: number, until: number): Promise<Event[]> {
  const { rows } = await db.query<Event>(
    `select ${columns} from event
     where number > $1 and happened <= $2 and received <= $2::timestamptz + interval '1 minute'
     union
     select ${columns} from event
     where number > $1 and happened <= $2 and received > $2 and received - happened > interval '1 minute'
     order by happened, number`,
    [after, new Date(until)],
  )
  return rows
}
