/** Where a ticket on the water line lies, and which of its parts were dropped. */
import type { PartName, TicketPart } from '#contract/parts.ts'
import type { Db } from '../db.ts'

export type Shore = {
  /** The category asks for both parts from the start. */
  readonly both: boolean
  readonly shore: TicketPart['zone']
  readonly water: TicketPart['zone']
}

/**
 * The bank and water of a ticket: near their common line, or in a category of the river in either of them. The smallest angle of
 * a degree here is 95 km a degree: the box before the distances lets the index do the work.
 */
export async function shoreOf(db: Db, ticket: number): Promise<Shore | undefined> {
  const zone = (z: string) =>
    `json_build_object('id', ${z}.id, 'code', ${z}.code, 'name', ${z}.name, 'nameEn', ${z}.name_en, 'owner', ${z}.owner)`
  const { rows } = await db.query<Shore>(
    `with t as (
       select place, exists (select from water_line_category c where c.category = ticket.category) as both,
         (select value from threshold where name = 'water_line.metres') as metres
       from ticket where id = $1)
     select t.both, ${zone('b')} as shore, ${zone('w')} as water
     from t join zone b on b.kind = 'reach_bank' join zone w on w.id = b.paired,
       lateral (select st_distance(b.area::geography, t.place::geography) as shore,
         st_distance(w.area::geography, t.place::geography) as water) away
     where (b.area && st_expand(t.place, t.metres / 90000) or w.area && st_expand(t.place, t.metres / 90000))
       and case when t.both then least(away.shore, away.water) <= t.metres
         else greatest(away.shore, away.water) <= t.metres end
     order by away.shore + away.water, b.id limit 1`,
    [ticket],
  )
  return rows[0]
}

export type Drop = {
  readonly part: PartName
  readonly by: string
  readonly at: number
  readonly reason: string
}

export async function dropsOf(db: Db, ticket: number): Promise<Drop[]> {
  const { rows } = await db.query<Drop>(
    'select part, by, at, reason from ticket_part_drop where ticket = $1',
    [ticket],
  )
  return rows
}

/** False: it was dropped before. */
export async function insertDrop(tx: Db, ticket: number, { part, by, at, reason }: Drop): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into ticket_part_drop (ticket, part, at, by, reason) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [ticket, part, at, by, reason],
  )
  return rowCount === 1
}

/** By unit, whether it is a boat. */
export async function boatsAmong(db: Db, units: readonly number[]): Promise<Set<number>> {
  const { rows } = await db.query<{ id: number }>(
    `select id from unit where kind = 'boat' and id = any($1)`,
    [units],
  )
  return new Set(rows.map(({ id }) => id))
}
