/** Scenes in the database: the area, who came into it, their fixes one after another, tickets, and the files that were made. */
import type { Event } from '#contract/events.ts'
import type { ExportCheck, SceneExport, SceneFilter } from '#contract/exports.ts'
import { presenceKinds } from '#contract/presence.ts'
import { protocols } from '#contract/protocols.ts'
import { type Db, one } from '../db.ts'
import { columns as fixColumns } from '../positions/rows.ts'
import type { SceneFix, SceneMover, SceneTicket } from './scene.ts'
import type { UnderWay, UnitThen } from './status.ts'

/** Ten-millionths of a degree, as fixes are kept; `ground` is a geometry of PostGIS in its own text, null: the whole box. */
export type Area = {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  readonly ground: string | null
}

/** A zone's ground as it held at a moment, ms UTC; undefined where it did not exist then. */
export async function groundOfZone(db: Db, zone: number, at: number): Promise<Area | undefined> {
  const { rows } = await db.query<Area>(
    `select floor(st_xmin(area) * 1e7) as west, floor(st_ymin(area) * 1e7) as south, ceil(st_xmax(area) * 1e7) as east,
       ceil(st_ymax(area) * 1e7) as north, area::text as ground
     from zone_version where zone = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
    [zone, at],
  )
  return rows[0]
}

const inside = (area: string) =>
  `($${area}::int is null or (lng between $${area} and $${Number(area) + 2} and lat between $${Number(area) + 1} and $${Number(area) + 3}
     and ($${Number(area) + 4}::geometry is null
       or st_covers($${Number(area) + 4}::geometry, st_setsrid(st_makepoint(lng / 1e7, lat / 1e7), 4326)))))`

const areaValues = (area: Area | null) =>
  area ? [area.west, area.south, area.east, area.north, area.ground] : [null, null, null, null, null]

/** Who was heard within the area and is meant by the filter, units by their code before what is none. */
export async function moversOfScene(db: Db, filter: SceneFilter, area: Area | null): Promise<SceneMover[]> {
  const { rows } = await db.query<SceneMover>(
    `with recursive under as (
       select id from organisation where id = $10
       union all select o.id from organisation o join under on o.parent = under.id),
     heard as (select distinct mover from fix where at >= $1 and at < $2 and ${inside('3')})
     select heard.mover as id, coalesce(u.code, d.id, heard.mover::text) as code, coalesce(u.name, d.name, d.id, '') as name,
       u.kind, o.name as organisation
     from heard left join unit u on u.id = heard.mover left join organisation o on o.id = u.organisation
       left join device d on d.number = heard.mover and u.id is null
     where ($8::int[] is null or heard.mover = any($8)) and ($9::text[] is null or u.kind = any($9))
       and ($10::int is null or u.organisation in (select id from under)) and ($11 or u.id is not null)
     order by u.code, d.id`,
    [
      filter.from,
      filter.to,
      ...areaValues(area),
      filter.units ?? null,
      filter.kinds ?? null,
      filter.organisation ?? null,
      filter.contacts ?? false,
    ],
  )
  return rows
}

/** How many fixes these movers have in the span, counted to one above `most`. */
export async function countFixes(
  db: Db,
  { from, to }: SceneFilter,
  movers: readonly number[],
  most: number,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from
       (select from fix where at >= $1 and at < $2 and mover = any($3) limit $4::int + 1) as counted`,
    [from, to, movers, most],
  )
  return one(rows).count
}

export type FixOfMover = SceneFix & { readonly mover: number; readonly inside: boolean }

type FixRow = Omit<FixOfMover, 'source'> & { readonly source: number | null }

const AT_A_TIME = 5_000

/** Their fixes by mover in the order given and by time, in portions; a batch that was kept twice counts once. */
export async function* fixesOfMovers(
  tx: Db,
  { from, to }: SceneFilter,
  movers: readonly number[],
  area: Area | null,
): AsyncGenerator<FixOfMover[]> {
  await tx.query(
    `declare scene_fix no scroll cursor for
     select distinct on (o, at) ${fixColumns}, ${inside('4')} as inside
     from fix join unnest($3::int[]) with ordinality as m (id, o) on m.id = fix.mover
     where at >= $1 and at < $2 order by o, at, received`,
    [from, to, movers, ...areaValues(area)],
  )
  for (;;) {
    const { rows } = await tx.query<FixRow>(`fetch ${AT_A_TIME} from scene_fix`)
    if (rows.length === 0) break
    yield rows.map(toFix)
  }
  await tx.query('close scene_fix')
}

const toFix = (row: FixRow): FixOfMover => ({
  ...row,
  lng: row.lng / 1e7,
  lat: row.lat / 1e7,
  speed: row.speed === null ? null : row.speed / 100,
  heading: row.heading === null ? null : row.heading / 100,
  accuracy: row.accuracy === null ? null : row.accuracy / 100,
  source: row.source === null ? null : (protocols[row.source] ?? null),
})

/** How each unit stood by the log when the span began, and after each change of it. */
export async function unitsThen(
  db: Db,
  { from, to }: SceneFilter,
  units: readonly number[],
): Promise<(UnitThen & { readonly unit: number })[]> {
  const of = `subject = 'unit/' || u.id and body ? 'unit'`
  const { rows } = await db.query<UnitThen & { readonly unit: number }>(
    `select u.id as unit, e.happened as at, e.body->'unit'->>'duty' as duty, nullif(e.body->'unit'->'sos', 'null'::jsonb) as sos
     from unnest($1::int[]) as u (id), lateral (
       (select number, happened, body from event where ${of} and happened < to_timestamp($2 / 1000.0) order by number desc limit 1)
       union all
       select number, happened, body from event
       where ${of} and happened >= to_timestamp($2 / 1000.0) and happened < to_timestamp($3 / 1000.0)) as e
     order by u.id, e.happened, e.number`,
    [units, from, to],
  )
  return rows
}

