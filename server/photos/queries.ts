/** Photos in the database: what is known of each file. */
import type { Db } from '../db.ts'

export async function insertPhoto(
  db: Db,
  photo: { hash: string; type: string; bytes: number; account: number },
  now: number,
): Promise<void> {
  await db.query(
    'insert into photo (hash, type, bytes, added, account) values ($1, $2, $3, $4, $5) on conflict (hash) do nothing',
    [photo.hash, photo.type, photo.bytes, new Date(now), photo.account],
  )
}

export async function photoByHash(
  db: Db,
  hash: string,
): Promise<{ type: string; bytes: number } | undefined> {
  const { rows } = await db.query<{ type: string; bytes: number }>(
    'select type, bytes from photo where hash = $1',
    [hash],
  )
  return rows[0]
}

/** The hashes among these that no photo was stored under. */
export async function missingPhotos(db: Db, hashes: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ hash: string }>(
    'select h as hash from unnest($1::text[]) h where not exists (select from photo where hash = h)',
    [hashes],
  )
  return rows.map((row) => row.hash)
}
