/** What goes on lanes, in the database: each question is of a few tickets and units over one span. */
import type { Assignment } from '#contract/assignments.ts'
import type { Event } from '#contract/events.ts'
import type { LanePhoto } from '#contract/lanes.ts'
import { presenceKinds } from '#contract/presence.ts'
import type { Db } from '../db.ts'
import { columns } from '../dispatch/queries.ts'

export type Asked = {
  /** ms UTC; `to` does not belong to it. */
  readonly from: number
  readonly to: number
  readonly tickets: readonly number[]
  readonly units: readonly number[]
}

const from = 'to_timestamp($1 / 1000.0)'
const to = 'to_timestamp($2 / 1000.0)'

export async function assignmentsOfLanes(db: Db, asked: Asked): Promise<Assignment[]> {
  const { rows } = await db.query<Assignment>(
    `select ${columns} from assignment where (ticket = any($3) or unit = any($4)) and dispatched_at < ${to}
       and (ended_at is null or ended_at >= ${from}) order by id limit 200`,
    [asked.from, asked.to, asked.tickets, asked.units],
  )
  return rows
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
     order by happened, number limit $6`,
    [asked.from, asked.to, asked.tickets, asked.units, presenceKinds, most],
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
     order by at, p.hash, of.unit nulls last limit 200`,
    [asked.from, asked.to, asked.tickets, asked.units],
  )
  return rows
}

/** When each unit was heard, one above `most` times at most. */
export async function timesHeard(
  db: Db,
  asked: Asked,
  most: number,
): Promise<{ unit: number; at: number }[]> {
  const { rows } = await db.query<{ unit: number; at: number }>(
    `select mover as unit, at from fix where at >= $1 and at < $2 and mover = any($3) order by mover, at limit $4`,
    [asked.from, asked.to, asked.units, most + 1],
  )
  return rows
}
