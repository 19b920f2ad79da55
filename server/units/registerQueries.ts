/** The register of units in the database. */
import type { Qualification, RegisteredUnit, UnitForm } from '#contract/unitRegister.ts'
import { type Db, one } from '../db.ts'

export async function registeredUnits(db: Db): Promise<RegisteredUnit[]> {
  const { rows } = await db.query<RegisteredUnit>(
    `select u.id, u.code, u.name, u.name_en as "nameEn", u.kind, u.organisation, u.tags, u.vehicle,
       (select count(*)::int from officer o where o.unit = u.id) as officers, u.retired_at as "retiredAt"
     from unit u order by u.code`,
  )
  return rows
}

export async function qualificationsOf(db: Db, kind: 'skill' | 'vehicle'): Promise<Qualification[]> {
  const { rows } = await db.query<Qualification>(
    'select code, name, name_en as "nameEn" from qualification where kind = $1 order by code',
    [kind],
  )
  return rows
}

/** Which of what a form names there is not. */
export async function missingFromForm(
  db: Db,
  { organisation, vehicle }: Pick<UnitForm, 'organisation' | 'vehicle'>,
): Promise<'organisation' | 'vehicle' | undefined> {
  const { rows } = await db.query<{ missing: 'organisation' | 'vehicle' | null }>(
    `select case
       when not exists (select from organisation where id = $1) then 'organisation'
       when $2::text is not null and not exists (select from qualification where code = $2 and kind = 'vehicle') then 'vehicle'
     end as missing`,
    [organisation, vehicle],
  )
  return one(rows).missing ?? undefined
}

/** Undefined: the call sign is taken. */
export async function insertUnit(tx: Db, code: string, form: UnitForm): Promise<number | undefined> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into unit (code, name, name_en, kind, organisation, tags, vehicle, duty) values ($1, $2, $3, $4, $5, $6, $7, 'off')
     on conflict (code) do nothing returning id`,
    [code, form.name, form.nameEn, form.kind, form.organisation, form.tags, form.vehicle],
  )
  return rows[0]?.id
}

/** False where the unit is not, or not any more, what it `was`. */
export async function updateUnit(tx: Db, id: number, was: UnitForm, now: UnitForm): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update unit set version = version + 1, name = $8, name_en = $9, kind = $10, organisation = $11, tags = $12, vehicle = $13
     where id = $1 and retired_at is null and name = $2 and name_en = $3 and kind = $4 and organisation = $5 and tags = $6
       and vehicle is not distinct from $7`,
    [
      id,
      ...[was.name, was.nameEn, was.kind, was.organisation, was.tags, was.vehicle],
      ...[now.name, now.nameEn, now.kind, now.organisation, now.tags, now.vehicle],
    ],
  )
  return rowCount === 1
}

/** Nobody sends, rosters or changes the unit until the transaction ends; answers since when it is retired. */
export async function lockUnit(
  tx: Db,
  id: number,
): Promise<{ readonly code: string; readonly retiredAt: number | null } | undefined> {
  const { rows } = await tx.query<{ code: string; retiredAt: number | null }>(
    'select code, retired_at as "retiredAt" from unit where id = $1 for update',
    [id],
  )
  return rows[0]
}

export type Tie = 'sos' | 'assignment' | 'round' | 'plan' | 'shift' | 'post'

/** What still stands on the unit at `now`, the most pressing first; `what` names it. */
export async function tieOf(
  tx: Db,
  id: number,
  now: number,
): Promise<{ readonly tie: Tie; readonly what: string } | undefined> {
  const { rows } = await tx.query<{ tie: Tie; what: string }>(
    `select 'sos' as tie, '' as what, 1 as place from unit where id = $1 and sos is not null
     union all select 'assignment', t.code, 2 from assignment a join ticket t on t.id = a.ticket
       where a.unit = $1 and a.state not in ('finished', 'declined', 'recalled')
     union all select 'round', r.name, 3 from patrol_round r where r.unit = $1 and r.state in ('planned', 'started') and r.ends > $2
     union all select 'plan', p.name, 4 from patrol_plan p where p.unit = $1 and p.retired_at is null
     union all select 'shift', s.day || ' ' || h.name, 5 from crew_shift s join shift h on h.code = s.shift
       where s.unit = $1 and s.cancelled_at is null
         and (s.day + make_interval(mins => h.starts_minute + h.minutes)) at time zone 'Asia/Shanghai' > $2
     union all select 'post', z.name, 6 from roster_duty d join zone z on z.id = d.zone where d.unit = $1 and d.ends_at > $2
     order by place, what limit 1`,
    [id, new Date(now)],
  )
  return rows[0]
}

export async function setRetired(tx: Db, id: number, at: number | null): Promise<void> {
  await tx.query(`update unit set version = version + 1, duty = 'off', retired_at = $2 where id = $1`, [
    id,
    at === null ? null : new Date(at),
  ])
}

/** Its officers are without a unit from now on; a trigger tells of the crew. */
export async function takeCrewOff(tx: Db, id: number): Promise<void> {
  await tx.query('update officer set unit = null where unit = $1', [id])
}

/** Whose work triggers tell of until the transaction ends, and when it was received, ms UTC. */
export async function nameActor(tx: Db, username: string, now: number): Promise<void> {
  await tx.query(`select set_config('jianghe.actor', $1, true), set_config('jianghe.now', $2, true)`, [
    username,
    String(now),
  ])
}
