/** Units as they stood at a past moment, out of log and history, for a recommendation that nobody kept. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Duty } from '#contract/units.ts'
import type { Db } from '../db.ts'

/** What of a unit changes by the hour. */
export type StoodThen = {
  readonly id: number
  readonly duty: Duty | null
  readonly sos: boolean
  readonly busyWith: string | null
  readonly restedAt: number | null
  readonly today: number
}

/** `event`: the number of the dispatch. `day`: when its day began, ms UTC. Duty null: the log does not say. */
export async function unitsThen(
  db: Db,
  { event, at, day, ticket }: { event: number; at: number; day: number; ticket: number },
): Promise<StoodThen[]> {
  const { rows } = await db.query<StoodThen>(
    `select u.id, told.unit ->> 'duty' as duty, coalesce(told.unit ->> 'sos', '') <> '' as sos, busy.code as "busyWith",
       rested.at as "restedAt",
       (select count(*)::int from assignment d where d.unit = u.id and d.dispatched_at >= $3 and d.dispatched_at < $2) as today
     from unit u
     left join lateral (
       select body -> 'unit' as unit from event
       where subject = 'unit/' || u.id and number < $1 and body ? 'unit' order by number desc limit 1) told on true
     left join lateral (
       select happened as at from event
       where subject = 'unit/' || u.id and number < $1 and kind = 'unit.duty' and body ->> 'duty' = 'on'
       order by number desc limit 1) rested on true
     left join lateral (
       select t.code from assignment x join ticket t on t.id = x.ticket
       where x.unit = u.id and x.dispatched_at < $2 and (x.ended_at is null or x.ended_at > $2) and x.ticket <> $4
       limit 1) busy on true`,
    [event, new Date(at), new Date(day), ticket],
  )
  return rows
}

export type FixThen = {
  readonly mover: number
  readonly at: number
  readonly lng: number
  readonly lat: number
}

/** The newest fix of each unit, as the server knew it at `at`, not older than `since`, so many degrees around a place. */
export async function fixesThen(
  db: Db,
  { at, since, place: [lng, lat], degrees }: { at: number; since: number; place: LngLat; degrees: number },
): Promise<FixThen[]> {
  const sevenths = (value: number) => Math.round(value * 1e7)
  const { rows } = await db.query<FixThen>(
    `select distinct on (f.mover) f.mover, f.at, (f.lng / 1e7)::float8 as lng, (f.lat / 1e7)::float8 as lat
     from fix f join unit u on u.id = f.mover
     where f.at > $1 and f.at <= $2 and f.received <= $2 and f.lng between $3 and $4 and f.lat between $5 and $6
     order by f.mover, f.at desc`,
    [
      since,
      at,
      sevenths(lng - degrees),
      sevenths(lng + degrees),
      sevenths(lat - degrees),
      sevenths(lat + degrees),
    ],
  )
  return rows
}
