/** Keys of feeds in the database. */
import type { FeedSource, SourceKey } from '#contract/sources.ts'
import { type Db, one } from '../db.ts'

const columns = `id, source, name, name_en as "nameEn", issued_at as "issuedAt", issued_by as "issuedBy", revoked_at as "revokedAt"`

export type NewKey = {
  readonly source: FeedSource
  readonly name: string
  readonly nameEn: string
  readonly keyHash: Buffer
  readonly issuedBy: string
}

export async function insertSourceKey(tx: Db, key: NewKey, now: number): Promise<SourceKey> {
  const { rows } = await tx.query<SourceKey>(
    `insert into source_key (source, name, name_en, key_hash, issued_at, issued_by)
     values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
    [key.source, key.name, key.nameEn, key.keyHash, new Date(now), key.issuedBy],
  )
  return one(rows)
}

export async function allSourceKeys(db: Db): Promise<SourceKey[]> {
  const { rows } = await db.query<SourceKey>(`select ${columns} from source_key order by id`)
  return rows
}

/** The key that was not taken away. */
export async function sourceKeyByHash(db: Db, keyHash: Buffer): Promise<SourceKey | undefined> {
  const { rows } = await db.query<SourceKey>(
    `select ${columns} from source_key where key_hash = $1 and revoked_at is null`,
    [keyHash],
  )
  return rows[0]
}

export async function revokeKey(tx: Db, id: number, now: number): Promise<SourceKey | undefined> {
  const { rows } = await tx.query<SourceKey>(
    `update source_key set revoked_at = coalesce(revoked_at, $2) where id = $1 returning ${columns}`,
    [id, new Date(now)],
  )
  return rows[0]
}
