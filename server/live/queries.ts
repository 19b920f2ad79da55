/** The sessions behind open sockets. */
import type { Role } from '#contract/roles.ts'
import type { Db } from '../db.ts'

export type RunningSession = { readonly tokenHash: string; readonly role: Role; readonly unit: number | null }

/** Which of these sessions (SHA-256 in hex) are still running, and as whom. */
export async function runningSessions(
  db: Db,
  tokenHashes: readonly string[],
  now: number,
): Promise<RunningSession[]> {
  const { rows } = await db.query<RunningSession>(
    `select encode(s.token_hash, 'hex') as "tokenHash", a.role, o.unit
     from session s join account a on a.id = s.account left join officer o on o.id = a.officer
     where s.token_hash = any(select decode(unnest($1::text[]), 'hex')) and s.expires > $2 and a.locked_at is null`,
    [tokenHashes, new Date(now)],
  )
  return rows
}
