/** Zones written: each write is a version of its own, kept by the trigger of the table. */
import type { ZoneKind } from '#contract/city.ts'
import type { Db } from '../db.ts'
import { one } from '../db.ts'
import { inUse } from './refusals.ts'
import type { Signed, ZoneDraft } from './work.ts'

/** A zone as a command finds it, held until the transaction ends; `changedBy`: who made this version. */
export type LockedZone = {
  readonly id: number
  readonly kind: ZoneKind
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly river: string | null
  readonly bank: 'left' | 'right' | null
  readonly fromMetres: number | null
  readonly toMetres: number | null
  readonly owner: number | null
  readonly version: number
  readonly validFrom: number
  readonly changedBy: string | null
}

/** Changes of zones take turns: whether two overlap could not be told otherwise. */
export async function takeTurn(tx: Db): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('zones'))`)
}

export async function lockZones(tx: Db, ids: readonly number[]): Promise<Map<number, LockedZone>> {
  const { rows } = await tx.query<LockedZone>(
    `select z.id, z.kind, z.code, z.name, z.name_en as "nameEn", z.river, z.bank, z.from_metres as "fromMetres",
       z.to_metres as "toMetres", z.owner, z.version, z.valid_from as "validFrom", v.actor as "changedBy"
     from zone z left join zone_version v on v.zone = z.id and v.version = z.version
     where z.id = any($1) order by z.id for update of z`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export async function insertZone(tx: Db, draft: ZoneDraft, at: number): Promise<number> {
  const code = draft.code ?? (await freeCode(tx, draft))
  const { rows } = await tx.query<{ id: number }>(
    `insert into zone (kind, code, name, name_en, river, bank, from_metres, to_metres, owner, area, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, st_setsrid(st_geomfromgeojson($10), 4326), $11) returning id`,
    [draft.kind, code, ...propertiesOf(draft), JSON.stringify(draft.area), at],
  )
  return one(rows).id
}

/** Answers its id. The version was held against the one seen when the work began. */
export async function updateZone(tx: Db, draft: ZoneDraft, at: number): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `update zone set name = $2, name_en = $3, river = $4, bank = $5, from_metres = $6, to_metres = $7, owner = $8,
       area = coalesce(st_setsrid(st_geomfromgeojson($9), 4326), area), version = version + 1,
       valid_from = greatest($10, valid_from + 1)
     where id = $1 returning id`,
    [draft.id, ...propertiesOf(draft), draft.area && JSON.stringify(draft.area), at],
  )
  return one(rows).id
}

const propertiesOf = (draft: ZoneDraft) => [
  draft.name,
  draft.nameEn,
  draft.river,
  draft.bank,
  draft.fromMetres,
  draft.toMetres,
  draft.owner,
]

const prefixes: Readonly<Record<ZoneKind, string>> = {
  reach_bank: 'B',
  reach_water: 'W',
  expo_ring: 'EX-R',
  post: 'PO-',
  district: 'DI-',
  key_place: 'KP-',
  drawn: 'DR-',
}
const rivers: Readonly<Record<string, string>> = { huangpu: 'HP', suzhou: 'SZ' }

/** A reach is called by river, side and chainage, any other by the next number of its kind; a code is never used again. */
async function freeCode(tx: Db, { kind, river, bank, fromMetres }: ZoneDraft): Promise<string> {
  if (river === null || fromMetres === null) return nextCode(tx, prefixes[kind])
  const side = kind === 'reach_water' ? 'W' : bank === 'left' ? 'L' : 'R'
  const wanted = `${rivers[river] ?? ''}-${side}-${(fromMetres / 1000).toFixed(1).padStart(5, '0')}`
  const { rows } = await tx.query('select from zone_version where code = $1 limit 1', [wanted])
  return rows.length === 0 ? wanted : nextCode(tx, `${wanted}-`)
}

async function nextCode(tx: Db, prefix: string): Promise<string> {
  const { rows } = await tx.query<{ next: number }>(
    `select coalesce(max(substr(code, length($1) + 1)::int), 0) + 1 as next
     from zone_version where starts_with(code, $1) and substr(code, length($1) + 1) ~ '^[0-9]{1,6}$'`,
    [prefix],
  )
  return `${prefix}${String(one(rows).next).padStart(2, '0')}`
}

export async function isCodeTaken(tx: Db, code: string): Promise<boolean> {
  const { rows } = await tx.query('select from zone_version where code = $1 limit 1', [code])
  return rows.length > 0
}

/**
 * Pairs the banks among the zones written, and those whose water was written or goes, with the water along which they lie
 * longest (2e-5° are 2 m); answers the banks that were changed by that and not written before.
 */
export async function pairBanks(
  tx: Db,
  written: readonly number[],
  retired: readonly number[],
  at: number,
): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(
    `with fit as (
       select b.id, (
         select w.id from zone w
         where w.kind = 'reach_water' and w.river = b.river and w.id <> all($2) and st_dwithin(w.area, b.area, 2e-5)
         order by st_area(st_intersection(st_buffer(b.area, 2e-5), w.area)) desc, w.id limit 1) as water
       from zone b
       where b.kind = 'reach_bank' and b.id <> all($2) and (b.id = any($1) or b.paired = any($1) or b.paired = any($2)
         or exists (select from zone n where n.id = any($1) and n.kind = 'reach_water' and st_dwithin(n.area, b.area, 2e-5))))
     update zone z set paired = fit.water, version = z.version + (not z.id = any($1))::int,
       valid_from = case when z.id = any($1) then z.valid_from else greatest($3, z.valid_from + 1) end
     from fit where z.id = fit.id and fit.water is distinct from z.paired returning z.id`,
    [written, retired, at],
  )
  return rows.map(({ id }) => id).filter((id) => !written.includes(id))
}

type Bank = { readonly code: string; readonly name: string; readonly nameEn: string }

/** The banks that would have no water without this zone. */
export async function banksOnlyOn(tx: Db, water: number): Promise<Bank[]> {
  const { rows } = await tx.query<Bank>(
    `select b.code, b.name, b.name_en as "nameEn" from zone b
     where b.paired = $1 and not exists (
       select from zone w where w.kind = 'reach_water' and w.river = b.river and w.id <> $1 and st_dwithin(w.area, b.area, 2e-5))
     order by b.code`,
    [water],
  )
  return rows
}

/** Who made the versions that hold now, and why. */
export async function signVersions(tx: Db, ids: readonly number[], { actor, reason }: Signed): Promise<void> {
  await tx.query(
    `update zone_version v set actor = $2, reason = $3 from zone z
     where z.id = any($1) and v.zone = z.id and v.version = z.version`,
    [ids, actor, reason],
  )
}

/** Foreign keys of those who still need a zone refuse its end: that is told in words. */
export async function deleteZones(
  tx: Db,
  ids: readonly number[],
  { actor, reason, at }: Signed,
): Promise<void> {
  if (ids.length === 0) return
  // The trigger ends what is still open by the database's clock: the end is the command's.
  await tx.query(
    `update zone_version set valid_to = greatest(valid_from, $2), ended_by = $3, ended_reason = $4
     where zone = any($1) and valid_to is null`,
    [ids, at, actor, reason],
  )
  await tx.query('delete from zone where id = any($1)', [ids]).catch((error: { code?: string }) => {
    throw error.code === FOREIGN_KEY ? inUse() : error
  })
}

const FOREIGN_KEY = '23503'
