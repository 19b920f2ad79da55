/** Units, their crews, and contacts in the database. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Contact, Duty, Unit } from '#contract/units.ts'
import type { Db } from '../db.ts'

const select = `
  select u.id, u.version, u.code, u.name, u.name_en as "nameEn", u.kind, u.organisation,
    s.name as squad, s.name_en as "squadEn",
    case when s.kind = 'district' then s.code when p.kind = 'district' then p.code end as district,
    u.duty, u.tags, u.sos, u.retired_at is not null as retired,
    coalesce((select jsonb_agg(jsonb_build_object('officer', o.id, 'name', o.name, 'nameEn', o.name_en) order by o.id)
              from officer o where o.unit = u.id), '[]') as crew
  from unit u join organisation s on s.id = u.organisation left join organisation p on p.id = s.parent`

/** The retired ones too: the board holds them, so that an older word cannot bring one back, and the log can name it. */
export async function allUnits(db: Db): Promise<Unit[]> {
  const { rows } = await db.query<Unit>(`${select} order by u.code`)
  return rows
}

export async function unitsInService(db: Db): Promise<Unit[]> {
  const { rows } = await db.query<Unit>(`${select} where u.retired_at is null order by u.code`)
  return rows
}

export async function unitById(db: Db, id: number): Promise<Unit | undefined> {
  const { rows } = await db.query<Unit>(`${select} where u.id = $1`, [id])
  return rows[0]
}

/** Changes the duty of a unit seen at `version`; false where somebody was faster. Who comes back on duty has rested. */
export async function updateDuty(
  db: Db,
  id: number,
  version: number,
  duty: Duty,
  now: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update unit set duty = $3, version = version + 1,
       rested_at = case when $3 = 'on' and duty <> 'on' then $4 else rested_at end
     where id = $1 and version = $2`,
    [id, version, duty, new Date(now)],
  )
  return rowCount === 1
}

/** Raises the emergency, whatever the version; a second call keeps the first time. */
export async function raiseUnitSos(
  db: Db,
  id: number,
  sos: { at: number; place: LngLat | null; by: string },
): Promise<void> {
  await db.query('update unit set sos = $2, version = version + 1 where id = $1 and sos is null', [
    id,
    JSON.stringify(sos),
  ])
}

export async function clearUnitSos(db: Db, id: number, version: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'update unit set sos = null, version = version + 1 where id = $1 and version = $2 and sos is not null',
    [id, version],
  )
  return rowCount === 1
}

/** Devices that are bound to no unit, heard or not yet: the log names each when it is registered, and not when it is first heard. */
export async function allContacts(db: Db): Promise<Contact[]> {
  const { rows } = await db.query<Contact>(
    `select d.number as id, d.version, d.id as device, d.protocol, d.name, d.callsign,
       d.ship_type as "shipType", d.length_metres as "lengthMetres",
       d.ais_class as "aisClass", d.moored
     from device d where d.unit is null and d.protocol <> 'feed'
     order by d.number`,
  )
  return rows
}
