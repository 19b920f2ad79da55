/** Pinned moments and playlists in the database. */
import type { Pin, Playlist } from '#contract/review.ts'
import { type Db, one } from '../db.ts'

const pinColumns = 'id, version, at, address, note, tags, ticket, made_by as by, made_at as "madeAt", removed'
const playlistColumns = 'id, version, name, pins, made_by as by, made_at as "madeAt", removed'

export async function allPins(db: Db): Promise<Pin[]> {
  const { rows } = await db.query<Pin>(`select ${pinColumns} from pin where not removed order by id desc`)
  return rows
}

export async function allPlaylists(db: Db): Promise<Playlist[]> {
  const { rows } = await db.query<Playlist>(
    `select ${playlistColumns} from playlist where not removed order by id desc`,
  )
  return rows
}

export type NewPin = Omit<Pin, 'id' | 'version' | 'removed'>

export async function insertPin(tx: Db, pin: NewPin): Promise<Pin> {
  const { rows } = await tx.query<Pin>(
    `insert into pin (at, address, note, tags, ticket, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7)
     returning ${pinColumns}`,
    [new Date(pin.at), pin.address, pin.note, pin.tags, pin.ticket, pin.by, new Date(pin.madeAt)],
  )
  return one(rows)
}

export async function pinById(db: Db, id: number): Promise<Pin | undefined> {
  const { rows } = await db.query<Pin>(`select ${pinColumns} from pin where id = $1`, [id])
  return rows[0]
}

/** Writes what was seen at its version; undefined where somebody was faster. */
export async function updatePin(tx: Db, pin: Pin): Promise<Pin | undefined> {
  const { rows } = await tx.query<Pin>(
    `update pin set version = version + 1, note = $3, tags = $4, ticket = $5, removed = $6
     where id = $1 and version = $2 returning ${pinColumns}`,
    [pin.id, pin.version, pin.note, pin.tags, pin.ticket, pin.removed],
  )
  return rows[0]
}

export type NewPlaylist = Omit<Playlist, 'id' | 'version' | 'removed'>

export async function insertPlaylist(tx: Db, playlist: NewPlaylist): Promise<Playlist> {
  const { rows } = await tx.query<Playlist>(
    `insert into playlist (name, pins, made_by, made_at) values ($1, $2, $3, $4) returning ${playlistColumns}`,
    [playlist.name, playlist.pins, playlist.by, new Date(playlist.madeAt)],
  )
  return one(rows)
}

export async function playlistById(db: Db, id: number): Promise<Playlist | undefined> {
  const { rows } = await db.query<Playlist>(`select ${playlistColumns} from playlist where id = $1`, [id])
  return rows[0]
}

/** Writes what was seen at its version; undefined where somebody was faster. */
export async function updatePlaylist(tx: Db, playlist: Playlist): Promise<Playlist | undefined> {
  const { rows } = await tx.query<Playlist>(
    `update playlist set version = version + 1, name = $3, pins = $4, removed = $5
     where id = $1 and version = $2 returning ${playlistColumns}`,
    [playlist.id, playlist.version, playlist.name, playlist.pins, playlist.removed],
  )
  return rows[0]
}

/** Those of the ids that are no pinned moments. */
export async function unknownPins(db: Db, pins: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    'select id from unnest($1::int[]) as asked (id) where id not in (select id from pin)',
    [pins],
  )
  return rows.map(({ id }) => id)
}

export async function isTicket(db: Db, id: number): Promise<boolean> {
  const { rowCount } = await db.query('select from ticket where id = $1', [id])
  return rowCount === 1
}
