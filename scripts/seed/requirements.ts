/** What categories ask of those who are sent, and what may be asked: skills, vehicles, and the items delegated to squads. */
import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'

/** Adds the qualifications and requirements that are missing; answers how many. */
export async function seedRequirements(db: Db): Promise<number> {
  return (await insertQualifications(db)) + (await insertRequirements(db))
}

const qualifications = () =>
  readTable('seed/qualifications.csv', ['code', 'kind', 'name', 'name_en', 'everywhere'])

async function insertQualifications(db: Db): Promise<number> {
  const rows = qualifications()
  const { rowCount } = await db.query(
    `insert into qualification (code, kind, name, name_en)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict (code) do nothing`,
    [
      rows.map((row) => row.code),
      rows.map((row) => row.kind),
      rows.map((row) => row.name),
      rows.map((row) => row.name_en),
    ],
  )
  return rowCount ?? 0
}

async function insertRequirements(db: Db): Promise<number> {
  const columns = ['category', 'officers', 'certificates', 'skill', 'vehicle', 'item'] as const
  const rows = readTable('seed/requirements.csv', columns)
  const { rowCount } = await db.query(
    `insert into requirement (category, officers, certificates, skill, vehicle, item)
     select category, officers, certificates, nullif(skill, ''), nullif(vehicle, ''), nullif(item, '')
     from unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[])
       as r (category, officers, certificates, skill, vehicle, item)
     on conflict (category) do nothing`,
    columns.map((column) => rows.map((row) => row[column])),
  )
  return rowCount ?? 0
}

/**
 * Delegates items to the squads that have none, made up and the same every time: some are every squad's, of the others
 * each has its own part. Answers how many.
 */
export async function seedSquadItems(db: Db): Promise<number> {
  const items = qualifications().filter((row) => row.kind === 'item')
  const { rowCount } = await db.query(
    `insert into squad_item (organisation, item)
     select o.id, i.code
     from organisation o, unnest($1::text[], $2::boolean[]) as i (code, everywhere)
     where o.kind = 'squad' and (i.everywhere or abs(hashtext(o.code || i.code)) % 4 > 0)
       and not exists (select from squad_item s where s.organisation = o.id)`,
    [items.map((row) => row.code), items.map((row) => row.everywhere === 'yes')],
  )
  return rowCount ?? 0
}
