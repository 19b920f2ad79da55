/** Operations in the database: each read as one object, changed under its version. */
import type { Operation } from '#contract/expo.ts'
import { type Db, one } from '../db.ts'

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`
const point = (column: string): string => `json_build_array(st_x(${column}), st_y(${column}))`

const items = `select coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'text', i.text, 'textEn', i.text_en,
    'measure', case when i.measure is not null then json_build_object('atMost', i.at_most, 'zone', i.zone) end,
    'place', case when i.place is not null then ${point('i.place')} end,
    'doneAt', ${ms('i.done_at')}, 'doneBy', i.done_by) order by i.kind, i.id), '[]')
  from operation_item i where i.operation = p.operation and i.phase = p.number`

const phases = `select coalesce(json_agg(json_build_object('number', p.number, 'name', p.name, 'nameEn', p.name_en,
    'startsAt', ${ms('p.starts_at')}, 'endsAt', ${ms('p.ends_at')}, 'goals', p.goals, 'goalsEn', p.goals_en,
    'items', (${items})) order by p.number), '[]')
  from operation_phase p where p.operation = o.id`

const minima = `select coalesce(json_agg(json_build_object('phase', m.phase, 'fromHour', m.from_hour, 'toHour', m.to_hour,
    'least', m.least) order by m.phase, m.from_hour), '[]')
  from ring_minimum m where m.operation = r.operation and m.zone = r.zone`

const rings = `select coalesce(json_agg(json_build_object('zone', z.id, 'name', z.name, 'nameEn', z.name_en,
    'level', r.level, 'levelSince', ${ms('r.level_since')}, 'minima', (${minima})) order by st_area(z.area), z.id), '[]')
  from operation_zone r join zone z on z.id = r.zone where r.operation = o.id and z.kind = 'expo_ring'`

const ringOfPost = `select r.zone from operation_zone r join zone ring on ring.id = r.zone
  where r.operation = k.operation and ring.kind = 'expo_ring' and st_covers(ring.area, st_centroid(z.area))
  order by st_area(ring.area) limit 1`

const posts = `select coalesce(json_agg(json_build_object('zone', z.id, 'name', z.name, 'nameEn', z.name_en,
    'place', ${point('st_centroid(z.area)')}, 'fixed', k.fixed, 'ring', (${ringOfPost})) order by z.code), '[]')
  from operation_zone k join zone z on z.id = k.zone where k.operation = o.id and z.kind = 'post'`

const roster = `select coalesce(json_agg(json_build_object('id', d.id, 'zone', d.zone, 'unit', d.unit,
    'startsAt', ${ms('d.starts_at')}, 'endsAt', ${ms('d.ends_at')}, 'persons', d.persons,
    'stoodAt', ${ms('d.stood_at')}, 'overdueAt', ${ms('d.overdue_at')}) order by d.starts_at, d.id), '[]')
  from roster_duty d where d.operation = o.id and d.ends_at > to_timestamp($1 / 1000.0) - interval '1 hour'`

const squads = `select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'nameEn', s.name_en, 'zone', s.zone)
    order by s.id), '[]')
  from operation_squad s where s.operation = o.id`

const limits = `select coalesce(json_agg(json_build_object('step', l.step, 'priority', l.priority, 'seconds', l.seconds)
    order by l.step, l.priority), '[]')
  from operation_limit l where l.operation = o.id`

const select = `
  select o.id, o.version, o.code, o.name, o.name_en as "nameEn", o.starts_at as "startsAt", o.ends_at as "endsAt",
    ${point('o.venue')} as venue, o.phase, (${phases}) as phases, (${rings}) as rings, (${posts}) as posts,
    (${roster}) as roster, (${squads}) as squads, o.relief_seconds as "reliefSeconds", (${limits}) as limits,
    case when o.switched_at is not null then json_build_object('since', ${ms('o.switched_at')}, 'by', o.switched_by,
      'reason', o.switch_reason, 'revertsAt', ${ms('o.reverts_at')}) end as switched
  from operation o`

export async function allOperations(db: Db, now: number): Promise<Operation[]> {
  const { rows } = await db.query<Operation>(`${select} order by o.starts_at, o.id`, [now])
  return rows
}

export async function operationById(db: Db, id: number, now: number): Promise<Operation | undefined> {
  const { rows } = await db.query<Operation>(`${select} where o.id = $2`, [now, id])
  return rows[0]
}

/** The same, held until the transaction ends: whoever changes a part of it waits for it here. */
export async function lockOperation(tx: Db, id: number, now: number): Promise<Operation | undefined> {
  await tx.query('select from operation where id = $1 for update', [id])
  return operationById(tx, id, now)
}

/** The version in which somebody last decided something; what came by the clock since takes nothing back. */
export async function lastDecided(tx: Db, id: number): Promise<number> {
  const { rows } = await tx.query<{ decided: number }>('select decided from operation where id = $1', [id])
  return one(rows).decided
}

/** Those that are switched on; at most one. */
export async function operationsOn(db: Db): Promise<{ id: number; name: string; revertsAt: number }[]> {
  const { rows } = await db.query<{ id: number; name: string; revertsAt: number }>(
    'select id, name, reverts_at as "revertsAt" from operation where switched_at is not null',
  )
  return rows
}

/** Gives a locked operation its next version and reads it as it stands now. */
export async function nextVersion(
  tx: Db,
  id: number,
  now: number,
  by: 'decided' | 'by the clock',
): Promise<Operation> {
  await tx.query(
    'update operation set version = version + 1, decided = case when $2 then version + 1 else decided end where id = $1',
    [id, by === 'decided'],
  )
  const operation = await operationById(tx, id, now)
  return one(operation ? [operation] : [])
}

export async function putItem(tx: Db, item: number, done: { at: number; by: string } | null): Promise<void> {
  await tx.query('update operation_item set done_at = $2, done_by = $3 where id = $1', [
    item,
    done && new Date(done.at),
    done?.by ?? null,
  ])
}

export async function putPhase(tx: Db, id: number, phase: number): Promise<void> {
  await tx.query('update operation set phase = $2 where id = $1', [id, phase])
}

export type Switched = NonNullable<Operation['switched']>

export async function putSwitch(tx: Db, id: number, switched: Switched | null): Promise<void> {
  await tx.query(
    `update operation set switched_at = $2, switched_by = $3, switch_reason = $4, reverts_at = $5 where id = $1`,
    [
      id,
      switched && new Date(switched.since),
      switched?.by ?? null,
      switched?.reason ?? null,
      switched && new Date(switched.revertsAt),
    ],
  )
}

/** How many tickets are open in each of these zones, and under `null` in any of them. */
export async function openTicketsIn(db: Db, zones: readonly number[]): Promise<Map<number | null, number>> {
  const { rows } = await db.query<{ zone: number | null; open: number }>(
    `select z.id as zone, count(distinct t.id)::int as open
     from zone z join ticket t on st_covers(z.area, t.place)
     where z.id = any($1) and t.closed_at is null and t.state <> 'merged'
     group by grouping sets ((z.id), ())`,
    [zones],
  )
  return new Map(rows.map(({ zone, open }) => [zone, open]))
}

export async function insertDuty(
  tx: Db,
  operation: number,
  duty: { zone: number; unit: number; startsAt: number; endsAt: number },
): Promise<void> {
  await tx.query(
    `insert into roster_duty (operation, zone, unit, starts_at, ends_at, persons)
     select $1, $2, $3, $4, $5, greatest(1, (select count(*) from officer where unit = $3))
     on conflict (operation, zone, unit, starts_at) do update set ends_at = excluded.ends_at`,
    [operation, duty.zone, duty.unit, new Date(duty.startsAt), new Date(duty.endsAt)],
  )
}

export async function putDutyEnd(tx: Db, duty: number, endsAt: number): Promise<void> {
  await tx.query('update roster_duty set ends_at = $2 where id = $1', [duty, new Date(endsAt)])
}
