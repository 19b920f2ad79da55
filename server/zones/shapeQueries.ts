/** Geometry asked of PostGIS: whether an area is sound, what reaches overlap, and zones cut and joined. */
import type { LngLat } from '#contract/endpoint.ts'
import type { ZoneArea } from '#contract/zones.ts'
import { type Db, one } from '../db.ts'

const given = (parameter: string) => `st_setsrid(st_geomfromgeojson(${parameter}), 4326)`
/** Corners are told to 1e-6°: along a shared boundary that is no overlap and no gap. About 0.3 m. */
const SLACK = '3e-6'

/** On the plane, of a square degree at this latitude: by geodesics three corners on one line would enclose some ground. */
const SQUARE_METRES = '1.06e10'

export type Soundness = {
  /** As PostGIS names it; null: valid. */
  readonly reason: string | null
  readonly place: LngLat | null
  readonly squareMetres: number
  /** Of the hull: nought where all corners are on one line. */
  readonly hullMetres: number
}

export async function soundness(tx: Db, area: ZoneArea): Promise<Soundness> {
  const { rows } = await tx.query<Soundness>(
    `select (d).reason, case when (d).location is not null then array[st_x((d).location), st_y((d).location)] end as place,
       st_area(area) * ${SQUARE_METRES} as "squareMetres", st_area(st_convexhull(area)) * ${SQUARE_METRES} as "hullMetres"
     from (select area, st_isvaliddetail(area) as d from (select ${given('$1')} as area) g) s`,
    [JSON.stringify(area)],
  )
  return one(rows)
}

export type Overlap = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly squareMetres: number
  readonly place: LngLat
}

/** The reach that an area overlaps most, those named left out. */
export async function overlapWithReaches(
  tx: Db,
  area: ZoneArea,
  except: readonly number[],
): Promise<Overlap | undefined> {
  const { rows } = await tx.query<Overlap>(
    `select z.code, z.name, z.name_en as "nameEn", st_area(common::geography) as "squareMetres", ${middle('common')} as place
     from (select ${given('$1')} as area) g
     join zone z on z.kind in ('reach_bank', 'reach_water') and z.id <> all($2) and st_intersects(z.area, g.area),
       lateral (select st_intersection(st_buffer(g.area, -${SLACK}), z.area) as common) c
     where st_area(common::geography) > 1 order by 4 desc limit 1`,
    [JSON.stringify(area), except],
  )
  return rows[0]
}

type Pair = {
  readonly first: number
  readonly second: number
  readonly squareMetres: number
  readonly place: LngLat
}

/** Two of the areas that overlap, by their places in the list. */
export async function overlapAmong(tx: Db, areas: readonly ZoneArea[]): Promise<Pair | undefined> {
  const { rows } = await tx.query<Pair>(
    `with g as (select (o - 1)::int as i, ${given('a::text')} as area from jsonb_array_elements($1::jsonb) with ordinality as e (a, o))
     select one.i as first, other.i as second, st_area(common::geography) as "squareMetres", ${middle('common')} as place
     from g one join g other on one.i < other.i and st_intersects(one.area, other.area),
       lateral (select st_intersection(st_buffer(one.area, -${SLACK}), other.area) as common) c
     where st_area(common::geography) > 1 order by 2, 1 limit 1`,
    [JSON.stringify(areas)],
  )
  return rows[0]
}

const middle = (shape: string) =>
  `array[st_x(st_pointonsurface(${shape})), st_y(st_pointonsurface(${shape}))]`

export type Cut = { readonly isSimple: boolean; readonly parts: readonly ZoneArea[] }

/** The parts into which a line cuts a zone, the largest first. */
export async function cutBy(tx: Db, zone: number, line: readonly LngLat[]): Promise<Cut> {
  const { rows } = await tx.query<Cut>(
    `with l as (select ${given('$2')} as line)
     select st_issimple(l.line) as "isSimple", case when st_issimple(l.line) then (
       select json_agg(st_asgeojson(p.geom, 9)::json order by st_area(p.geom) desc)
       from st_dump(st_split(z.area, l.line)) p) else '[]' end as parts
     from zone z, l where z.id = $1`,
    [zone, JSON.stringify({ type: 'LineString', coordinates: line })],
  )
  return one(rows)
}

/** The union of zones, corners of the others laid on those of the first; `alone`: one that shares no boundary with the rest. */
export type Union = {
  readonly area: ZoneArea
  readonly alone: { readonly id: number; readonly metres: number } | null
}

export async function unionOf(tx: Db, first: number, others: readonly number[]): Promise<Union> {
  const { rows } = await tx.query<Union>(
    `with base as (select area from zone where id = $1),
       laid as (
         select z.id, case when z.id = $1 then z.area else st_makevalid(st_snap(z.area, base.area, ${SLACK})) end as area
         from zone z, base where z.id = $1 or z.id = any($2)),
       rest as (
         select l.id, st_distance(l.area::geography, r.area::geography) as metres,
           st_area(st_intersection(l.area, st_buffer(r.area, ${SLACK}))) as common
         from laid l, lateral (select st_union(o.area) as area from laid o where o.id <> l.id) r)
     select st_asgeojson(st_union(area), 9)::json as area,
       (select json_build_object('id', id, 'metres', metres) from rest
        where metres > 0.5 or common < 1e-10 order by metres desc limit 1) as alone
     from laid`,
    [first, others],
  )
  return one(rows)
}
