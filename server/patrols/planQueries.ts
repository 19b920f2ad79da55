/** Patrol plans, shifts and venue codes in the database. */
import type { Item, Plan, PlanForm, PlanStop, Shift } from '#contract/patrols.ts'
import { type Db, one } from '../db.ts'

const columns = `
  p.id, p.version, p.name, p.name_en as "nameEn", p.mode, p.tag, p.certificates, p.item, p.zones, p.stops, p.weekdays, p.shift,
  p.unit, p.retired_at is not null as retired`

export async function allPlans(db: Db): Promise<Plan[]> {
  const { rows } = await db.query<Plan>(`select ${columns} from patrol_plan p order by retired, p.id`)
  return rows
}

/** The plans that make rounds. */
export async function activePlans(db: Db): Promise<Plan[]> {
  const { rows } = await db.query<Plan>(
    `select ${columns} from patrol_plan p where p.retired_at is null order by p.id`,
  )
  return rows
}

/** The plan, held until the transaction ends. */
export async function lockPlan(tx: Db, id: number): Promise<Plan | undefined> {
  const { rows } = await tx.query<Plan>(`select ${columns} from patrol_plan p where p.id = $1 for update`, [
    id,
  ])
  return rows[0]
}

const values = (form: PlanForm) => [
  form.name,
  form.nameEn,
  form.mode,
  form.tag,
  form.certificates,
  form.item,
  form.zones,
  JSON.stringify(form.stops),
  form.weekdays.toSorted(),
  form.shift,
  form.unit,
]

export async function insertPlan(tx: Db, form: PlanForm): Promise<Plan> {
  const { rows } = await tx.query<Plan>(
    `insert into patrol_plan as p (name, name_en, mode, tag, certificates, item, zones, stops, weekdays, shift, unit)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${columns}`,
    values(form),
  )
  return one(rows)
}

export async function updatePlan(tx: Db, id: number, form: PlanForm): Promise<Plan> {
  const { rows } = await tx.query<Plan>(
    `update patrol_plan p set version = version + 1, name = $1, name_en = $2, mode = $3, tag = $4, certificates = $5, item = $6,
       zones = $7, stops = $8, weekdays = $9, shift = $10, unit = $11
     where id = $12 returning ${columns}`,
    [...values(form), id],
  )
  return one(rows)
}

export async function markRetired(tx: Db, id: number, now: number): Promise<Plan> {
  const { rows } = await tx.query<Plan>(
    `update patrol_plan p set version = version + 1, retired_at = $2 where id = $1 returning ${columns}`,
    [id, new Date(now)],
  )
  return one(rows)
}

export async function allShifts(db: Db): Promise<Shift[]> {
  const { rows } = await db.query<Shift>(
    `select code, name, name_en as "nameEn", starts_minute as "startsMinute", minutes from shift order by starts_minute, code`,
  )
  return rows
}

export async function allItems(db: Db): Promise<Item[]> {
  const { rows } = await db.query<Item>(
    `select code, name, name_en as "nameEn" from qualification where kind = 'item' order by code`,
  )
  return rows
}

/** Which of these zones, this unit, item and shift there are not: the first that is missing. */
export async function missingOf(
  db: Db,
  { zones, unit, item, shift }: Pick<PlanForm, 'zones' | 'unit' | 'item'> & { readonly shift: string | null },
): Promise<'zone' | 'unit' | 'item' | 'shift' | undefined> {
  const { rows } = await db.query<{ missing: 'zone' | 'unit' | 'item' | 'shift' | null }>(
    `select case
       when exists (select from unnest($1::int[]) z where not exists (select from zone where id = z)) then 'zone'
       when $2::int is not null and not exists (select from unit where id = $2 and retired_at is null) then 'unit'
       when $3::text is not null and not exists (select from qualification where code = $3 and kind = 'item') then 'item'
       when $4::text is not null and not exists (select from shift where code = $4) then 'shift' end as missing`,
    [zones, unit, item, shift],
  )
  return one(rows).missing ?? undefined
}

/** Whether a code belongs to a venue within the stop: in its zone, or so near to its place. */
export async function codeIsAt(
  db: Db,
  code: string,
  { place, metres, zone }: Pick<PlanStop, 'place' | 'metres' | 'zone'>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from venue_code v where upper(v.code) = upper($1) and (
       st_dwithin(v.point::geography, st_setsrid(st_makepoint($2, $3), 4326)::geography, $4)
       or exists (select from zone z where z.id = $5 and st_covers(z.area, v.point)))`,
    [code, place[0], place[1], metres, zone],
  )
  return rowCount !== 0
}
