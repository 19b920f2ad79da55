/** What goes on lanes, in the database: each question is of a few tickets and units over one span. */
import type { Assignment } from '#contract/assignments.ts'
import type { Event } from '#contract/events.ts'
import type { LanePhoto } from '#contract/lanes.ts'
import { presenceKinds } from '#contract/presence.ts'
import type { Db, Pool } from '../db.ts'
import { columns } from '../dispatch/queries.ts'
import { byTime } from '../questions/historyQueries.ts'

export type Asked = {
  /** ms UTC; `to` does not belong to it. */
  readonly from: number
  readonly to: number
  readonly tickets: readonly number[]
  readonly units: readonly number[]
  /** Only what the center had received by then, ms UTC. */
  readonly known?: number | undefined
}

const from = 'to_timestamp($1 / 1000.0)'
const to = 'to_timestamp($2 / 1000.0)'
const knownAt = ({ known }: Asked): Date | null => (known === undefined ? null : new Date(known))

export async function assignmentsOfLanes(db: Db, asked: Asked): Promise<Assignment[]> {
  if (asked.known !== undefined) return assignmentsKnown(db, asked, asked.known)
  const { rows } = await db.query<Assignment>(
    `select ${columns} from assignment where (ticket = any($3) or unit = any($4)) and dispatched_at < ${to}
       and (ended_at is null or ended_at >= ${from}) order by id limit 200`,
    [asked.from, asked.to, asked.tickets, asked.units],
  )
  return rows
}

/** As the log had told of each by a moment: a step that was told later had not been taken, for all the center knew. */
async function assignmentsKnown(db: Db, asked: Asked, known: number): Promise<Assignment[]> {
  const { rows } = await db.query<{ told: Assignment }>(
    `select told from assignment a cross join lateral (
       select each as told from event e cross join jsonb_array_elements(e.body -> 'assignments') as each
       where e.subject = 'assignment/' || a.id and e.received <= $5 and (each ->> 'id')::int = a.id
       order by e.number desc limit 1) as known
     where (a.ticket = any($3) or a.unit = any($4)) and a.dispatched_at < ${to}
       and coalesce((told ->> 'endedAt')::bigint >= $1, true)
     order by a.id limit 200`,
    [asked.from, asked.to, asked.tickets, asked.units, new Date(known)],
  )
  return rows.map(({ told }) => told)
}

/** By when they happened; what was told more than an hour before it happened is nobody's deed. */
export async function eventsOfLanes(db: Db, asked: Asked, most: number): Promise<Event[]> {
  const { rows } = await db.query<Event>(
    `select number, happened, received, actor, kind, subject, units, body from event
     where happened >= ${from} and happened < ${to} and received >= ${from} - interval '1 hour'
       and (subject = any(select 'ticket/' || unnest($3::int[])) or subject = any(select 'unit/' || unnest($4::int[]))
         or subject in (select 'assignment/' || id from assignment where ticket = any($3) or unit = any($4))
         or subject ~ '^alarm/' and (body->'alarm'->>'key' = any(
           select 'p1/' || unnest($3::int[]) union all select 'sos/' || unnest($4::int[])
           union all select 'silent/' || id from assignment where ticket = any($3) or unit = any($4))
           or split_part(body->'alarm'->>'key', '/', 2) = any($3::text[]) and body->'alarm'->>'key' like 'clock/%'))
       and kind <> all($5)
       and ($7::timestamptz is null or received <= $7)
     order by happened, number limit $6`,
    [asked.from, asked.to, asked.tickets, asked.units, presenceKinds, most, knownAt(asked)],
  )
  return rows
}

/** Of these tickets and in the reports of these units, taken in the span or, where that was not told, stored in it. */
export async function photosOfLanes(db: Db, asked: Asked): Promise<LanePhoto[]> {
  const { rows } = await db.query<LanePhoto>(
    `select distinct on (at, p.hash) p.hash, coalesce(p.taken_at, p.added) as at, of.ticket, of.unit
     from (select a.ticket, a.unit, jsonb_array_elements_text(a.report->'photos') as hash from assignment a
             where a.ticket = any($3) or a.unit = any($4)
           union all select id, null, unnest(photos) from ticket where id = any($3)) as of
       join photo p on p.hash = of.hash
     where coalesce(p.taken_at, p.added) >= ${from} and coalesce(p.taken_at, p.added) < ${to}
       and ($5::timestamptz is null or p.added <= $5)
     order by at, p.hash, of.unit nulls last limit 200`,
    [asked.from, asked.to, asked.tickets, asked.units, knownAt(asked)],
  )
  return rows
}

/**
 * When each unit was heard, ms UTC, oldest first; `most` and one more of all of them together at most. Hours that are over
 * are read by mover; of the running one, which has no such index, the stretch of the span by its summaries of time.
 */
export async function timesHeard(pool: Pool, asked: Asked, most: number): Promise<Map<number, number[]>> {
  const { rows } = await byTime(pool, (tx) =>
    tx.query<{ unit: number; times: Buffer }>(
      // As bytes: a row for each fix, or its digits, would take five times as long.
      `select mover as unit, string_agg(int4send((at - $1)::int), ''::bytea order by at) as times from (
         select mover, at from fix
         where at >= $1 and at < $2 and mover = any($3) and ($5::bigint is null or received <= $5) limit $4) as heard
       group by mover`,
      [asked.from, asked.to, asked.units, most + 1, asked.known ?? null],
    ),
  )
  return new Map(rows.map(({ unit, times }) => [unit, timesOf(times, asked.from)]))
}

const timesOf = (bytes: Buffer, from: number): number[] =>
  Array.from({ length: bytes.length / 4 }, (_, i) => from + bytes.readInt32BE(i * 4))