/** Those of the units that were under way in the span, oldest first. */
export async function assignmentsThen(
  db: Db,
  { from, to }: SceneFilter,
  units: readonly number[],
): Promise<UnderWay[]> {
  const { rows } = await db.query<UnderWay>(
    `select unit, dispatched_at as "dispatchedAt", arrived_at as "arrivedAt", ended_at as "endedAt" from assignment
     where unit = any($1) and dispatched_at < to_timestamp($3 / 1000.0)
       and (ended_at is null or ended_at >= to_timestamp($2 / 1000.0))
     order by dispatched_at`,
    [units, from, to],
  )
  return rows
}

/** Tickets of the area that were open at some time of the span, as they stood at its end. */
export async function ticketsOfScene(
  db: Db,
  { from, to }: SceneFilter,
  area: Area | null,
  most: number,
): Promise<SceneTicket[]> {
  const { rows } = await db.query<SceneTicket>(
    `select t.id, t.code, t.category, coalesce(later.ticket->>'state', t.state) as state,
       coalesce((later.ticket->>'priority')::int, t.priority) as priority, t.source, t.address,
       array[st_x(t.place), st_y(t.place)] as place, t.opened_at as "openedAt",
       case when t.closed_at < to_timestamp($2 / 1000.0) then t.closed_at end as "closedAt"
     from ticket t left join lateral (
       select body->'ticket' as ticket from event
       where (subject = 'ticket/' || t.id or subject in (select 'assignment/' || id from assignment where ticket = t.id))
         and body->'ticket'->'id' = to_jsonb(t.id) and happened < to_timestamp($2 / 1000.0)
       order by number desc limit 1) as later on true
     where t.opened_at < to_timestamp($2 / 1000.0) and (t.closed_at is null or t.closed_at >= to_timestamp($1 / 1000.0))
       and ($3::int is null or st_covers(
         coalesce($7::geometry, st_makeenvelope($3 / 1e7, $4 / 1e7, $5 / 1e7, $6 / 1e7, 4326)), t.place))
     order by t.opened_at, t.id limit $8`,
    [from, to, ...areaValues(area), most],
  )
  return rows
}

/** What was logged in the span of these units and tickets and of the tickets' assignments, without who entered which zone. */
export async function eventsOfScene(
  db: Db,
  { from, to }: SceneFilter,
  { units, tickets, most }: { units: readonly number[]; tickets: readonly number[]; most: number },
): Promise<Event[]> {
  const { rows } = await db.query<Event>(
    `select number, happened, received, actor, kind, subject, units, '{}'::jsonb as body from event
     where happened >= to_timestamp($1 / 1000.0) and happened < to_timestamp($2 / 1000.0)
       and received >= to_timestamp($1 / 1000.0) - interval '1 hour'
       and (units && $3::int[] or subject = any(select 'ticket/' || unnest($4::int[]))
         or subject in (select 'assignment/' || id from assignment where ticket = any($4)))
       and kind <> all($6) and subject not like 'hold/%' and subject not like 'export/%'
     order by happened, number limit $5`,
    [from, to, units, tickets, most, presenceKinds],
  )
  return rows
}

const exportColumns = `id, format, filter, purpose, note, made_by as by, made_at as at, name, bytes, sha256, counts,
  log_number as "logNumber", log_hash as "logHash"`

/** The number under which the next file goes. */
export async function nextExport(tx: Db): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('scene_export', 'id')) as id`,
  )
  return one(rows).id
}

export async function insertExport(tx: Db, made: SceneExport): Promise<void> {
  await tx.query(
    `insert into scene_export (id, format, filter, purpose, note, made_by, made_at, name, bytes, sha256, counts, log_number,
       log_hash)
     overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      made.id,
      made.format,
      JSON.stringify(made.filter),
      made.purpose,
      made.note,
      made.by,
      new Date(made.at),
      made.name,
      made.bytes,
      made.sha256,
      JSON.stringify(made.counts),
      made.logNumber,
      made.logHash,
    ],
  )
}

export async function newestExports(db: Db, most: number): Promise<SceneExport[]> {
  const { rows } = await db.query<SceneExport>(
    `select ${exportColumns} from scene_export order by id desc limit $1`,
    [most],
  )
  return rows
}

export async function exportById(db: Db, id: number): Promise<SceneExport | undefined> {
  const { rows } = await db.query<SceneExport>(`select ${exportColumns} from scene_export where id = $1`, [
    id,
  ])
  return rows[0]
}

export async function eventOfExport(db: Db, sha256: string): Promise<ExportCheck['logged'] | undefined> {
  const { rows } = await db.query<NonNullable<ExportCheck['logged']>>(
    `select e.number, e.actor as by, e.received as at, e.body->'export'->>'purpose' as purpose
     from scene_export x join event e on e.subject = 'export/' || x.id and e.body->'export'->>'sha256' = $1
     where x.sha256 = $1`,
    [sha256],
  )
  return rows[0]
}
