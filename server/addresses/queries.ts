/** Everything that has a name and a place, and where roads meet. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Db } from '../db.ts'
import type { Named } from './match.ts'

/** Places, zones and roads by every name they have. */
export async function everyName(db: Db): Promise<Named[]> {
  const { rows } = await db.query<Named>(
    `with named as (
       select kind, name, name_en, point from place
       union all select kind, name, name_en, st_pointonsurface(area) from zone where kind <> 'drawn'
       union all select 'road', name, name_en, st_lineinterpolatepoint(
         (select geom from st_dump(course) order by st_length(geom) desc limit 1), 0.5) from road)
     select n.kind, n.name, n.name_en as "nameEn", array[st_x(point), st_y(point)] as place,
       array(select alias from alias a where a.name = n.name) as aliases
     from named n`,
  )
  return rows
}

/** Where two roads come within 60 m of each other; undefined where they do not, or one is not known. */
export async function whereRoadsMeet(db: Db, one: string, other: string): Promise<LngLat | undefined> {
  const { rows } = await db.query<{ place: LngLat }>(
    `select array[st_x(p), st_y(p)] as place
     from road a, road b, st_closestpoint(a.course, b.course) p
     where a.name = $1 and b.name = $2 and a.name <> b.name and st_dwithin(a.course::geography, b.course::geography, 60)`,
    [one, other],
  )
  return rows[0]?.place
}
