/** Photos in the database: what is known of each file. */
import type { LngLat } from '#contract/endpoint.ts'
import type { PhotoRecord } from '#contract/photos.ts'
import type { Db } from '../db.ts'

/** `takenAt` is ms UTC, `accuracy` metres. What was told of a photo when it came first stays. */
export type NewPhoto = {
  readonly hash: string
  readonly type: string
  readonly bytes: number
  readonly account: number
  readonly takenAt: number | null
  readonly place: LngLat | null
  readonly accuracy: number | null
}

export async function insertPhoto(db: Db, photo: NewPhoto, now: number): Promise<void> {
  const { hash, type, bytes, account, takenAt, place, accuracy } = photo
  await db.query(
    `insert into photo (hash, type, bytes, added, account, taken_at, place, accuracy)
     values ($1, $2, $3, $4, $5, $6, st_setsrid(st_makepoint($7, $8), 4326), $9) on conflict (hash) do nothing`,
    [
      hash,
      type,
      bytes,
      new Date(now),
      account,
      takenAt === null ? null : new Date(takenAt),
      place?.[0] ?? null,
      place?.[1] ?? null,
      accuracy,
    ],
  )
}

/** What is known of these photos, in the order in which they were taken. */
export async function photoRecords(db: Db, hashes: readonly string[]): Promise<PhotoRecord[]> {
  const { rows } = await db.query<PhotoRecord>(
    `select p.hash, p.taken_at as "takenAt", case when p.place is not null then array[st_x(p.place), st_y(p.place)] end as place,
       p.accuracy, p.added as "addedAt", a.username as "addedBy"
     from photo p join account a on a.id = p.account where p.hash = any($1) order by coalesce(p.taken_at, p.added), p.hash`,
    [hashes],
  )
  return rows
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
