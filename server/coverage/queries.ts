/** Coverage in the database: segments with their validity, passes, and what a restart begins from. */
import type { CoverageMode, PassCount } from '#contract/coverage.ts'
import type { CoverageTarget, NewTarget } from '#contract/coverageTargets.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { type Db, one } from '../db.ts'
import type { Piece, Side } from './pieces.ts'
import type { Segment } from './tracks.ts'

/** A piece with the zone it counts for, and all it lies in. */
export type ZonedPiece = Piece & { readonly zone: number; readonly zones: readonly number[] }

type SegmentRow = {
  id: number
  chain: string
  place: number
  zone: number
  side: Side
  fromLng: number
  fromLat: number
  toLng: number
  toLat: number
  validFrom: number
}

/** Makes these the segments that hold: others end, new ones begin, and who is the same stays. */
export async function syncSegments(tx: Db, pieces: readonly ZonedPiece[], now: number): Promise<void> {
  // Two servers that start together find the same.
  await tx.query(`select pg_advisory_xact_lock(hashtext('segments'))`)
  await tx.query(
    `create temp table piece on commit drop as
     select * from unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[])
       as p (chain, place, zone, zones, side, from_lng, from_lat, to_lng, to_lat)`,
    columnsOf(pieces),
  )
  await tx.query(
    `update segment s set valid_to = greatest(valid_from, $1::bigint) where valid_to is null and not exists (
       select from piece p where (p.chain, p.place, p.zone, p.side, p.from_lng, p.from_lat, p.to_lng, p.to_lat)
         = (s.chain, s.place, s.zone, s.side, s.from_lng, s.from_lat, s.to_lng, s.to_lat))`,
    [now],
  )
  await tx.query(
    `update segment s set zones = p.zones::int[] from piece p
     where s.valid_to is null and s.chain = p.chain and s.place = p.place and s.zones <> p.zones::int[]`,
  )
  await tx.query(
    `insert into segment (chain, place, zone, zones, side, from_lng, from_lat, to_lng, to_lat, valid_from)
     select chain, place, zone, zones::int[], side, from_lng, from_lat, to_lng, to_lat, $1 from piece p
     where not exists (select from segment s where s.valid_to is null and s.chain = p.chain and s.place = p.place)
     order by chain, place`,
    [now],
  )
}

const millionths = (degrees: number): number => Math.round(degrees * 1e6)

const columnsOf = (pieces: readonly ZonedPiece[]) => [
  pieces.map(({ chain }) => chain),
  pieces.map(({ place }) => place),
  pieces.map(({ zone }) => zone),
  pieces.map(({ zones }) => `{${zones.join(',')}}`),
  pieces.map(({ side }) => side),
  pieces.map(({ from }) => millionths(from[0])),
  pieces.map(({ from }) => millionths(from[1])),
  pieces.map(({ to }) => millionths(to[0])),
  pieces.map(({ to }) => millionths(to[1])),
]

/** The segments as they held at `at`, in the order of their chains. */
export async function readSegmentRows(db: Db, at: number | null): Promise<Segment[]> {
  const { rows } = await db.query<SegmentRow>(
    `select id, chain, place, zone, side, from_lng as "fromLng", from_lat as "fromLat", to_lng as "toLng", to_lat as "toLat",
       valid_from as "validFrom"
     from segment where case when $1::bigint is null then valid_to is null else valid_from <= $1 and (valid_to is null or valid_to > $1) end
     order by chain, place`,
    [at],
  )
  return rows.map(({ fromLng, fromLat, toLng, toLat, ...row }) => ({
    ...row,
    from: [fromLng / 1e6, fromLat / 1e6] satisfies LngLat,
    to: [toLng / 1e6, toLat / 1e6] satisfies LngLat,
  }))
}

/** Of these segments, those that hold. */
export async function zonesOfSegments(
  db: Db,
  segments: readonly number[],
): Promise<{ segment: number; zone: number }[]> {
  const { rows } = await db.query<{ segment: number; zone: number }>(
    'select id as segment, zone from segment where id = any($1) and valid_to is null order by id',
    [segments],
  )
  return rows
}

export type StoredLast = { segment: number; mode: CoverageMode; to: number; received: number }

/** Of the segments that hold: all, or what some server learnt since. */
export async function readLastPasses(db: Db, since = 0): Promise<StoredLast[]> {
  const { rows } = await db.query<StoredLast>(
    `select l.segment, l.mode, l.to_at as "to", l.received from last_pass l join segment s on s.id = l.segment
     where s.valid_to is null and l.received >= $1`,
    [since],
  )
  return rows
}

