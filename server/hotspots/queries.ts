/** Hotspots in the database: tickets to begin with, watched views, what stands, and what was told. */
import type { LngLat, Words } from '#contract/endpoint.ts'
import type { HotspotObject } from '#contract/hotspotAnswers.ts'
import type { Hotspot, HotspotSource, HotspotView } from '#contract/hotspots.ts'
import type { HotspotWatch } from '#contract/hotspotWatches.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Db, one } from '../db.ts'
import type { Visit } from './dose.ts'
import type { Report } from './reports.ts'

/** Columns side by side: a year is one row, and no object is made for a ticket before it is filed. */
export type TicketColumns = {
  readonly ids: number[]
  readonly happened: number[]
  readonly received: number[]
  readonly gone: (number | null)[]
  readonly category: string[]
  readonly source: string[]
  readonly lng: number[]
  readonly lat: number[]
}

/** Every ticket that happened since, in the order of arrival. */
export async function readTickets(db: Db, since: number): Promise<TicketColumns> {
  const { rows } = await db.query<{ columns: TicketColumns }>(
    `select json_build_object('ids', coalesce(json_agg(id), '[]'),
       'happened', coalesce(json_agg(happened), '[]'), 'received', coalesce(json_agg(received), '[]'),
       'gone', coalesce(json_agg(gone), '[]'), 'category', coalesce(json_agg(category), '[]'),
       'source', coalesce(json_agg(source), '[]'), 'lng', coalesce(json_agg(lng), '[]'), 'lat', coalesce(json_agg(lat), '[]')) as columns
     from (
       select t.id, (extract(epoch from happened_at) * 1000)::bigint as happened, (extract(epoch from opened_at) * 1000)::bigint as received,
         case when state in ('cancelled', 'returned', 'merged') then
           (extract(epoch from coalesce(closed_at,
             (select max(received) from event where subject = 'ticket/' || t.id and kind = 'ticket.merged'), opened_at)) * 1000)::bigint
         end as gone,
         category, source, st_x(place) as lng, st_y(place) as lat
       from ticket t where happened_at >= to_timestamp($1::float8 / 1000) order by id) t`,
    [since],
  )
  return one(rows).columns
}

export async function readSources(db: Db): Promise<Map<string, HotspotSource>> {
  const { rows } = await db.query<{ source: string; heardAs: HotspotSource }>(
    'select source, heard_as as "heardAs" from hotspot_source',
  )
  return new Map(rows.map(({ source, heardAs }) => [source, heardAs]))
}

/** Another one once any segment of coverage came or went. */
export async function segmentsMark(db: Db): Promise<string> {
  const { rows } = await db.query<{ mark: string }>(
    `select concat_ws('/', max(id), count(*) filter (where valid_to is null)) as mark from segment`,
  )
  return one(rows).mark
}

/** States in which a ticket counts for nothing: taken back, sent back, or told already by another one. */
const gone: readonly string[] = ['cancelled', 'returned', 'merged']

export const reportOf = (
  ticket: Ticket,
  sources: ReadonlyMap<string, HotspotSource>,
  at: number,
): Report => ({
  ticket: ticket.id,
  happened: ticket.happenedAt,
  received: ticket.openedAt,
  category: ticket.category,
  source: sources.get(ticket.source) ?? 'others',
  lng: ticket.place[0],
  lat: ticket.place[1],
  gone: gone.includes(ticket.state) ? at : null,
})

export type Watch = { readonly id: number; readonly view: HotspotView }

export const watchOf = ({ id, window, source, category, ground, hours, weekdays }: HotspotWatch): Watch => ({
  id,
  view: { window, source, category, ground, hours, weekdays },
})

/** Takes the watch's turn; false where a server that knew more was here before, or it is ended. */
export async function takeTurn(tx: Db, watch: number, number: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update hotspot_watch set judged_number = $2 where id = $1 and judged_number <= $2 and ended_at is null',
    [watch, number],
  )
  return rowCount === 1
}

/** What stands of a watch, or of all of them. */
export async function standingHotspots(
  db: Db,
  watch: number | null,
): Promise<{ watch: number; body: Hotspot }[]> {
  const { rows } = await db.query<{ watch: number; body: Hotspot }>(
    'select watch, body from hotspot where ended_at is null and ($1::int is null or watch = $1) order by id',
    [watch],
  )
  return rows
}

