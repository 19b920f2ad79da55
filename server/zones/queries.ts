/** Zones in the database: all of them as GeoJSON, and the one a place lies in. */
import type { ZoneKind, ZoneProperties } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { type Db, one } from '../db.ts'

export type ZoneFeature = {
  readonly type: 'Feature'
  readonly id: number
  readonly geometry: { readonly type: string; readonly coordinates: unknown[] }
  readonly properties: ZoneProperties
}
export type Zones = { readonly type: 'FeatureCollection'; readonly features: ZoneFeature[] }

/** Zones of a kind, or all, in the order of their codes. Coordinates to 1e-6°, about 0.1 m. */
export async function readZoneFeatures(db: Db, kind: ZoneKind | undefined): Promise<Zones> {
  const { rows } = await db.query<ZoneProperties & { geometry: ZoneFeature['geometry'] }>(
    `select id, kind, code, name, name_en as "nameEn", river, bank, from_metres as "fromMetres", to_metres as "toMetres",
       paired, owner, st_asgeojson(area, 6)::json as geometry
     from zone where $1::text is null or kind = $1 order by code`,
    [kind ?? null],
  )
  const features = rows.map(({ geometry, ...properties }) => ({
    type: 'Feature' as const,
    id: properties.id,
    geometry,
    properties,
  }))
  return { type: 'FeatureCollection', features }
}

/** Changes whenever any zone does: the newest transaction that wrote one, and how many there are. */
export async function zonesVersion(db: Db): Promise<string> {
  const { rows } = await db.query<{ version: string }>(
    `select count(*) || '-' || coalesce(max(xmin::text::bigint), 0) as version from zone`,
  )
  return one(rows).version
}

export type ZoneHere = Pick<ZoneProperties, 'id' | 'kind' | 'code' | 'name' | 'nameEn' | 'owner'>

/** The smallest zone that contains the place: a post before the ring around it, a bank before a drawn area. */
export async function zoneAt(db: Db, [lng, lat]: LngLat): Promise<ZoneHere | undefined> {
  const { rows } = await db.query<ZoneHere>(
    `select id, kind, code, name, name_en as "nameEn", owner
     from zone where st_covers(area, st_setsrid(st_makepoint($1, $2), 4326))
     order by st_area(area), id limit 1`,
    [lng, lat],
  )
  return rows[0]
}
