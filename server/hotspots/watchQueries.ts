/** Watched views in the database. */
import type { HotspotSource } from '#contract/hotspots.ts'
import type { HotspotWatch } from '#contract/hotspotWatches.ts'
import type { TicketSource } from '#contract/tickets.ts'
import type { Db } from '../db.ts'

const columns = `id, window_hours as "window", source, category, ground,
  case when hours_from is not null then json_build_object('from', hours_from, 'to', hours_to) end as hours, weekdays, added_by as "addedBy",
  (extract(epoch from added_at) * 1000)::bigint as "addedAt", (extract(epoch from ended_at) * 1000)::bigint as "endedAt",
  (select count(*)::int from hotspot h where h.watch = w.id and h.ended_at is null) as standing`

/** Those that are not ended. */
export async function readWatches(db: Db): Promise<HotspotWatch[]> {
  const { rows } = await db.query<HotspotWatch>(
    `select ${columns} from hotspot_watch w where ended_at is null order by id`,
  )
  return rows
}

export type NewWatch = Pick<HotspotWatch, 'window' | 'source' | 'category' | 'ground' | 'hours' | 'weekdays'>

/** Undefined: it is watched already. */
export async function insertWatch(
  tx: Db,
  { window, source, category, ground, hours, weekdays }: NewWatch,
  by: string,
  now: number,
): Promise<HotspotWatch | undefined> {
  const { rows } = await tx.query<HotspotWatch>(
    `insert into hotspot_watch as w (window_hours, source, category, ground, hours_from, hours_to, weekdays, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000)) on conflict do nothing returning ${columns}`,
    [window, source, category, ground, hours?.from ?? null, hours?.to ?? null, weekdays, by, now],
  )
  return rows[0]
}

/** Undefined: there is none, or it is ended already. Whoever takes its turn afterwards finds it ended. */
export async function endWatch(tx: Db, id: number, now: number): Promise<HotspotWatch | undefined> {
  const { rows } = await tx.query<HotspotWatch>(
    `update hotspot_watch w set ended_at = to_timestamp($2::float8 / 1000) where id = $1 and ended_at is null returning ${columns}`,
    [id, now],
  )
  return rows[0]
}

/** Whether any category is of this class, or is it. */
export async function knowsCategory(db: Db, prefix: string): Promise<boolean> {
  const { rowCount } = await db.query(`select from category where code like $1 || '%' limit 1`, [prefix])
  return rowCount === 1
}

export async function sourceGroups(db: Db): Promise<{ source: TicketSource; heardAs: HotspotSource }[]> {
  const { rows } = await db.query<{ source: TicketSource; heardAs: HotspotSource }>(
    `select source, heard_as as "heardAs" from hotspot_source
     order by array_position('{citizens,patrol,machine,others}', heard_as), source`,
  )
  return rows
}
