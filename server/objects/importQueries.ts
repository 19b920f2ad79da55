/** Registers of objects in the database. */
import type { ImportedObject, ImportOutcome } from '#contract/objectRegister.ts'
import { type Db, one } from '../db.ts'

export type Registered = Omit<ImportedObject, 'organisation'> & { readonly organisation: number }

/** The squads of these codes or Chinese names, by what they were called. */
export async function organisationsNamed(db: Db, names: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ name: string; id: number }>(
    `select n as name, min(o.id) as id from unnest($1::text[]) n join organisation o on o.kind = 'squad' and (o.code = n or o.name = n)
     group by n having count(*) = 1`,
    [names],
  )
  return new Map(rows.map(({ name, id }) => [name, id]))
}

/** Which of the venue codes belong to something else already: code → its name. */
export async function codesTaken(
  db: Db,
  source: string,
  objects: readonly Pick<ImportedObject, 'externalId' | 'venueCode'>[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ code: string; name: string }>(
    `select o.venue_code as code, o.name from unnest($2::text[], $3::text[]) as n (number, code)
     join object o on o.venue_code = n.code and (o.source <> $1 or o.external_id <> n.number)`,
    [source, objects.map((each) => each.externalId), objects.map((each) => each.venueCode)],
  )
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** Adds and changes objects; what is the same as before stays untouched, its version too. An inspection known here is kept where it is the newer. */
export async function putObjects(
  tx: Db,
  source: string,
  objects: readonly Registered[],
): Promise<Omit<ImportOutcome, 'refused'>> {
  const { rows } = await tx.query<{ added: number; changed: number }>(
    `with told as (
       select * from jsonb_to_recordset($2::jsonb) as t ("externalId" text, kind text, name text, address text, place float8[],
         organisation int, grade text, credit text, "venueCode" text, "lastInspectedAt" bigint)
     ), put as (
       insert into object as o (source, external_id, kind, name, address, point, organisation, grade, credit, venue_code, last_inspected)
       select $1, "externalId", kind, name, address, st_setsrid(st_makepoint(place[1], place[2]), 4326), organisation, grade, credit,
         "venueCode", to_timestamp("lastInspectedAt" / 1000.0) from told order by "externalId"
       on conflict (source, external_id) do update set version = o.version + 1, kind = excluded.kind, name = excluded.name,
         address = excluded.address, point = excluded.point, organisation = excluded.organisation, grade = excluded.grade,
         credit = excluded.credit, venue_code = excluded.venue_code, last_inspected = greatest(o.last_inspected, excluded.last_inspected)
       where (o.kind, o.name, o.address, st_asbinary(o.point), o.organisation, o.grade, o.credit, o.venue_code, o.last_inspected)
         is distinct from (excluded.kind, excluded.name, excluded.address, st_asbinary(excluded.point), excluded.organisation,
           excluded.grade, excluded.credit, excluded.venue_code, greatest(o.last_inspected, excluded.last_inspected))
       returning version
     ) select (count(*) filter (where version = 1))::int as added, (count(*) filter (where version > 1))::int as changed from put`,
    [source, JSON.stringify(objects)],
  )
  const { added, changed } = one(rows)
  return { added, changed, same: objects.length - added - changed }
}
