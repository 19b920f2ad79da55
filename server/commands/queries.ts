/** What was answered to each command, kept so that a repeat gets the same answer. */
import type { Db } from '../db.ts'

/** A command as it came; `request`: a digest of its method, address and body. */
export type Sent = { readonly account: number; readonly key: string; readonly request: string }

export type Answer = { readonly status: number; readonly body: unknown }

/** Takes the key until the transaction ends; false: the same command is being carried out right now. */
export async function lockKey(tx: Db, { account, key }: Sent): Promise<boolean> {
  const { rows } = await tx.query<{ free: boolean }>(
    'select pg_try_advisory_xact_lock($1, hashtext($2)) as free',
    [account, key],
  )
  return rows[0]?.free === true
}

/** What the account sent with this key before, and what it was answered. */
export async function commandByKey(
  tx: Db,
  { account, key }: Sent,
): Promise<{ readonly request: string; readonly answer: Answer } | undefined> {
  const { rows } = await tx.query<{ request: string; status: number; answer: unknown }>(
    'select request, status, answer from command where account = $1 and key = $2',
    [account, key],
  )
  const found = rows[0]
  return found && { request: found.request, answer: { status: found.status, body: found.answer } }
}

export async function insertCommand(tx: Db, sent: Sent, answer: Answer, now: number): Promise<void> {
  await tx.query(
    'insert into command (account, key, request, status, answer, at) values ($1, $2, $3, $4, $5, $6)',
    [sent.account, sent.key, sent.request, answer.status, JSON.stringify(answer.body), new Date(now)],
  )
}

/** Answers are kept a week: longer than any phone stays in a dead spot. */
export async function forgetOldCommands(db: Db, now: number): Promise<void> {
  await db.query('delete from command where at < $1', [new Date(now - 7 * 86_400_000)])
}
