/** Officers in the database. */
import type { Officer, OfficerForm } from '#contract/officers.ts'
import type { Db } from '../db.ts'

const select = `
  select o.id, o.name, o.name_en as "nameEn", o.organisation, o.unit, o.certificate, o.certificate_until as "certificateUntil",
    o.skills, (select a.username from account a where a.officer = o.id order by a.id limit 1) as account
  from officer o`

export async function allOfficers(db: Db): Promise<Officer[]> {
  const { rows } = await db.query<Officer>(`${select} order by o.name_en, o.id`)
  return rows
}

export async function officerById(db: Db, id: number): Promise<Officer | undefined> {
  const { rows } = await db.query<Officer>(`${select} where o.id = $1`, [id])
  return rows[0]
}

export type Missing = 'organisation' | 'unit' | 'skill'

/** Which of what a form names there is not; a retired unit is none. */
export async function missingFor(
  db: Db,
  { organisation, unit, skills }: Pick<OfficerForm, 'organisation' | 'unit' | 'skills'>,
): Promise<Missing | undefined> {
  const { rows } = await db.query<{ missing: Missing | null }>(
    `select case
       when not exists (select from organisation where id = $1) then 'organisation'
       when $2::int is not null and not exists (select from unit where id = $2 and retired_at is null for key share) then 'unit'
       when exists (select from unnest($3::text[]) s where not exists (select from qualification where code = s and kind = 'skill'))
         then 'skill' end as missing`,
    [organisation, unit, skills],
  )
  return rows[0]?.missing ?? undefined
}

/** Of no unit yet: who joins one is told of by a trigger, as anybody who changes it. */
export async function insertOfficer(tx: Db, form: OfficerForm): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into officer (name, name_en, organisation, certificate, certificate_until, skills)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [form.name, form.nameEn, form.organisation, form.certificate, form.certificateUntil, form.skills],
  )
  return rows[0]?.id as number
}

/** Whom nobody else changes until the transaction ends. */
export async function lockOfficer(tx: Db, id: number): Promise<void> {
  await tx.query('select from officer where id = $1 for update', [id])
}

export async function updateOfficer(tx: Db, id: number, form: OfficerForm): Promise<void> {
  await tx.query(
    `update officer set name = $2, name_en = $3, organisation = $4, unit = $5, certificate = $6, certificate_until = $7, skills = $8
     where id = $1`,
    [
      id,
      form.name,
      form.nameEn,
      form.organisation,
      form.unit,
      form.certificate,
      form.certificateUntil,
      form.skills,
    ],
  )
}
