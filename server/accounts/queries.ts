/** Accounts and sessions in the database. */
import type { Person } from '#contract/board.ts'
import type { Role } from '#contract/roles.ts'
import type { Account } from '#contract/session.ts'
import type { SessionOf } from '../auth.ts'
import type { Db } from '../db.ts'

const accountColumns = `a.id, a.username, a.name, a.name_en as "nameEn", a.role, o.unit`

/** The account and its password hash, or undefined. */
export async function accountByName(
  db: Db,
  username: string,
): Promise<{ account: Account; passwordHash: string; locked: boolean } | undefined> {
  const { rows } = await db.query(
    `select ${accountColumns}, a.password_hash as "passwordHash", a.locked_at is not null as locked
     from account a left join officer o on o.id = a.officer where a.username = $1`,
    [username],
  )
  if (!rows[0]) return undefined
  const { passwordHash, locked, ...account } = rows[0]
  return { account, passwordHash, locked }
}

/** The running session of a token. */
export async function sessionByToken(db: Db, tokenHash: Buffer, now: number): Promise<SessionOf | null> {
  const { rows } = await db.query({
    name: 'session',
    text: `select ${accountColumns}, s.expires
     from session s join account a on a.id = s.account left join officer o on o.id = a.officer
     where s.token_hash = $1 and s.expires > $2 and a.locked_at is null`,
    values: [tokenHash, new Date(now)],
  })
  if (!rows[0]) return null
  const { expires, ...account } = rows[0]
  return { account, expiresAt: expires, tokenHash }
}

export async function insertSession(
  db: Db,
  tokenHash: Buffer,
  account: number,
  now: number,
  expires: number,
): Promise<void> {
  await db.query('insert into session (token_hash, account, created, expires) values ($1, $2, $3, $4)', [
    tokenHash,
    account,
    new Date(now),
    new Date(expires),
  ])
}

export async function deleteSession(db: Db, tokenHash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query('delete from session where token_hash = $1', [tokenHash])
  return rowCount === 1
}

/** Sessions that are over are forgotten. */
export async function deleteEndedSessions(db: Db, now: number): Promise<void> {
  await db.query('delete from session where expires <= $1', [new Date(now)])
}

export async function countAccounts(db: Db): Promise<number> {
  const { rows } = await db.query<{ count: number }>('select count(*)::int as count from account')
  return rows[0]?.count ?? 0
}

export async function insertAccount(
  db: Db,
  account: { username: string; passwordHash: string; role: Role; name: string; nameEn: string },
): Promise<void> {
  await db.query(
    `insert into account (username, password_hash, role, name, name_en) values ($1, $2, $3, $4, $5)
     on conflict (username) do nothing`,
    [account.username, account.passwordHash, account.role, account.name, account.nameEn],
  )
}

/** Everybody but the officers, whose deeds are shown under their unit's call sign. */
export async function peopleOfTheDesk(db: Db): Promise<Person[]> {
  const { rows } = await db.query<Person>(
    `select username, name, name_en as "nameEn" from account where role <> 'officer' order by username`,
  )
  return rows
}

/** The name people know an account by. */
export async function nameOf(db: Db, username: string): Promise<Person> {
  const { rows } = await db.query<Person>(
    'select username, name, name_en as "nameEn" from account where username = $1',
    [username],
  )
  return rows[0] ?? { username, name: username, nameEn: username }
}
