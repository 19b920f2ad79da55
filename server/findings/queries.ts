/** Clips, and findings that came before, in the database. */
import type { Db } from '../db.ts'

export async function insertClip(
  db: Db,
  clip: { hash: string; type: string; bytes: number; sourceKey: number },
  now: number,
): Promise<void> {
  await db.query(
    'insert into clip (hash, type, bytes, added, source_key) values ($1, $2, $3, $4, $5) on conflict (hash) do nothing',
    [clip.hash, clip.type, clip.bytes, new Date(now), clip.sourceKey],
  )
}

export async function clipByHash(db: Db, hash: string): Promise<{ type: string; bytes: number } | undefined> {
  const { rows } = await db.query<{ type: string; bytes: number }>(
    'select type, bytes from clip where hash = $1',
    [hash],
  )
  return rows[0]
}

/** The finding of this number that is here: its case number, null while it waits. Locks the number until the transaction ends. */
export async function findingBefore(
  tx: Db,
  externalId: string,
): Promise<{ readonly ticket: string | null } | undefined> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('video ' || $1, 0))`, [externalId])
  const { rows } = await tx.query<{ ticket: string | null }>(
    `select code as ticket from ticket where source = 'video' and external_id = $1
     union all select null from arrival where source = 'video' and external_id = $1 limit 1`,
    [externalId],
  )
  return rows[0]
}
