/** A synthetic operation around the NECC for the demonstration: planned, not switched on; its days lie around the day of the seed. */
import { readTable } from '../../server/city/tables.ts'
import { type Db, one } from '../../server/db.ts'

const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000
const CODE = 'CIIE-DEMO'

/** Adds the operation where it is missing; answers how many rows. */
export async function seedOperation(db: Db): Promise<number> {
  const { rowCount } = await db.query('select from operation where code = $1', [CODE])
  if (rowCount) return 0
  const midnight = Math.floor((Date.now() + SHANGHAI) / DAY) * DAY - SHANGHAI
  const operation = await insertOperation(db, midnight)
  await insertPhases(db, operation, midnight)
  await insertItems(db, operation)
  await insertZones(db, operation)
  await insertLimits(db, operation)
  await insertRoster(db, operation)
  await insertMuster(db, operation)
  await insertCounters(db, operation)
  return 1
}

async function insertOperation(db: Db, midnight: number): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `insert into operation (code, name, name_en, starts_at, ends_at, venue, phase)
     values ($1, '进博会保障（演示）', 'Import expo (demonstration)', $2, $3, st_setsrid(st_makepoint(121.3005, 31.1905), 4326), 4)
     returning id`,
    [CODE, new Date(midnight - 24 * DAY), new Date(midnight + 4 * DAY)],
  )
  return one(rows).id
}

async function insertPhases(db: Db, operation: number, midnight: number): Promise<void> {
  const columns = ['number', 'from_day', 'to_day', 'name', 'name_en', 'goals', 'goals_en'] as const
  await db.query(
    `insert into operation_phase (operation, number, name, name_en, starts_at, ends_at, goals, goals_en)
     select $1, number::int, name, name_en, $3::timestamptz + from_day::int * interval '1 day',
       $3::timestamptz + to_day::int * interval '1 day', goals, goals_en
     from jsonb_to_recordset($2::jsonb)
       as p (number text, from_day text, to_day text, name text, name_en text, goals text, goals_en text)`,
    [operation, JSON.stringify(readTable('seed/expo_phases.csv', columns)), new Date(midnight)],
  )
}

/** Of the phases that are over everything is done, by nobody but the demonstration. */
async function insertItems(db: Db, operation: number): Promise<void> {
  const columns = ['phase', 'kind', 'text', 'text_en', 'at_most', 'zone', 'longitude', 'latitude'] as const
  await db.query(
    `insert into operation_item (operation, phase, kind, text, text_en, measure, at_most, zone, place, done_at, done_by)
     select $1, i.phase::int, i.kind, i.text, i.text_en, case when i.at_most <> '' then 'open_tickets' end,
       nullif(i.at_most, '')::int, z.id,
       case when i.longitude <> '' then st_setsrid(st_makepoint(i.longitude::float8, i.latitude::float8), 4326) end,
       case when i.phase::int < 4 and i.at_most = '' then p.ends_at - interval '1 day' end,
       case when i.phase::int < 4 and i.at_most = '' then '演示数据' end
     from rows from (jsonb_to_recordset($2::jsonb) as (phase text, kind text, text text, text_en text, at_most text,
       zone text, longitude text, latitude text)) with ordinality
       as i (phase, kind, text, text_en, at_most, zone, longitude, latitude, place)
     join operation_phase p on p.operation = $1 and p.number = i.phase::int left join zone z on z.code = i.zone
     order by i.place`,
    [operation, JSON.stringify(readTable('seed/expo_items.csv', columns))],
  )
}

/** Line 17 exit 2 and gate 10 are fixed posts. */
async function insertZones(db: Db, operation: number): Promise<void> {
  await db.query(
    `insert into operation_zone (operation, zone, fixed)
     select $1, id, code in ('EX-P02', 'EX-P03') from zone where code like 'EX-%' order by id`,
    [operation],
  )
  const minima = readTable('seed/expo_minima.csv', ['zone', 'phase', 'from_hour', 'to_hour', 'least'])
  await db.query(
    `insert into ring_minimum (operation, zone, phase, from_hour, to_hour, least)
     select $1, z.id, m.phase::int, m.from_hour::int, m.to_hour::int, m.least::int
     from jsonb_to_recordset($2::jsonb) as m (zone text, phase text, from_hour text, to_hour text, least text)
     join zone z on z.code = m.zone`,
    [operation, JSON.stringify(minima)],
  )
  await db.query(
    `insert into operation_squad (operation, name, name_en, zone)
     select $1, s.name, s.name_en, z.id from jsonb_to_recordset($2::jsonb) as s (name text, name_en text, zone text)
     join zone z on z.code = s.zone order by s.name_en`,
    [operation, JSON.stringify(readTable('seed/expo_squads.csv', ['name', 'name_en', 'zone']))],
  )
}

