/** What an operation that is switched on changes elsewhere: rules of clocks, and where they hold. */
import type { LngLat } from '#contract/endpoint.ts'
import { type Db, one } from '../db.ts'

/** The operation that is switched on and has a ring at this place, if any. */
export async function operationAt(db: Db, [lng, lat]: LngLat): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    `select o.id from operation o join operation_zone k on k.operation = o.id join zone z on z.id = k.zone
     where o.switched_at is not null and st_covers(z.area, st_setsrid(st_makepoint($1, $2), 4326)) limit 1`,
    [lng, lat],
  )
  return rows[0]?.id ?? null
}

export async function clockRulesOf(db: Db, operation: number): Promise<number> {
  const { rows } = await db.query<{ rules: number }>(
    'select count(*)::int as rules from clock_rule where operation = $1',
    [operation],
  )
  return one(rows).rules
}

/** Nobody watches its rings any more. */
export async function calmRings(tx: Db, operation: number, now: number): Promise<void> {
  await tx.query(
    `update operation_zone set level = 'held', level_since = $2 where operation = $1 and level <> 'held'`,
    [operation, new Date(now)],
  )
}
