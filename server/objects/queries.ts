/** Objects and their inspections in the database. */

import type { LngLat } from '#contract/endpoint.ts'
import type { Interval } from '#contract/objectRegister.ts'
import type {
  EnforcementObject,
  Inspection,
  ObjectCard,
  ObjectFilter,
  ObjectSummary,
  Result,
} from '#contract/objects.ts'
import { type Db, one } from '../db.ts'

export const columns = `o.id, o.version, o.source, o.external_id as "externalId", o.kind, o.name, o.address,
  array[st_x(o.point), st_y(o.point)] as place, o.organisation, o.grade, o.credit,
  o.last_inspected as "lastInspectedAt", o.due_on as "dueOn"`

/** The squad itself, or the squads of a district; null: everything. */
export const under = (parameter: string): string =>
  `(${parameter}::int is null or o.organisation in (select id from organisation where id = ${parameter} or parent = ${parameter}))`

/** `today`: yyyy-mm-dd in Shanghai. */
export const dueIs = (due: string, today: string): string =>
  `(${due}::text is null or (${due} = 'overdue' and o.due_on < ${today}::date)
    or (${due} = 'soon' and o.due_on between ${today}::date and ${today}::date + 30))`

type Page = Required<Pick<ObjectFilter, 'offset' | 'limit'>>

