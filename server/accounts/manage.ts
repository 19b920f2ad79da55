/** What an administrator does to accounts; the log tells each change with what it was, and no password. */
import { isDeepStrictEqual } from 'node:util'
import type {
  AccountForm,
  changeAccount,
  ListedAccount,
  lockAccount,
  unlockAccount,
} from '#contract/accounts.ts'
import type { Account } from '#contract/session.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { append } from '../events/append.ts'
import { nameActor } from '../units/registerQueries.ts'
import {
  accountById,
  addAccountRow,
  endSessionsOf,
  lockAccounts,
  missingForAccount,
  otherAdministrators,
  setLocked,
  setPassword,
  updateAccount,
} from './listQueries.ts'
import {
  cannotBecomeOfficer,
  isLocked,
  isNotLocked,
  lacksPerson,
  lastAdministrator,
  noAccount,
  noSuchPerson,
  otherwiseByNow,
  ownAccount,
  usernameTaken,
} from './refusals.ts'

type By = { readonly account: Account; readonly now: number }

/** Names the log acts under where no person does. */
const actors: readonly string[] = ['ais', 'clock', 'database', 'geofence', 'hotspots']

export async function putAccount(
  tx: Db,
  { username, form, passwordHash }: { username: string; form: AccountForm; passwordHash: string },
  by: By,
): Promise<ListedAccount> {
  await lockAccounts(tx)
  await checkForm(tx, form, 'body')
  const id = actors.includes(username) ? undefined : await addAccountRow(tx, username, form, passwordHash)
  if (id === undefined) throw usernameTaken(username)
  return told(tx, id, 'account.added', by, { now: form })
}

export async function alterAccount(
  tx: Db,
  { params, body, ...by }: Command<typeof changeAccount>,
): Promise<ListedAccount> {
  await lockAccounts(tx)
  await checkForm(tx, body.now, 'body/now')
  const before = await existing(tx, params.id, by.now)
  const { was, now } = body
  if (!isDeepStrictEqual(formOf(before), was)) throw otherwiseByNow(before)
  if (was.role !== now.role) {
    if (before.id === by.account.id) throw ownAccount('role')
    if (now.role === 'officer') throw cannotBecomeOfficer(before)
    if (was.role === 'admin') await needAnotherAdministrator(tx, before.id)
  }
  await nameActor(tx, by.account.username, by.now)
  await updateAccount(tx, before.id, now)
  // A console knows its person's role from signing in: with another one it would show what is refused.
  if (was.role !== now.role || was.officer !== now.officer) await endSessionsOf(tx, before.id)
  return told(tx, before.id, 'account.changed', by, body)
}

export async function shutAccount(
  tx: Db,
  { params, body, ...by }: Command<typeof lockAccount>,
): Promise<ListedAccount> {
  await lockAccounts(tx)
  const before = await existing(tx, params.id, by.now)
  if (before.lockedAt !== null) throw isLocked(before)
  if (before.id === by.account.id) throw ownAccount('lock')
  if (before.role === 'admin') await needAnotherAdministrator(tx, before.id)
  await setLocked(tx, before.id, by.now)
  await endSessionsOf(tx, before.id)
  return told(tx, before.id, 'account.locked', by, body)
}

export async function openAccount(
  tx: Db,
  { params, body, ...by }: Command<typeof unlockAccount>,
): Promise<ListedAccount> {
  await lockAccounts(tx)
  const before = await existing(tx, params.id, by.now)
  if (before.lockedAt === null) throw isNotLocked(before)
  await setLocked(tx, before.id, null)
  return told(tx, before.id, 'account.unlocked', by, body)
}

/** `kept`: the session of whoever asks, which goes on where the password is the own. */
export async function givePassword(
  tx: Db,
  { id, passwordHash, kept }: { id: number; passwordHash: string; kept: Buffer },
  by: By,
): Promise<ListedAccount> {
  await lockAccounts(tx)
  await existing(tx, id, by.now)
  await setPassword(tx, id, passwordHash)
  await endSessionsOf(tx, id, kept)
  return told(tx, id, 'account.password', by, {})
}

/** One who was locked out a moment ago, and goes on with what was asked before, counts for none. */
async function needAnotherAdministrator(tx: Db, id: number): Promise<void> {
  if ((await otherAdministrators(tx, id)) === 0) throw lastAdministrator()
}

const formOf = ({ name, nameEn, role, officer, partner }: ListedAccount): AccountForm => ({
  name,
  nameEn,
  role,
  officer,
  partner,
})

async function told(
  tx: Db,
  id: number,
  kind: string,
  by: By,
  words: Readonly<Record<string, unknown>>,
): Promise<ListedAccount> {
  const account = await existing(tx, id, by.now)
  const { username, name, nameEn, role } = account
  // Officers are shown under their unit's call sign.
  const person = role === 'officer' ? {} : { person: { username, name, nameEn } }
  const body = { ...person, ...words }
  await append(tx, by.now, [{ actor: by.account.username, kind, subject: `account/${username}`, body }])
  return account
}

async function existing(tx: Db, id: number, now: number): Promise<ListedAccount> {
  const account = await accountById(tx, id, now)
  if (!account) throw noAccount(id)
  return account
}

/** An officer's account is an officer's, a partner's a department's, and any other neither. */
async function checkForm(tx: Db, form: AccountForm, where: string): Promise<void> {
  for (const person of ['officer', 'partner'] as const) {
    if ((form.role === person) !== (form[person] !== null)) throw lacksPerson(person, `${where}/${person}`)
  }
  const missing = await missingForAccount(tx, form)
  if (missing) throw noSuchPerson(missing, `${where}/${missing}`)
}
