/** Presence in the database: rows read back at the start, changes decided by their version, and the board's part. */
import type { Presence } from '#contract/presence.ts'
import type { Db } from '../db.ts'
import type { FencedZone } from './fence.ts'
import type { StoredPresence } from './presence.ts'

/** Every row, those of units that have left too: their versions go on. */
export async function readPresence(db: Db): Promise<StoredPresence[]> {
  const { rows } = await db.query<StoredPresence>('select mover, zone, version, since, dwelt from presence')
  return rows
}

/** A row to be, and the version it must have now: 0 where there must be none. */
export type PresenceStep = StoredPresence & { readonly from: number }

/** Writes the rows that nobody else has changed; answers those written. Each pair of mover and zone once. */
export async function stepPresence(
  tx: Db,
  steps: readonly PresenceStep[],
): Promise<Pick<StoredPresence, 'mover' | 'zone'>[]> {
  const { rows } = await tx.query<Pick<StoredPresence, 'mover' | 'zone'>>(
    `insert into presence as p (mover, zone, version, since, dwelt)
     select s.mover, s.zone, s.version, s.since, s.dwelt
     from unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::boolean[], $6::int[])
       as s (mover, zone, version, since, dwelt, "from")
     join unit on unit.id = s.mover
     where s."from" = 0 or exists (select from presence b where b.mover = s.mover and b.zone = s.zone and b.version = s."from")
     order by s.mover, s.zone
     on conflict (mover, zone) do update set version = excluded.version, since = excluded.since, dwelt = excluded.dwelt
       where p.version = ($7::jsonb ->> (p.mover || '/' || p.zone))::int
     returning mover, zone`,
    [
      steps.map((step) => step.mover),
      steps.map((step) => step.zone),
      steps.map((step) => step.version),
      steps.map((step) => step.since),
      steps.map((step) => step.dwelt),
      steps.map((step) => step.from),
      JSON.stringify(Object.fromEntries(steps.map(({ mover, zone, from }) => [`${mover}/${zone}`, from]))),
    ],
  )
  return rows
}

/** The rows of these pairs of mover and zone. */
export async function presenceOf(
  tx: Db,
  pairs: readonly Pick<StoredPresence, 'mover' | 'zone'>[],
): Promise<StoredPresence[]> {
  const { rows } = await tx.query<StoredPresence>(
    `select mover, zone, version, since, dwelt from presence
     where (mover, zone) in (select * from unnest($1::int[], $2::int[]))`,
    [pairs.map(({ mover }) => mover), pairs.map(({ zone }) => zone)],
  )
  return rows
}

/** Who is in which zone now; of one unit where named. */
export async function presentNow(db: Db, unit?: number): Promise<Presence[]> {
  const { rows } = await db.query<Presence>(
    // Materialized: an area is measured once for each zone, not once for each unit in it.
    `with z as materialized (
       select id, json_build_object('id', id, 'kind', kind, 'code', code, 'name', name, 'nameEn', name_en,
         'squareMetres', round(st_area(area::geography))) as zone from zone)
     select p.mover as unit, p.version, p.since, p.dwelt, z.zone
     from presence p join z on z.id = p.zone
     where p.since is not null and ($1::int is null or p.mover = $1) order by p.mover, z.id`,
    [unit ?? null],
  )
  return rows
}

type Polygons =
  | { readonly type: 'Polygon'; readonly coordinates: [number, number][][] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: [number, number][][][] }

/** Every zone that has ground, with its boundary and dwell time. */
export async function readFencedZones(db: Db): Promise<FencedZone[]> {
  const { rows } = await db.query<Omit<FencedZone, 'rings'> & { area: Polygons }>(
    `select id, kind, code, name, name_en as "nameEn", round(st_area(area::geography)) as "squareMetres",
       dwell_seconds * 1000 as "dwellMs", st_asgeojson(area, 7)::json as area
     from zone where geometrytype(area) in ('POLYGON', 'MULTIPOLYGON') order by id`,
  )
  return rows.map(({ area, ...zone }) => ({
    ...zone,
    rings: area.type === 'Polygon' ? area.coordinates : area.coordinates.flat(),
  }))
}
