/** The organisation tree: bureau, districts, special bodies, and a squad for every street and town. */

import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'
import { englishNames } from './names.ts'

type Body = { code: string; kind: string; parent: string | null; name: string; nameEn: string }

const BUREAU = '310000'

/** Adds what is missing, parents first; answers how many. */
export async function seedOrganisations(db: Db): Promise<number> {
  const squads = squadBodies()
  const above = [...ownBodies(), ...districtBodies()]
  const bureau = above.filter((body) => body.parent === null)
  const under = above.filter((body) => body.parent !== null)
  let added = 0
  for (const level of [bureau, under, squads]) added += await insertBodies(db, level)
  return added
}

const ownBodies = (): Body[] =>
  readTable('seed/bodies.csv', ['code', 'kind', 'parent', 'name', 'name_en']).map((row) => ({
    code: row.code,
    kind: row.kind,
    parent: row.parent || null,
    name: row.name,
    nameEn: row.name_en,
  }))

const districtBodies = (): Body[] =>
  readTable('figures/districts.csv', ['adcode', 'name', 'name_en']).map((row) => ({
    code: row.adcode,
    kind: 'district',
    parent: BUREAU,
    name: row.name,
    nameEn: row.name_en,
  }))

function squadBodies(): Body[] {
  const english = englishNames('town')
  return readTable('figures/town_codes.csv', ['town_code12', 'town_name', 'district_code']).map((row) => ({
    code: row.town_code12,
    kind: 'squad',
    parent: row.district_code,
    name: `${row.town_name}中队`,
    nameEn: `${english(row.town_name)} Squad`,
  }))
}

async function insertBodies(db: Db, bodies: readonly Body[]): Promise<number> {
  const { rowCount } = await db.query(
    `insert into organisation (parent, kind, code, name, name_en)
     select o.id, b.kind, b.code, b.name, b.name_en
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) with ordinality
       as b (parent, kind, code, name, name_en, place)
     left join organisation o on o.code = b.parent
     where not exists (select from organisation e where e.code = b.code)
     order by b.place`,
    [
      bodies.map((body) => body.parent),
      bodies.map((body) => body.kind),
      bodies.map((body) => body.code),
      bodies.map((body) => body.name),
      bodies.map((body) => body.nameEn),
    ],
  )
  return rowCount ?? 0
}
