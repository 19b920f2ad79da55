/** Zones as they held, hold or are to hold at a moment, and every version of one. */
import type { ZoneFeature, ZoneKind } from '#contract/city.ts'
import type { ZoneVersion } from '#contract/zones.ts'
import type { Db } from '../db.ts'
import { type FeatureRow, featureColumns, toFeature } from './queries.ts'

/** The zones valid at `at` (ms UTC), of a kind or all, by code. What waits for its date is not among them: see `plannedUntil`. */
export async function zonesAt(db: Db, at: number, kind?: ZoneKind): Promise<ZoneFeature[]> {
  const { rows } = await db.query<FeatureRow>(
    `select v.zone as id, ${featureColumns} from zone_version v
     where v.valid_from <= $1 and (v.valid_to is null or v.valid_to > $1) and ($2::text is null or v.kind = $2)
     order by v.code`,
    [at, kind ?? null],
  )
  return rows.map(toFeature)
}

/** The newest first. */
export async function versionsOf(db: Db, zone: number): Promise<ZoneVersion[]> {
  const { rows } = await db.query<ZoneVersion>(
    `select version, name, name_en as "nameEn", owner, round(st_area(area::geography))::float8 as "squareMetres",
       valid_from as "validFrom", valid_to as "validTo", recorded_at as "recordedAt", actor, reason,
       ended_by as "endedBy", ended_reason as "endedReason"
     from zone_version where zone = $1 and (valid_to is null or valid_to > valid_from) order by valid_from desc, version desc`,
    [zone],
  )
  return rows
}
