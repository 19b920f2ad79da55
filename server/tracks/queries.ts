/** Purposes and looks in the database: what was stated in a session, whose track it is, and the log of looks. */
import type { Looks, TrackLook, TrackPurpose } from '#contract/tracks.ts'
import type { SessionOf } from '../auth.ts'
import type { Db } from '../db.ts'

export type Purpose = { readonly purpose: TrackPurpose; readonly note: string | null }

/** States for what, until then. */
export async function keepPurpose(
  tx: Db,
  { tokenHash }: SessionOf,
  unit: number,
  { purpose, note }: Purpose,
  until: number,
): Promise<void> {
  await tx.query(
    `insert into track_purpose (session, unit, code, text, until) values ($1, $2, $3, $4, $5)
     on conflict (session, unit) do update set code = excluded.code, text = excluded.text, until = excluded.until`,
    [tokenHash, unit, purpose, note, new Date(until)],
  )
}

/** What was stated for this unit in this session, and still holds. */
export async function purposeOf(
  tx: Db,
  { tokenHash }: SessionOf,
  unit: number,
  now: number,
): Promise<Purpose | undefined> {
  const { rows } = await tx.query<Purpose>(
    'select code as purpose, text as note from track_purpose where session = $1 and unit = $2 and until > $3',
    [tokenHash, unit, new Date(now)],
  )
  return rows[0]
}

export type Tracked = Pick<TrackLook, 'unit' | 'code' | 'officers'>

/** The unit that a mover is, or whose device it is, and who was on duty with it in that span: by the roster, or else its crew now. */
export async function trackedBy(
  tx: Db,
  { mover, from, to }: { readonly mover: number; readonly from: number; readonly to: number },
): Promise<Tracked | undefined> {
  const { rows } = await tx.query<Tracked>(
    `with tracked as (
       select u.id, u.code from unit u
       where u.id = $1 or u.id = (select unit from device where number = $1)),
     rostered as (
       select distinct m.officer from crew_shift c join tracked on tracked.id = c.unit join shift s on s.code = c.shift
       join crew_shift_officer m on m.crew_shift = c.id
       cross join lateral (
         select extract(epoch from c.day)::bigint * 1000 - 28800000 + s.starts_minute * 60000 as starts) b
       where c.cancelled_at is null and m.attendance not in ('absent', 'leave')
         and b.starts < $3 and b.starts + s.minutes * 60000 > $2)
     select tracked.id as unit, tracked.code, coalesce(
       (select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) order by o.id) from officer o
        where o.id in (select officer from rostered)
          or (o.unit = tracked.id and not exists (select from rostered))), '[]') as officers
     from tracked`,
    [mover, from, to],
  )
  return rows[0]
}

const AT_ONCE = 100

/** Looks before a number, newest first; those at the track of an account's officer where one is named. */
export async function looksBefore(
  db: Db,
  before: number | undefined,
  account?: number,
): Promise<Omit<Looks, 'at'>> {
  const own =
    account === undefined
      ? ''
      : `and body -> 'look' -> 'officers' @> (
           select jsonb_build_array(jsonb_build_object('id', officer)) from account where id = $2 and officer is not null)`
  const { rows } = await db.query<Looks['looks'][number]>(
    `select number, body -> 'look' as look from event
     where kind = 'track.looked' and number < $1 ${own} order by number desc limit ${AT_ONCE + 1}`,
    [before ?? Number.MAX_SAFE_INTEGER, ...(account === undefined ? [] : [account])],
  )
  return { looks: rows.slice(0, AT_ONCE), earlier: rows.length > AT_ONCE }
}
