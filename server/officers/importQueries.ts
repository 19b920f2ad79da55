/** What a list of people names, found again in the database. */
import type { Db } from '../db.ts'

/** By its code or its full Chinese name; undefined: none, or several. */
export async function organisationNamed(db: Db, name: string): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>(
    'select id from organisation where code = $1 or name = $1',
    [name],
  )
  return rows.length === 1 ? rows[0]?.id : undefined
}

export async function unitOfCode(
  db: Db,
  code: string,
): Promise<{ readonly id: number; readonly retired: boolean } | undefined> {
  const { rows } = await db.query<{ id: number; retired: boolean }>(
    'select id, retired_at is not null as retired from unit where code = $1',
    [code],
  )
  return rows[0]
}

/** The first who has it. */
export async function officerOfCertificate(db: Db, certificate: string): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>(
    'select id from officer where certificate = $1 order by id limit 1',
    [certificate],
  )
  return rows[0]?.id
}

/** Of which officer the account of that name is, null: of none; undefined: there is no such account. */
export async function officerOfUsername(db: Db, username: string): Promise<number | null | undefined> {
  const { rows } = await db.query<{ officer: number | null }>(
    'select officer from account where username = $1',
    [username],
  )
  return rows[0]?.officer
}

/** Those that begin so. */
export async function usernamesLike(db: Db, beginning: string): Promise<Set<string>> {
  const { rows } = await db.query<{ username: string }>(
    'select username from account where starts_with(username, $1)',
    [beginning],
  )
  return new Set(rows.map(({ username }) => username))
}
