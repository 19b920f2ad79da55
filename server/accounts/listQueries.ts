/** Accounts as an administrator keeps them, in the database. No hash leaves it. */
import type { AccountForm, ListedAccount } from '#contract/accounts.ts'
import type { Event } from '#contract/events.ts'
import type { Qualification } from '#contract/unitRegister.ts'
import { type Db, one } from '../db.ts'

const select = `
  select a.id, a.username, a.name, a.name_en as "nameEn", a.role, a.officer, p.code as partner, a.locked_at as "lockedAt",
    (select count(*)::int from session s where s.account = a.id and s.expires > $1) as sessions
  from account a left join partner p on p.id = a.partner`

export async function listedAccounts(db: Db, now: number): Promise<ListedAccount[]> {
  const { rows } = await db.query<ListedAccount>(`${select} order by a.username`, [new Date(now)])
  return rows
}

export async function accountById(db: Db, id: number, now: number): Promise<ListedAccount | undefined> {
  const { rows } = await db.query<ListedAccount>(`${select} where a.id = $2`, [new Date(now), id])
  return rows[0]
}

export async function allPartners(db: Db): Promise<Qualification[]> {
  const { rows } = await db.query<Qualification>(
    'select code, name, name_en as "nameEn" from partner order by id',
  )
  return rows
}

/** One change of accounts at a time: two administrators who lock each other at once would leave none. */
export const lockAccounts = (tx: Db): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtext('accounts'))`)

export async function missingForAccount(
  db: Db,
  { officer, partner }: Pick<AccountForm, 'officer' | 'partner'>,
): Promise<'officer' | 'partner' | undefined> {
  const { rows } = await db.query<{ missing: 'officer' | 'partner' | null }>(
    `select case when $1::int is not null and not exists (select from officer where id = $1) then 'officer'
       when $2::text is not null and not exists (select from partner where code = $2) then 'partner' end as missing`,
    [officer, partner],
  )
  return one(rows).missing ?? undefined
}

/** Undefined: the username is taken. */
export async function addAccountRow(
  tx: Db,
  username: string,
  form: AccountForm,
  passwordHash: string,
): Promise<number | undefined> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into account (username, password_hash, name, name_en, role, officer, partner)
     values ($1, $2, $3, $4, $5, $6, (select id from partner where code = $7)) on conflict (username) do nothing returning id`,
    [username, passwordHash, form.name, form.nameEn, form.role, form.officer, form.partner],
  )
  return rows[0]?.id
}

export async function updateAccount(tx: Db, id: number, form: AccountForm): Promise<void> {
  await tx.query(
    `update account set name = $2, name_en = $3, role = $4, officer = $5, partner = (select id from partner where code = $6)
     where id = $1`,
    [id, form.name, form.nameEn, form.role, form.officer, form.partner],
  )
}

export async function setLocked(tx: Db, id: number, at: number | null): Promise<void> {
  await tx.query('update account set locked_at = $2 where id = $1', [id, at === null ? null : new Date(at)])
}

export async function setPassword(tx: Db, id: number, passwordHash: string): Promise<void> {
  await tx.query('update account set password_hash = $2 where id = $1', [id, passwordHash])
}

/** All sessions of the account, but the one of this token. */
export async function endSessionsOf(tx: Db, id: number, kept: Buffer | null = null): Promise<void> {
  await tx.query('delete from session where account = $1 and token_hash is distinct from $2', [id, kept])
}

export async function otherAdministrators(db: Db, id: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from account where role = 'admin' and locked_at is null and id <> $1`,
    [id],
  )
  return one(rows).count
}

/** The newest entries about units, officers and accounts; the kinds are those of the index `event_people`. */
export async function peopleChanges(db: Db, limit: number): Promise<Event[]> {
  const { rows } = await db.query<Event>(
    `select number, happened, received, actor, kind, subject, units, body from event
     where kind in ('unit.added', 'unit.changed', 'unit.retired', 'unit.restored', 'officer.added', 'officer.changed',
       'account.added', 'account.changed', 'account.locked', 'account.unlocked', 'account.password')
     order by number desc limit $1`,
    [limit],
  )
  return rows
}
