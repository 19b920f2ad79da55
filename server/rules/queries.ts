/** Rules, behaviours and the zones they hold in, in the database. Versions are only added. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Behaviour, Rule } from '#contract/rules.ts'
import { type Db, one } from '../db.ts'
import { dayNumber, type Holidays } from './calendar.ts'
import type { ZoneVersion } from './ground.ts'

const ruleColumns = `
  rule as id, version, behaviour, zone, kind, river, effect, calendar, article,
  case when fine_from is not null then jsonb_build_object('from', fine_from, 'to', fine_to) end as fine, conditions,
  conditions_en as "conditionsEn", configurable, valid_from as "validFrom", valid_to as "validTo", ended,
  recorded_at as "recordedAt", recorded_by as "recordedBy", reason`

const behaviourColumns = `
  code, version, name, name_en as "nameEn", category, effect, configurable, valid_from as "validFrom",
  recorded_by as "recordedBy", reason`

/** Every version of the rules of a behaviour, and of those of a zone; of all where neither is named. */
export async function readRuleVersions(
  db: Db,
  { behaviour, zone }: { behaviour?: string | undefined; zone?: number | undefined },
): Promise<Rule[]> {
  const { rows } = await db.query<Rule>(
    `select ${ruleColumns} from rule_version
     where ($1::text is null or behaviour = $1)
       and ($2::int is null or rule in (select rule from rule_version where zone = $2))
     order by rule, version`,
    [behaviour ?? null, zone ?? null],
  )
  return rows
}

/** Every version of the rules of a behaviour that name no zone, or at some time named one of these. */
export async function rulesReaching(db: Db, behaviour: string, zones: readonly number[]): Promise<Rule[]> {
  const { rows } = await db.query<Rule>(
    `select ${ruleColumns} from rule_version
     where rule in (select rule from rule_version where behaviour = $1 and (zone is null or zone = any ($2)))`,
    [behaviour, zones],
  )
  return rows
}

export async function rulesChangedAfter(db: Db, change: number): Promise<Rule[]> {
  const { rows } = await db.query<Rule>(`select ${ruleColumns} from rule_version where change > $1`, [change])
  return rows
}

export async function behavioursChangedAfter(db: Db, change: number): Promise<Behaviour[]> {
  const { rows } = await db.query<Behaviour>(
    `select ${behaviourColumns} from behaviour_version where change > $1 order by code, version`,
    [change],
  )
  return rows
}

/** Every version of the behaviours that ever belonged to a category. */
export async function behavioursOfCategory(db: Db, category: string): Promise<Behaviour[]> {
  const { rows } = await db.query<Behaviour>(
    `select ${behaviourColumns} from behaviour_version
     where code in (select code from behaviour_version where category = $1) order by code, version`,
    [category],
  )
  return rows
}

/** How far rules have come, and a sum that differs whenever a zone's versions do. */
export async function lawStamp(db: Db): Promise<{ change: number; zones: string }> {
  const { rows } = await db.query<{ change: number; zones: string }>({
    name: 'law stamp',
    // A sum, as the newest transaction is not always the last to commit.
    text: `select (select last from law_counter) as change,
       (select count(*) || '-' || coalesce(sum(xmin::text::bigint), 0) from zone_version) as zones`,
  })
  return one(rows)
}

type ZoneRow = Omit<ZoneVersion, 'polygons'> & {
  readonly area:
    | { readonly type: 'Polygon'; coordinates: LngLat[][] }
    | { readonly type: 'MultiPolygon'; coordinates: LngLat[][][] }
}

// 15 digits: a place on an edge is on the same edge here as in the database.
const zoneColumns = `
  zone, version, kind, code, name, name_en as "nameEn", river, valid_from as "validFrom", valid_to as "validTo",
  st_asgeojson(area, 15)::json as area`

/** Which versions there are, each with a stamp that differs once it is amended. */
export async function zoneStamps(db: Db): Promise<{ zone: number; version: number; stamp: number }[]> {
  const { rows } = await db.query<{ zone: number; version: number; stamp: number }>(
    'select zone, version, xmin::text::bigint as stamp from zone_version',
  )
  return rows
}

