/** What the doors of intake stand on: other names of places, roads, questions of Open311 services, thresholds of machines. */
import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'
import { englishNames } from './names.ts'

/** Adds the other names that are missing; answers how many. */
export async function seedAliases(db: Db): Promise<number> {
  const rows = readTable('seed/aliases.csv', ['alias', 'name'])
  const { rowCount } = await db.query(
    'insert into alias (alias, name) select * from unnest($1::text[], $2::text[]) on conflict do nothing',
    [rows.map(({ alias }) => alias), rows.map(({ name }) => name)],
  )
  return rowCount ?? 0
}

/** Adds the expressways that are missing, each with its course of all parts. */
export async function seedRoads(db: Db): Promise<number> {
  const english = englishNames('expressway')
  const points = readTable('figures/expressways.csv', ['name', 'part', 'seq', 'longitude', 'latitude'])
  const { rowCount } = await db.query(
    `insert into road (name, name_en, kind, course)
     select name, min(name_en), 'expressway', st_multi(st_collect(part order by number))
     from (select name, min(name_en) as name_en, part as number,
         st_setsrid(st_makeline(st_makepoint(lng, lat) order by seq), 4326) as part
       from unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::float8[], $6::float8[])
         as p (name, name_en, part, seq, lng, lat) group by name, part having count(*) > 1) parts
     group by name on conflict do nothing`,
    [
      points.map(({ name }) => name),
      points.map(({ name }) => english(name)),
      points.map(({ part }) => Number(part)),
      points.map(({ seq }) => Number(seq)),
      points.map(({ longitude }) => Number(longitude)),
      points.map(({ latitude }) => Number(latitude)),
    ],
  )
  return rowCount ?? 0
}

/** Adds what Open311 clients are asked beside the ticket; `choices` are `key:name` parted by semicolons. */
export async function seedServiceAttributes(db: Db): Promise<number> {
  const columns = ['category', 'code', 'datatype', 'required', 'position', 'description', 'choices'] as const
  const rows = readTable('seed/service_attributes.csv', columns)
  const { rowCount } = await db.query(
    `insert into service_attribute (category, code, datatype, required, position, description, choices)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::int[], $6::text[], $7::jsonb[])
     on conflict do nothing`,
    [
      rows.map(({ category }) => category),
      rows.map(({ code }) => code),
      rows.map(({ datatype }) => datatype),
      rows.map(({ required }) => required === 'true'),
      rows.map(({ position }) => Number(position)),
      rows.map(({ description }) => description),
      rows.map(({ choices }) => JSON.stringify(choicesOf(choices))),
    ],
  )
  return rowCount ?? 0
}

const choicesOf = (text: string): { key: string; name: string }[] =>
  text
    .split(';')
    .filter(Boolean)
    .map((choice) => {
      const [key = '', name = key] = choice.split(':')
      return { key, name }
    })

/** Adds from which confidence on a machine's finding enters the queue by itself, where no category has such a threshold yet. */
export async function seedFindingThresholds(db: Db): Promise<number> {
  const rows = readTable('seed/finding_thresholds.csv', ['category', 'confidence'])
  const { rowCount } = await db.query(
    `insert into finding_threshold (category, confidence) select * from unnest($1::text[], $2::real[])
     where not exists (select from finding_threshold)`,
    [rows.map(({ category }) => category), rows.map(({ confidence }) => Number(confidence))],
  )
  return rowCount ?? 0
}
