/** Who is in the rings of an operation, who was sent away from them, and whose duty has begun. */
import type { Db } from '../db.ts'

export type RingUnit = { readonly zone: number; readonly unit: number; readonly sentAway: boolean }

/** Units on duty that are in these rings now; `sentAway`: on the way to a ticket that lies outside. */
export async function unitsInRings(db: Db, rings: readonly number[]): Promise<RingUnit[]> {
  const { rows } = await db.query<RingUnit>(
    `select p.zone, p.mover as unit, exists (
       select from assignment a join ticket t on t.id = a.ticket
       where a.unit = p.mover and a.state in ('dispatched', 'accepted', 'enroute') and not st_covers(z.area, t.place)
     ) as "sentAway"
     from presence p join zone z on z.id = p.zone join unit u on u.id = p.mover
     where p.zone = any($1) and p.since is not null and u.duty = 'on'`,
    [rings],
  )
  return rows
}

export async function unitsOnDuty(db: Db, units: readonly number[]): Promise<Set<number>> {
  const { rows } = await db.query<{ id: number }>(`select id from unit where id = any($1) and duty = 'on'`, [
    units,
  ])
  return new Set(rows.map(({ id }) => id))
}

export async function putLevel(
  tx: Db,
  { operation, zone, level }: { operation: number; zone: number; level: string },
  now: number,
): Promise<void> {
  await tx.query(
    'update operation_zone set level = $3, level_since = $4 where operation = $1 and zone = $2',
    [operation, zone, level, new Date(now)],
  )
}

/** Marks the duties at posts whose unit is so late that the relief is overdue; each once, from the moment it became so. */
export async function markOverdue(tx: Db, operation: number, now: number): Promise<Late[]> {
  const { rows } = await tx.query<Late>(
    `update roster_duty d set overdue_at = d.starts_at + make_interval(secs => o.relief_seconds)
     from operation o, zone z
     where d.operation = $1 and o.id = d.operation and z.id = d.zone and z.kind = 'post'
       and d.stood_at is null and d.overdue_at is null and d.ends_at > $2
       and d.starts_at + make_interval(secs => o.relief_seconds) <= $2
     returning d.id as duty, d.zone, d.unit`,
    [operation, new Date(now)],
  )
  return rows
}

export type Late = { readonly duty: number; readonly zone: number; readonly unit: number }

export type Stood = {
  readonly duty: number
  readonly zone: number
  readonly unit: number
  readonly persons: number
}

/** Marks the duties that have begun and whose unit is in its zone now; each once. */
export async function markStood(tx: Db, operation: number, now: number): Promise<Stood[]> {
  const { rows } = await tx.query<Stood>(
    `update roster_duty d set stood_at = $2 from presence p, unit u
     where d.operation = $1 and d.stood_at is null and d.starts_at <= $2 and d.ends_at > $2
       and p.mover = d.unit and p.zone = d.zone and p.since is not null and u.id = d.unit and u.duty = 'on'
     returning d.id as duty, d.zone, d.unit, d.persons`,
    [operation, new Date(now)],
  )
  return rows
}