export async function nextHotspot(tx: Db): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('hotspot', 'id'))::int as id`,
  )
  return one(rows).id
}

export async function putHotspot(tx: Db, watch: number, hotspot: Hotspot, ended: boolean): Promise<void> {
  await tx.query(
    `insert into hotspot (id, watch, version, body, ended_at) overriding system value
     values ($1, $2, $3, $4, case when $5 then to_timestamp($6::float8 / 1000) end)
     on conflict (id) do update set version = excluded.version, body = excluded.body, ended_at = excluded.ended_at`,
    [hotspot.id, watch, hotspot.version, JSON.stringify(hotspot), ended, hotspot.at],
  )
}

/** As they were told until then, those aside that had ended. */
export async function hotspotsToldAt(db: Db, at: number, since: number): Promise<Hotspot[]> {
  const { rows } = await db.query<{ hotspot: Hotspot }>(
    `select hotspot from (
       select distinct on (subject) kind, body -> 'hotspot' as hotspot from event
       where kind like 'hotspot.%' and received > to_timestamp($2::float8 / 1000) and received <= to_timestamp($1::float8 / 1000)
       order by subject, number desc) told
     where kind <> 'hotspot.ended'`,
    [at, since],
  )
  return rows.map(({ hotspot }) => hotspot)
}

export type Surroundings = {
  readonly near: Words | null
  readonly district: string | null
  readonly zone: number | null
  /** Every zone its tickets lie in, or its middle. */
  readonly zones: readonly number[]
  /** Of the ticket in the midst of them: a middle of them all may lie in the river. */
  readonly place: LngLat | null
}

/** By hotspot: the nearest named place; district and zone of most of its tickets, or of its middle where it has none. */
export async function surroundingsOf(
  db: Db,
  hotspots: readonly { readonly lng: number; readonly lat: number; readonly tickets: readonly number[] }[],
): Promise<Surroundings[]> {
  const { rows } = await db.query<Surroundings>(
    `select near.words as near, coalesce(told.district, middle.district) as district, coalesce(told.zone, middle.zone) as zone,
       array(select distinct unnest(coalesce(told.zones, '{}') || middle.zone)) as zones, midst.place
     from jsonb_to_recordset($1::jsonb) as h (n int, lng float8, lat float8, tickets jsonb)
     cross join lateral (select st_setsrid(st_makepoint(h.lng, h.lat), 4326) as at) point
     left join lateral (
       select mode() within group (order by t.district) as district, mode() within group (order by t.zone) as zone,
         array_agg(distinct t.zone) filter (where t.zone is not null) as zones, st_centroid(st_collect(t.place)) as centre
       from jsonb_array_elements_text(h.tickets) as i (id) join ticket t on t.id = i.id::int) told on true
     left join lateral (
       select array[st_x(t.place), st_y(t.place)] as place, t.place as point
       from jsonb_array_elements_text(h.tickets) as i (id) join ticket t on t.id = i.id::int
       order by t.place <-> told.centre, t.id limit 1) midst on true
     left join lateral (
       select jsonb_build_object('zh', name, 'en', name_en) as words from place p where kind <> 'district'
       order by p.point <-> coalesce(midst.point, point.at) limit 1) near on true
     left join lateral (
       select (select o.code from place p join organisation o on o.kind = 'district' and o.name = p.name
           where p.kind = 'district' and st_dwithin(p.point, point.at, 1) order by p.point <-> point.at limit 1) as district,
         (select z.id from zone z where st_covers(z.area, point.at) order by st_area(z.area) limit 1) as zone) middle on true
     order by h.n`,
    [JSON.stringify(hotspots.map((each, n) => ({ n, ...each })))],
  )
  return rows.map(({ zones, ...row }) => ({ ...row, zones: zones.filter((zone) => zone !== null) }))
}

/** As many as a card shows: high risk first, then the nearest. */
const MOST_OBJECTS = 8

export async function objectsNear(db: Db, [lng, lat]: LngLat, metres: number): Promise<HotspotObject[]> {
  const { rows } = await db.query<HotspotObject>(
    `select id, name, kind, grade, array[st_x(point), st_y(point)] as place, round(away)::int as metres
     from (select *, st_distance(point::geography, st_makepoint($1, $2)::geography) as away from object
       where point && st_expand(st_setsrid(st_makepoint($1, $2), 4326), $3 / 90000.0)) o
     where away <= $3 order by array_position('{high,medium,low}', grade), away, id limit $4`,
    [lng, lat, metres, MOST_OBJECTS],
  )
  return rows
}

/** Stays in any of the cells that lasted beyond `since`. */
export async function visitsIn(
  db: Db,
  cells: readonly string[],
  since: number,
): Promise<(Visit & { readonly cell: string })[]> {
  const { rows } = await db.query<Visit & { cell: string }>(
    'select unit, cell, from_at as "from", to_at as "to" from patrol_visit where cell = any($1) and to_at >= $2',
    [cells, since],
  )
  return rows
}

export async function visitsKnownSince(db: Db): Promise<number | null> {
  const { rows } = await db.query<{ since: number | null }>('select min(from_at) as since from patrol_visit')
  return one(rows).since
}

export async function writeVisits(
  db: Db,
  visits: readonly (Visit & { readonly cell: string })[],
): Promise<void> {
  if (visits.length === 0) return
  await db.query(
    `insert into patrol_visit as v (unit, cell, from_at, to_at)
     select n.* from unnest($1::int[], $2::text[], $3::bigint[], $4::bigint[]) as n (unit, cell, from_at, to_at)
     join unit u on u.id = n.unit
     on conflict (unit, cell, from_at) do update set to_at = greatest(v.to_at, excluded.to_at)`,
    [
      visits.map(({ unit }) => unit),
      visits.map(({ cell }) => cell),
      visits.map(({ from }) => from),
      visits.map(({ to }) => to),
    ],
  )
}

export async function forgetVisits(db: Db, before: number): Promise<void> {
  await db.query('delete from patrol_visit where from_at < $1', [before])
}

export async function unitIds(db: Db): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>('select id from unit order by id')
  return rows.map(({ id }) => id)
}
