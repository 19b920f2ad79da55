/** A small operation for tests: a ring with a post in it, two phases, six people on the call list, and a hall's counter. */
import type { Operation } from '#contract/expo.ts'
import { one, type Pool } from '../db.ts'
import { ringAround } from '../zones/plane.ts'
import { operationById } from './operationQueries.ts'

export const VENUE: [number, number] = [121.3, 31.19]
const HOUR = 3_600_000

export type SmallOperation = { readonly id: number; readonly ring: number; readonly post: number }

/** Begins an hour before `now` and ends in ten days. Units must be there: their crews are what is called. */
export async function smallOperation(db: Pool, now: number, code = 'EXPO'): Promise<SmallOperation> {
  const ring = await zone(db, 'expo_ring', `${code}-RING`, 700)
  const post = await zone(db, 'post', `${code}-POST`, 60)
  const { rows } = await db.query<{ id: number }>(
    `insert into operation (code, name, name_en, starts_at, ends_at, venue)
     values ($1, $2, $2, $3, $4, st_setsrid(st_makepoint($5, $6), 4326)) returning id`,
    [code, `行动${code}`, new Date(now - HOUR), new Date(now + 240 * HOUR), ...VENUE],
  )
  const { id } = one(rows)
  await db.query(
    `insert into operation_phase (operation, number, name, name_en, starts_at, ends_at, goals, goals_en)
     select $1, n, '阶段' || n, 'Phase ' || n, $2, $3, '目标', 'Goals' from generate_series(1, 4) n`,
    [id, new Date(now - HOUR), new Date(now + 240 * HOUR)],
  )
  await db.query(
    `insert into operation_item (operation, phase, kind, text, text_en, measure, at_most, zone) values
       ($1, 1, 'checklist', '摸排', 'Survey', null, null, null), ($1, 1, 'exit', '台账完成', 'Register done', null, null, null),
       ($1, 1, 'exit', '圈内未结不多于 1 件', 'At most 1 open', 'open_tickets', 1, $2)`,
    [id, ring],
  )
  await db.query(
    'insert into operation_zone (operation, zone, fixed) values ($1, $2, false), ($1, $3, true)',
    [id, ring, post],
  )
  await db.query('insert into ring_minimum values ($1, $2, 1, 0, 24, 2)', [id, ring])
  await db.query(`insert into operation_limit values ($1, 'accept', 3, 60)`, [id])
  await db.query(
    `insert into clock_rule (clock, operation, amount, unit) values ('handling', $1, 1, 'working_hours')`,
    [id],
  )
  await db.query(
    `insert into operation_squad (operation, name, name_en, zone) values ($1, '一队', 'Squad 1', $2)`,
    [id, ring],
  )
  return { id, ring, post }
}

/** Everybody of the units' crews on the call list, the first being the farthest. */
export async function smallMuster(db: Pool, operation: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `insert into reinforcement (operation, number, officer, home, home_metres)
     select $1, row_number() over (order by o.id), o.id, 1, 50000 - 1000 * row_number() over (order by o.id)
     from officer o order by o.id returning id`,
    [operation],
  )
  return rows.map(({ id }) => id)
}

export async function hallCounter(db: Pool, operation: number, code = 'H81'): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `insert into counter (operation, code, name, name_en, kind, place)
     values ($1, $2, '8.1馆', 'Hall 8.1', 'hall', st_setsrid(st_makepoint($3, $4), 4326)) returning id`,
    [operation, code, ...VENUE],
  )
  const { id } = one(rows)
  await db.query(
    `insert into counter_limit (counter, value, clears, effect) values ($1, 8000, 7600, 'control'), ($1, 10000, 9500, 'one_way')`,
    [id],
  )
  return id
}

export async function operationNow(db: Pool, id: number, now: number): Promise<Operation> {
  const found = await operationById(db, id, now)
  return one(found ? [found] : [])
}

/** A unit stands in a zone since a moment; null: it has left. */
export async function stand(db: Pool, unit: number, zoneId: number, since: number | null): Promise<void> {
  await db.query(
    `insert into presence (mover, zone, version, since, dwelt) values ($1, $2, 1, $3, false)
     on conflict (mover, zone) do update set since = excluded.since, version = presence.version + 1`,
    [unit, zoneId, since],
  )
}

async function zone(db: Pool, kind: string, code: string, metres: number): Promise<number> {
  const area = JSON.stringify({ type: 'Polygon', coordinates: [ringAround(VENUE, metres)] })
  const { rows } = await db.query<{ id: number }>(
    `insert into zone (kind, code, name, name_en, area)
     values ($1, $2, $2, $2, st_setsrid(st_geomfromgeojson($3), 4326)) returning id`,
    [kind, code, area],
  )
  return one(rows).id
}
