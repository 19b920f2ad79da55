/** Demonstration data: units with crews and devices, and accounts whose passwords everybody knows. */
import { hashPassword } from '../../server/accounts/passwords.ts'
import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'
import { demoUnits, type SeedUnit } from './forces.ts'

/** The unit that the account `officer` leads: on foot, near the Bund. */
const OFFICER_UNIT = 'H017'

/** Adds the units that are missing, with crew and device; answers how many. */
export async function seedUnits(db: Db): Promise<number> {
  const units = demoUnits()
  const added = await insertUnits(db, units)
  const missing = units.filter((unit) => added.has(unit.code))
  if (missing.length === 0) return 0
  await insertOfficers(db, missing)
  await insertDevices(db, missing)
  return missing.length
}

async function insertUnits(db: Db, units: readonly SeedUnit[]): Promise<Set<string>> {
  const { rows } = await db.query<{ code: string }>(
    `insert into unit (code, name, name_en, kind, organisation, duty, tags, vehicle, rested_at)
     select u.code, u.name, u."nameEn", u.kind, o.id, u.duty, u.tags, u.vehicle,
       case when u.duty = 'on' then now() - abs(hashtext(u.code)) % 300 * interval '1 minute' end
     from jsonb_to_recordset($1::jsonb) as u (code text, name text, "nameEn" text, kind text, organisation text, duty text,
       tags text[], vehicle text)
     join organisation o on o.code = u.organisation
     where not exists (select from unit e where e.code = u.code)
     order by u.code
     returning code`,
    [JSON.stringify(units)],
  )
  return new Set(rows.map((row) => row.code))
}

async function insertOfficers(db: Db, units: readonly SeedUnit[]): Promise<void> {
  const crews = units.flatMap(({ code, crew }) => crew.map((person) => ({ ...person, unit: code })))
  await db.query(
    `insert into officer (name, name_en, organisation, unit, certificate, certificate_until, skills)
     select p.name, p.name_en, u.organisation, u.id, p.certificate,
       case when p.certificate is not null then current_date + 365 + abs(hashtext(p.certificate)) % 730 end,
       string_to_array(p.skills, ' ')
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) with ordinality
       as p (name, name_en, unit, certificate, skills, place)
     join unit u on u.code = p.unit
     order by p.place`,
    [
      crews.map((person) => person.name),
      crews.map((person) => person.nameEn),
      crews.map((person) => person.unit),
      crews.map((person) => person.certificate),
      crews.map((person) => person.skills.join(' ')),
    ],
  )
}

async function insertDevices(db: Db, units: readonly SeedUnit[]): Promise<void> {
  await db.query(
    `insert into device (id, protocol, unit)
     select d.id, d.protocol, u.id
     from unnest($1::text[], $2::text[], $3::text[]) as d (id, protocol, unit) join unit u on u.code = d.unit
     where not exists (select from device e where e.id = d.id and e.protocol = d.protocol)
     order by u.id`,
    [
      units.map((unit) => unit.device.id),
      units.map((unit) => unit.device.protocol),
      units.map((unit) => unit.code),
    ],
  )
}

/** Adds the accounts that are missing: one per role, and one per unit for its crew's leader. Answers how many. */
export async function seedAccounts(db: Db): Promise<number> {
  const { rows } = await db.query<{ username: string }>('select username from account')
  const known = new Set(rows.map((row) => row.username))
  const desk = readTable('seed/accounts.csv', ['username', 'role', 'name', 'name_en']).filter(
    (row) => !known.has(row.username),
  )
  for (const { username, role, name, name_en } of desk) {
    await db.query(
      'insert into account (username, password_hash, role, name, name_en) values ($1, $2, $3, $4, $5)',
      [username, await demoPassword(username), role, name, name_en],
    )
  }
  return desk.length + (await seedOfficerAccounts(db))
}

/** One hash for all of them: 400 hashes would take 12 s, and everybody knows the password anyway. */
async function seedOfficerAccounts(db: Db): Promise<number> {
  const { rows } = await db.query<{ officer: number; name: string; nameEn: string; username: string }>(
    `select min(o.id) as officer, case when u.code = $1 then 'officer' else lower(u.code) end as username,
       (array_agg(o.name order by o.id))[1] as name, (array_agg(o.name_en order by o.id))[1] as "nameEn"
     from unit u join officer o on o.unit = u.id
     where u.code = any ($2::text[])
       and not exists (select from account a
         where a.username = case when u.code = $1 then 'officer' else lower(u.code) end)
     group by u.id order by u.code`,
    [OFFICER_UNIT, demoUnits().map((unit) => unit.code)],
  )
  if (rows.length === 0) return 0
  await db.query(
    `insert into account (username, password_hash, role, name, name_en, officer)
     select username, $1, 'officer', name, name_en, officer
     from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as a (username, name, name_en, officer)`,
    [
      await demoPassword('officer'),
      rows.map((row) => row.username),
      rows.map((row) => row.name),
      rows.map((row) => row.nameEn),
      rows.map((row) => row.officer),
    ],
  )
  return rows.length
}

const demoPassword = (username: string) => hashPassword(`demo-${username}`)