/** While it is switched on: shorter steps, and two working hours for whatever is opened in its zones. */
async function insertLimits(db: Db, operation: number): Promise<void> {
  await db.query(
    `insert into operation_limit (operation, step, priority, seconds)
     select $1, step, priority::int, seconds::int
     from jsonb_to_recordset($2::jsonb) as l (step text, priority text, seconds text)`,
    [operation, JSON.stringify(readTable('seed/expo_limits.csv', ['step', 'priority', 'seconds']))],
  )
  await db.query(
    `insert into clock_rule (clock, operation, amount, unit) values ('handling', $1, 2, 'working_hours')`,
    [operation],
  )
}

/** Two shifts for each post, from the units that carry the expo's tag. */
async function insertRoster(db: Db, operation: number): Promise<void> {
  await db.query(
    `with post as (
       select k.zone, row_number() over (order by z.code) as n from operation_zone k join zone z on z.id = k.zone
       where k.operation = $1 and z.kind = 'post'),
     force as (
       select id, row_number() over (order by code) as n from unit where 'expo' = any(tags) and duty = 'on' and kind = 'foot')
     insert into roster_duty (operation, zone, unit, starts_at, ends_at, persons)
     select $1, p.zone, f.id, $2::timestamptz + (s.shift * 240 - 100 + p.n * 5) * interval '1 minute',
       $2::timestamptz + (s.shift * 240 + 140 + p.n * 5) * interval '1 minute',
       greatest(1, (select count(*) from officer o where o.unit = f.id))
     from post p cross join (values (0), (1)) as s (shift) join force f on f.n = (p.n - 1) * 2 + s.shift + 1`,
    [operation, new Date(Math.floor(Date.now() / 60_000) * 60_000)],
  )
}

const MUSTER = 110

/** Leaders of units that are not at the expo already, the districts in turn, so that all lend somebody. */
async function insertMuster(db: Db, operation: number): Promise<void> {
  await db.query(
    `with leader as (
       select min(o.id) as officer, u.id as unit, coalesce(d.id, b.id) as home, coalesce(d.name, b.name) as home_name
       from unit u join officer o on o.unit = u.id join organisation b on b.id = u.organisation
       left join organisation d on d.id = b.parent and d.kind <> 'bureau'
       where not 'expo' = any(u.tags) and u.kind in ('foot', 'car', 'ebike') group by u.id, b.id, d.id),
     turn as (select *, row_number() over (partition by home order by (unit % 7), unit) as round from leader)
     insert into reinforcement (operation, number, officer, home, home_metres)
     select $1, row_number() over (order by t.round, t.home), t.officer, t.home, round(coalesce(
       (select st_distance(p.point::geography, v.venue::geography) from place p
        where p.kind = 'district' and p.name = t.home_name limit 1), 10000))
     from turn t, operation v where v.id = $1 order by t.round, t.home limit ${MUSTER}`,
    [operation],
  )
}

async function insertCounters(db: Db, operation: number): Promise<void> {
  const columns = ['code', 'kind', 'name', 'name_en', 'longitude', 'latitude', 'control', 'one_way'] as const
  await db.query(
    `with told as (select * from rows from (jsonb_to_recordset($2::jsonb) as (code text, kind text, name text,
       name_en text, longitude float8, latitude float8, control text, one_way text)) with ordinality
       as c (code, kind, name, name_en, longitude, latitude, control, one_way, place)),
     added as (
       insert into counter (operation, code, kind, name, name_en, place)
       select $1, code, kind, name, name_en, st_setsrid(st_makepoint(longitude, latitude), 4326) from told order by place
       returning id, code)
     insert into counter_limit (counter, value, clears, effect)
     select a.id, l.value, l.value * 95 / 100, l.effect from added a join told t on t.code = a.code
     cross join lateral (values (nullif(t.control, '')::int, 'control'), (nullif(t.one_way, '')::int, 'one_way'))
       as l (value, effect)
     where l.value is not null`,
    [operation, JSON.stringify(readTable('seed/expo_counters.csv', columns))],
  )
}

/** The demonstration's partner account speaks for the traffic police. */
export async function seedPartnerAccount(db: Db): Promise<number> {
  const { rowCount } = await db.query(
    `update account set partner = (select id from partner where code = 'traffic_police')
     where username = 'partner' and role = 'partner' and partner is null`,
  )
  return rowCount ?? 0
}
