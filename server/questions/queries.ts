/** The past of zones and tickets in the database: passes and stays as they were known, tickets as they stood. */
import type { LngLat } from '#contract/endpoint.ts'
import type { ModePass, Visit } from '#contract/questions.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Db, one } from '../db.ts'

const DAY_MS = 86_400_000

/** How many segments a zone had then, and the newest pass of each of them by each mode that was known at `at`. */
export async function passesOfZone(
  db: Db,
  zone: number,
  at: number,
): Promise<{ segments: number; passes: ModePass[] }> {
  const counted = await db.query<{ segments: number }>(
    `select count(*)::int as segments from segment
     where zone = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
    [zone, at],
  )
  const { rows } = await db.query<ModePass>(
    `with newest as (
       select m.mode, s.id as segment, p.* from segment s cross join unnest('{foot,car,boat,video,post}'::text[]) as m (mode)
       cross join lateral (
         select from_at, to_at, mover, marked_by from pass
         where segment = s.id and mode = m.mode and to_at <= $2 and received <= $2 order by to_at desc limit 1) p
       where s.zone = $1 and s.valid_from <= $2)
     select distinct on (mode) mode, from_at as "from", to_at as "to", mover as unit, marked_by as operator,
       (select count(*)::int from newest o where o.mode = n.mode and o.to_at > $2 - ${DAY_MS}) as segments
     from newest n order by mode, to_at desc, segment`,
    [zone, at],
  )
  return { segments: one(counted.rows).segments, passes: rows.sort((a, b) => b.to - a.to) }
}

const EVENTS_READ = 400

/** The last stays in a zone that were known at `at`, newest first: of each unit the one it was in, and those that had ended. */
export async function visitsOfZone(db: Db, zone: number, at: number, most: number): Promise<Visit[]> {
  const { rows } = await db.query<{ unit: number; kind: string; happened: number; entered: number | null }>(
    `select (body -> 'presence' ->> 'unit')::int as unit, kind, happened, (body ->> 'entered')::float8 as entered
     from event
     where (body -> 'presence' -> 'zone' ->> 'id')::int = $1 and kind in ('zone.entered', 'zone.left') and received <= $2
     order by number desc limit ${EVENTS_READ}`,
    [zone, new Date(at)],
  )
  const told = new Set<number>()
  const visits: Visit[] = []
  for (const { unit, kind, happened, entered } of rows) {
    if (kind === 'zone.left') visits.push({ unit, from: entered ?? happened, to: happened })
    else if (!told.has(unit)) visits.push({ unit, from: happened, to: null })
    told.add(unit)
  }
  return visits.sort((a, b) => (b.to ?? at) - (a.to ?? at) || b.from - a.from).slice(0, most)
}

/** Every ticket that was open at `at`, as it stood then: after the last thing that had happened to it. */
export async function ticketsOpenAt(db: Db, at: number): Promise<Ticket[]> {
  const { rows } = await db.query<{ ticket: Ticket }>(
    `select stood.ticket from ticket t cross join lateral (
       select e.body -> 'ticket' as ticket from event e
       where (e.subject = 'ticket/' || t.id or e.subject in (select 'assignment/' || a.id from assignment a where a.ticket = t.id))
         and e.happened <= $1 and (e.body -> 'ticket' ->> 'id')::int = t.id
       order by (e.body -> 'ticket' ->> 'version')::int desc limit 1) stood
     where t.opened_at <= $1 and (t.closed_at is null or t.closed_at > $1)
       and stood.ticket ->> 'closedAt' is null and stood.ticket ->> 'state' not in ('closed', 'cancelled')`,
    [new Date(at)],
  )
  return rows.map(({ ticket }) => ticket)
}

/** One ticket as it stood; undefined: it was not there yet. */
export async function ticketAt(db: Db, id: number, at: number): Promise<Ticket | undefined> {
  const { rows } = await db.query<{ ticket: Ticket }>(
    `select e.body -> 'ticket' as ticket from event e
     where (e.subject = 'ticket/' || $1::int or e.subject in (select 'assignment/' || a.id from assignment a where a.ticket = $1))
       and e.happened <= $2 and (e.body -> 'ticket' ->> 'id')::int = $1
     order by (e.body -> 'ticket' ->> 'version')::int desc limit 1`,
    [id, new Date(at)],
  )
  return rows[0]?.ticket
}

/** Which of these places lie in a zone as it was at `at`; undefined: there was no such zone. */
export async function inZoneAt(
  db: Db,
  zone: number,
  at: number,
  places: readonly LngLat[],
): Promise<boolean[] | undefined> {
  const { rows } = await db.query<{ inside: boolean[] }>(
    `select array(
       select st_covers(v.area, st_setsrid(st_makepoint(lng, lat), 4326))
       from unnest($3::float8[], $4::float8[]) with ordinality as p (lng, lat, o) order by o) as inside
     from zone_version v where v.zone = $1 and v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2)`,
    [zone, at, places.map(([lng]) => lng), places.map(([, lat]) => lat)],
  )
  return rows[0]?.inside
}
