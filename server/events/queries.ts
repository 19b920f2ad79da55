/** Reading the log. */
import type { Event } from '#contract/events.ts'
import { presenceKinds } from '#contract/presence.ts'
import { type Db, one } from '../db.ts'

const columns = 'number, happened, received, actor, kind, subject, units, body'

/** Events after a number, oldest first; of one unit or one subject where named, without presences where not asked for. */
export async function eventsAfter(
  db: Db,
  after: number,
  limit: number,
  only: { unit?: number; subject?: string | undefined; without?: 'presence' | undefined } = {},
): Promise<Event[]> {
  const { rows } = await db.query<Event>(
    `select ${columns} from event
     where number > $1 and ($3::int is null or units @> array[$3::int]) and ($4::text is null or subject = $4)
       and ($5::text[] is null or kind <> all($5))
     order by number limit $2`,
    [after, limit, only.unit ?? null, only.subject ?? null, only.without ? presenceKinds : null],
  )
  return rows
}

export async function lastNumber(db: Db): Promise<number> {
  const { rows } = await db.query<{ last: number }>('select last from event_counter')
  return one(rows).last
}

/** A ticket's whole history: its own events and those of its assignments, oldest first. */
export async function eventsOfTicket(db: Db, ticket: number): Promise<Event[]> {
  const { rows } = await db.query<Event>(
    `select ${columns} from event
     where subject = 'ticket/' || $1::int or subject in (select 'assignment/' || id from assignment where ticket = $1)
     order by number`,
    [ticket],
  )
  return rows
}
