/** Passes in the database: written in batches, each once, together with who is on which segment. */
import type { CoverageMode } from '#contract/coverage.ts'
import type { UnitKind } from '#contract/units.ts'
import type { Db } from '../db.ts'
import type { Sight } from './match.ts'

/** A pass to be written; `segment`: its id. `mover` and `markedBy`: one of them is null. */
export type NewPass = {
  readonly segment: number
  readonly zone: number
  readonly mode: CoverageMode
  readonly mover: number | null
  readonly markedBy: string | null
  readonly from: number
  readonly to: number
  readonly received: number
}

/**
 * One unit passes one segment once at a time: what overlaps a pass that is there already is the same one, matched again after a
 * restart, or told late. Answers how many were new.
 */
export async function insertPasses(tx: Db, passes: readonly NewPass[]): Promise<number> {
  if (passes.length === 0) return 0
  await tx.query(`select pg_advisory_xact_lock(hashtext('pass'))`)
  const { rowCount } = await tx.query(
    `insert into pass (segment, zone, mode, mover, marked_by, from_at, to_at, received)
     select * from unnest($1::int[], $2::int[], $3::text[], $4::int[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[])
       as n (segment, zone, mode, mover, marked_by, from_at, to_at, received)
     where n.mover is null or not exists (
       select from pass p where p.segment = n.segment and p.mover = n.mover and p.mode = n.mode
         and p.to_at > n.from_at and p.from_at < n.to_at)
     on conflict do nothing`,
    [
      passes.map(({ segment }) => segment),
      passes.map(({ zone }) => zone),
      passes.map(({ mode }) => mode),
      passes.map(({ mover }) => mover),
      passes.map(({ markedBy }) => markedBy),
      passes.map(({ from }) => from),
      passes.map(({ to }) => to),
      passes.map(({ received }) => received),
    ],
  )
  await tx.query(
    `insert into last_pass as l (segment, mode, to_at, received)
     select distinct on (segment, mode) * from unnest($1::int[], $2::text[], $3::bigint[], $4::bigint[]) as n (segment, mode, to_at, received)
     order by segment, mode, to_at desc
     on conflict (segment, mode) do update set to_at = excluded.to_at, received = excluded.received where l.to_at < excluded.to_at`,
    [
      passes.map(({ segment }) => segment),
      passes.map(({ mode }) => mode),
      passes.map(({ to }) => to),
      passes.map(({ received }) => received),
    ],
  )
  return rowCount ?? 0
}

/** `legs`: JSON of the walkers, text of its own: nobody asks the database what is in it. */
export type StoredState = { readonly at: number; readonly segments: string; readonly legs: string }

/** Belongs to the transaction that writes the passes made so far. */
export async function writeState(tx: Db, { at, segments, legs }: StoredState): Promise<void> {
  await tx.query(
    `insert into coverage_state (at, segments, legs) values ($1, $2, $3)
     on conflict (single) do update set at = excluded.at, segments = excluded.segments, legs = excluded.legs`,
    [at, segments, legs],
  )
}

export async function readState(db: Db): Promise<StoredState | undefined> {
  const { rows } = await db.query<StoredState>('select at, segments, legs from coverage_state')
  return rows[0]
}

export type KeptSight = Sight & { readonly kind: UnitKind }

/** A fix may be told so late, see the judge. */
const TOLD_LATE_MS = 86_400_000

/** Fixes of units received since, in the order in which they came. */
export async function fixesSince(tx: Db, since: number): Promise<KeptSight[]> {
  // The planner knows too little of a partition that has just begun, and would read all of it.
  await tx.query('set local enable_seqscan = off')
  const { rows } = await tx.query<KeptSight>(
    `select f.mover, f.at, (f.lng / 1e7)::float8 as lng, (f.lat / 1e7)::float8 as lat, coalesce(f.speed / 100.0, 'nan')::float8 as speed,
       coalesce(f.heading / 100.0, 'nan')::float8 as heading, coalesce(f.accuracy / 100.0, 'nan')::float8 as accuracy, u.kind
     from fix f join unit u on u.id = f.mover
     where f.received >= $1 and f.at >= $2 order by f.received, f.at`,
    [since, since - TOLD_LATE_MS],
  )
  return rows
}
