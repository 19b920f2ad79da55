/** Zones in the database: all of them as GeoJSON, and the one a place lies in. */
import type { ZoneFeature, ZoneKind, ZoneProperties } from '#contract/city.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { type Db, one } from '../db.ts'

export type Zones = { readonly type: 'FeatureCollection'; readonly features: ZoneFeature[] }

/** What a feature is made of, of `zone v` or `zone_version v`. Coordinates to 1e-6°, about 0.1 m. */
export const featureColumns = `v.kind, v.code, v.name, v.name_en as "nameEn", v.river, v.bank, v.from_metres as "fromMetres",
  v.to_metres as "toMetres", v.paired, v.owner, v.version, v.valid_from as "validFrom", st_asgeojson(v.area, 6)::json as geometry`

export type FeatureRow = ZoneProperties & { readonly geometry: ZoneFeature['geometry'] }

export const toFeature = ({ geometry, ...properties }: FeatureRow): ZoneFeature => ({
  type: 'Feature',
  id: properties.id,
  geometry,
  properties,
})

/** Zones of a kind, or all, in the order of their codes. */
export async function readZoneFeatures(db: Db, kind: ZoneKind | undefined): Promise<Zones> {
  const { rows } = await db.query<FeatureRow>(
    `select v.id, ${featureColumns} from zone v where $1::text is null or v.kind = $1 order by v.code`,
    [kind ?? null],
  )
  return { type: 'FeatureCollection', features: rows.map(toFeature) }
}

/** These zones as they stand, in the order of their codes. */
export async function zonesByIds(db: Db, ids: readonly number[]): Promise<ZoneFeature[]> {
  const { rows } = await db.query<FeatureRow>(
    `select v.id, ${featureColumns} from zone v where v.id = any($1) order by v.code`,
    [ids],
  )
  return rows.map(toFeature)
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