/** The newest passes as they were known at `at`. */
export async function lastPassesAt(db: Db, segments: readonly number[], at: number): Promise<StoredLast[]> {
  const { rows } = await db.query<StoredLast>(
    `select s.segment, m.mode, p.to_at as "to", p.received
     from unnest($1::int[]) as s (segment) cross join unnest('{foot,car,boat,video,post}'::text[]) as m (mode)
     cross join lateral (
       select to_at, received from pass where segment = s.segment and mode = m.mode and to_at <= $2 and received <= $2
       order by to_at desc limit 1) p`,
    [segments, at],
  )
  return rows
}

export async function readTargetRows(db: Db): Promise<CoverageTarget[]> {
  const { rows } = await db.query<CoverageTarget>(`select ${targetColumns} from coverage_target order by id`)
  return rows
}

const targetColumns =
  'id, version, mode, zone_kind as "zoneKind", river, zone, from_hour as "fromHour", to_hour as "toHour", minutes'

/** Undefined where the version is another by now, or there is none. */
export async function updateTarget(
  tx: Db,
  id: number,
  { version, minutes, fromHour, toHour }: Pick<CoverageTarget, 'version' | 'minutes' | 'fromHour' | 'toHour'>,
): Promise<CoverageTarget | undefined> {
  const { rows } = await tx.query<CoverageTarget>(
    `update coverage_target set version = version + 1, minutes = $3, from_hour = $4, to_hour = $5
     where id = $1 and version = $2 returning ${targetColumns}`,
    [id, version, minutes, fromHour, toHour],
  )
  return rows[0]
}

export async function insertTarget(tx: Db, target: NewTarget): Promise<CoverageTarget> {
  const { rows } = await tx.query<CoverageTarget>(
    `insert into coverage_target (mode, zone_kind, river, zone, from_hour, to_hour, minutes)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${targetColumns}`,
    [target.mode, target.zoneKind, target.river, target.zone, target.fromHour, target.toHour, target.minutes],
  )
  return one(rows)
}

/** Undefined where the version is another by now, or there is none. */
export async function deleteTarget(tx: Db, id: number, version: number): Promise<CoverageTarget | undefined> {
  const { rows } = await tx.query<CoverageTarget>(
    `delete from coverage_target where id = $1 and version = $2 returning ${targetColumns}`,
    [id, version],
  )
  return rows[0]
}

export async function kindOfZone(db: Db, zone: number): Promise<string | undefined> {
  const { rows } = await db.query<{ kind: string }>('select kind from zone where id = $1', [zone])
  return rows[0]?.kind
}

/** Passes that ended between two times, by zone, mode and the shift (in Shanghai) that began last; of one zone where named. */
export async function countPasses(
  db: Db,
  from: number,
  to: number,
  zone: number | undefined,
): Promise<PassCount[]> {
  const { rows } = await db.query<PassCount>(
    `select p.zone, coalesce(z.name, '') as name, coalesce(z.name_en, '') as "nameEn", p.mode, c.name as shift,
       c.name_en as "shiftEn", count(*)::int as passes
     from pass p left join zone z on z.id = p.zone
     cross join lateral (
       select name, name_en, starts_minute from shift
       order by ((p.to_at / 60000 + 8 * 60) % 1440 - starts_minute + 1440) % 1440 limit 1) c
     where p.to_at >= $1 and p.to_at < $2 and ($3::int is null or p.zone = $3)
     group by p.zone, z.name, z.name_en, p.mode, c.name, c.name_en, c.starts_minute
     order by p.zone, p.mode, c.starts_minute`,
    [from, to, zone ?? null],
  )
  return rows
}

/** Zones that coverage is counted for, and those beside them a segment may lie in. */
export type CoveredZone = {
  readonly id: number
  readonly kind: string
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly river: string | null
  readonly rings: LngLat[][]
}

type Area =
  | { readonly type: 'Polygon'; readonly coordinates: LngLat[][] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: LngLat[][][] }

export async function readCoveredZones(db: Db): Promise<CoveredZone[]> {
  const { rows } = await db.query<Omit<CoveredZone, 'rings'> & { area: Area }>(
    `select id, kind, code, name, name_en as "nameEn", river, st_asgeojson(area, 7)::json as area
     from zone where geometrytype(area) in ('POLYGON', 'MULTIPOLYGON') and kind <> 'reach_water' order by id`,
  )
  return rows.map(({ area, ...zone }) => ({
    ...zone,
    rings: area.type === 'Polygon' ? area.coordinates : area.coordinates.flat(),
  }))
}