/** A page of the objects, those longest overdue first, or those whose names are likest; and how many there are in all. */
export async function objectsLike(
  db: Db,
  { text, kind, grade, organisation, due, offset, limit }: ObjectFilter & Page,
  today: string,
): Promise<{ total: number; objects: EnforcementObject[] }> {
  const where = `($1::text is null or o.kind = $1) and ($2::text is null or o.grade = $2) and ${under('$3')} and ${dueIs('$4', '$5')}
    and ($6::text is null or (o.words like '%' || btrim(comparable_words($6)) || '%' and lower(normalize(o.name, nfkc)) like $7))`
  const pattern = text === undefined ? null : `%${escaped(text.normalize('NFKC').trim().toLowerCase())}%`
  const values = [
    kind ?? null,
    grade ?? null,
    organisation ?? null,
    due ?? null,
    today,
    text ?? null,
    pattern,
  ]
  const order = text === undefined ? 'o.due_on, o.id' : 'length(o.name), o.due_on, o.id'
  const [counted, page] = [
    await db.query<{ total: number }>(`select count(*)::int as total from object o where ${where}`, values),
    await db.query<EnforcementObject>(
      `select ${columns} from object o where ${where} order by ${order} offset $8 limit $9`,
      [...values, offset, limit],
    ),
  ]
  return { total: one(counted.rows).total, objects: page.rows }
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

export const objectById = (db: Db, id: number): Promise<EnforcementObject | undefined> =>
  first(db, `select ${columns} from object o where o.id = $1`, id)

export const objectByVenue = (db: Db, code: string): Promise<EnforcementObject | undefined> =>
  first(db, `select ${columns} from object o where o.venue_code = $1`, code)

/** Held until the transaction ends, with its code and how far a place is from it, in metres. */
export async function lockObject(
  tx: Db,
  id: number,
  from: LngLat | undefined,
): Promise<{ object: EnforcementObject; venueCode: string; metres: number | null } | undefined> {
  const { rows } = await tx.query<EnforcementObject & { venueCode: string; metres: number | null }>(
    `select ${columns}, o.venue_code as "venueCode",
       st_distance(o.point::geography, st_setsrid(st_makepoint($2, $3), 4326)::geography) as metres
     from object o where o.id = $1 for update`,
    [id, from?.[0] ?? null, from?.[1] ?? null],
  )
  if (!rows[0]) return undefined
  const { venueCode, metres, ...object } = rows[0]
  return { object, venueCode, metres }
}

/** The first day on which an object may be inspected again; null: at once, or no interval is set. */
export async function notBefore(db: Db, id: number): Promise<string | null> {
  const { rows } = await db.query<{ day: string | null }>(
    `select (o.last_inspected at time zone 'Asia/Shanghai')::date + i.least_days as day
     from object o join inspection_interval i using (grade, credit) where o.id = $1`,
    [id],
  )
  return rows[0]?.day ?? null
}

const inspectionColumns =
  'i.id, i.object, i.at, i.by, i.result, i.note, i.proven, i.ticket, i.too_soon as "tooSoon", i.reason'

export async function inspectionsOf(db: Db, object: number): Promise<Inspection[]> {
  const { rows } = await db.query<Inspection>(
    `select ${inspectionColumns} from inspection i where i.object = $1 order by i.at desc, i.id desc limit 10`,
    [object],
  )
  return rows
}

export type NewInspection = {
  readonly object: number
  readonly at: number
  readonly received: number
  readonly by: string
  readonly result: Result
  readonly note: string | undefined
  readonly proven: boolean
  readonly ticket: number | null
  readonly reason: string | null
}

/** Sooner than allowed wherever a reason was needed. */
export async function insertInspection(tx: Db, { reason, ...told }: NewInspection): Promise<Inspection> {
  const { rows } = await tx.query<Inspection>(
    `insert into inspection as i (object, at, received, by, result, note, proven, ticket, too_soon, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text is not null, $9) returning ${inspectionColumns}`,
    [
      told.object,
      new Date(told.at),
      new Date(told.received),
      told.by,
      told.result,
      told.note ?? null,
      told.proven,
      told.ticket,
      reason,
    ],
  )
  return one(rows)
}

/** What a phone tells late does not move the last inspection back. */
export async function markInspected(tx: Db, id: number, at: number): Promise<EnforcementObject> {
  const { rows } = await tx.query<EnforcementObject>(
    `update object o set version = version + 1, last_inspected = greatest(last_inspected, $2) where id = $1 returning ${columns}`,
    [id, new Date(at)],
  )
  return one(rows)
}

/** Within 100 m and a year of `now`, newest first. */
export async function ticketsAround(db: Db, object: number, now: number): Promise<ObjectCard['tickets']> {
  const { rows } = await db.query<ObjectCard['tickets'][number]>(
    `select t.id, t.code, t.category, t.state, t.opened_at as "openedAt",
       round(st_distance(t.place::geography, o.point::geography))::int as metres
     from object o join ticket t on t.place && st_expand(o.point, 0.0012)
       and st_dwithin(t.place::geography, o.point::geography, 100)
     where o.id = $1 and t.opened_at > $2 order by t.opened_at desc limit 10`,
    [object, new Date(now - 365 * DAY)],
  )
  return rows
}

const DAY = 86_400_000

/** `today`: yyyy-mm-dd in Shanghai. */
export async function summary(db: Db, today: string, now: number): Promise<Omit<ObjectSummary, 'at'>> {
  const { rows } = await db.query<{ kind: keyof ObjectSummary['kinds']; counts: Record<string, number> }>(
    `select kind, json_object_agg(grade, n) as counts
     from (select kind, grade, count(*)::int as n from object group by kind, grade) c group by kind`,
  )
  const counts = await db.query<Omit<ObjectSummary, 'at' | 'kinds'>>(
    `select (select count(*) from object where due_on < $1)::int as overdue,
       (select count(*) from object where due_on between $1 and $1::date + 30)::int as soon,
       count(*)::int as inspected, (count(*) filter (where too_soon))::int as "tooSoon"
     from inspection where at > $2`,
    [today, new Date(now - 365 * DAY)],
  )
  const none = { low: 0, medium: 0, high: 0 }
  const kinds = { shop: { ...none }, site: { ...none }, historic: { ...none } }
  for (const { kind, counts } of rows) Object.assign(kinds[kind], counts)
  return { kinds, ...one(counts.rows) }
}

const intervalColumns = 'grade, credit, most_days as "mostDays", least_days as "leastDays"'

export async function allIntervals(db: Db): Promise<Interval[]> {
  const { rows } = await db.query<Interval>(
    `select ${intervalColumns} from inspection_interval
     order by array_position(array['low', 'medium', 'high'], grade), credit`,
  )
  return rows
}

/** All due days of its objects follow, by the table's own trigger. */
export async function putInterval(
  tx: Db,
  { grade, credit, mostDays, leastDays }: Interval,
): Promise<Interval> {
  const { rows } = await tx.query<Interval>(
    `insert into inspection_interval (grade, credit, most_days, least_days) values ($1, $2, $3, $4)
     on conflict (grade, credit) do update set most_days = excluded.most_days, least_days = excluded.least_days
     returning ${intervalColumns}`,
    [grade, credit, mostDays, leastDays],
  )
  return one(rows)
}

async function first(db: Db, sql: string, value: unknown): Promise<EnforcementObject | undefined> {
  const { rows } = await db.query<EnforcementObject>(sql, [value])
  return rows[0]
}