export async function zoneVersions(
  db: Db,
  named: readonly { readonly zone: number; readonly version: number }[],
): Promise<ZoneVersion[]> {
  const { rows } = await db.query<ZoneRow>(
    `select ${zoneColumns} from zone_version join unnest($1::int[], $2::int[]) as n (zone, version) using (zone, version)`,
    [named.map(({ zone }) => zone), named.map(({ version }) => version)],
  )
  return rows.map(withPolygons)
}

/** The zones that a place lay in at a moment, as they were then. */
export async function zonesCovering(db: Db, [lng, lat]: LngLat, at: number): Promise<ZoneVersion[]> {
  const { rows } = await db.query<ZoneRow>(
    `select ${zoneColumns} from zone_version
     where st_covers(area, st_setsrid(st_makepoint($1, $2), 4326))
       and valid_from <= $3 and (valid_to is null or valid_to > $3)`,
    [lng, lat, at],
  )
  return rows.map(withPolygons)
}

const withPolygons = ({ area, ...zone }: ZoneRow): ZoneVersion => ({
  ...zone,
  polygons: area.type === 'Polygon' ? [area.coordinates] : area.coordinates,
})

export async function readHolidays(db: Db): Promise<Holidays> {
  const { rows } = await db.query<{ day: string; working: boolean }>('select day, working from holiday')
  return new Map(rows.map(({ day, working }) => [dayNumber(day), working]))
}

/** The next number of a change: who takes it is alone until it commits, so that changes are seen in their order. */
export async function nextChange(tx: Db): Promise<number> {
  const { rows } = await tx.query<{ last: number }>('update law_counter set last = last + 1 returning last')
  return one(rows).last
}

/** Gives a rule its number. */
export async function insertRule(tx: Db, behaviour: string): Promise<number> {
  const { rows } = await tx.query<{ id: number }>('insert into rule (behaviour) values ($1) returning id', [
    behaviour,
  ])
  return one(rows).id
}

/** The newest version of a rule, which nobody else changes until the transaction ends. */
export async function lockRule(tx: Db, id: number): Promise<Rule | undefined> {
  await tx.query('select from rule where id = $1 for update', [id])
  const { rows } = await tx.query<Rule>(
    `select ${ruleColumns} from rule_version where rule = $1 order by version desc limit 1`,
    [id],
  )
  return rows[0]
}

export async function insertRuleVersion(tx: Db, rule: Rule, change: number): Promise<void> {
  await tx.query(
    `insert into rule_version (rule, version, behaviour, zone, kind, river, effect, calendar, article, fine_from, fine_to,
       conditions, conditions_en, configurable, valid_from, valid_to, ended, recorded_at, recorded_by, reason, change)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      rule.id,
      rule.version,
      rule.behaviour,
      rule.zone,
      rule.kind,
      rule.river,
      rule.effect,
      JSON.stringify(rule.calendar),
      rule.article,
      rule.fine?.from ?? null,
      rule.fine?.to ?? null,
      rule.conditions,
      rule.conditionsEn,
      rule.configurable,
      rule.validFrom,
      rule.validTo,
      rule.ended,
      rule.recordedAt,
      rule.recordedBy,
      rule.reason,
      change,
    ],
  )
  await tx.query('update rule set version = $2 where id = $1', [rule.id, rule.version])
}

export async function behaviourByCode(db: Db, code: string): Promise<Behaviour | undefined> {
  const { rows } = await db.query<Behaviour>(
    `select ${behaviourColumns} from behaviour_version where code = $1 order by version desc limit 1`,
    [code],
  )
  return rows[0]
}

export async function insertBehaviourVersion(tx: Db, behaviour: Behaviour, change: number): Promise<void> {
  const { code, version, name, nameEn, category, effect, configurable, validFrom, recordedBy, reason } =
    behaviour
  await tx.query(
    `insert into behaviour_version (code, version, name, name_en, category, effect, configurable, valid_from, recorded_by,
       reason, change) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [code, version, name, nameEn, category, effect, configurable, validFrom, recordedBy, reason, change],
  )
}

export async function zoneExists(db: Db, id: number): Promise<boolean> {
  return (await db.query('select from zone where id = $1', [id])).rowCount === 1
}
