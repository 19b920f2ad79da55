/** Sessions begun and ended: each in one transaction with its event in the log. */
import type { Account } from '#contract/session.ts'
import { hashToken, newToken, SESSION_MS } from '../auth.ts'
import { type Pool, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { checkPassword } from './passwords.ts'
import { accountByName, deleteEndedSessions, deleteSession, insertSession } from './queries.ts'
import { lockedOut } from './refusals.ts'

/** The account behind the name and password. @throws Refused 401, which does not tell which of the two was wrong; 403 where it is locked */
export async function accountBehind(db: Pool, username: string, password: string): Promise<Account> {
  const found = await accountByName(db, username)
  if (!(await checkPassword(found?.passwordHash, password)) || !found) {
    throw new Refused(401, 'wrong_password', {
      zh: '用户名或密码不正确',
      en: 'The name or the password is not right',
    })
  }
  if (found.locked) throw lockedOut()
  return found.account
}

/** Begins a session in place of the one whose token hash is `before`, if any; `expiresAt` is ms UTC. */
export async function beginSession(
  db: Pool,
  account: Account,
  before: Buffer | undefined,
  now: number,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const token = newToken()
  const expiresAt = now + SESSION_MS
  await transaction(db, async (tx) => {
    await deleteEndedSessions(tx, now)
    if (before) await deleteSession(tx, before)
    await insertSession(tx, hashToken(token), account.id, now, expiresAt)
    await append(tx, now, [sessionEvent(account, 'session.started')])
  })
  return { token, expiresAt }
}

export async function endSession(db: Pool, account: Account, tokenHash: Buffer, now: number): Promise<void> {
  await transaction(db, async (tx) => {
    await deleteSession(tx, tokenHash)
    await append(tx, now, [sessionEvent(account, 'session.ended')])
  })
}

const sessionEvent = ({ id, username }: Account, kind: 'session.started' | 'session.ended') => ({
  actor: username,
  kind,
  subject: `account/${id}`,
})
