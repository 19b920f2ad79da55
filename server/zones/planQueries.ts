/** Planned changes of zones in the database. */
import type { ZoneFeature, ZoneKind } from '#contract/city.ts'
import type { Words } from '#contract/endpoint.ts'
import type { ZonePlan } from '#contract/zones.ts'
import { type Db, one } from '../db.ts'
import type { Signed, ZoneWork } from './work.ts'

export type StoredPlan = { readonly plan: ZonePlan; readonly work: ZoneWork }

type Row = Omit<ZonePlan, 'names'> & { readonly work: ZoneWork }

const columns = `id, deed, at, actor, reason, planned_at as "plannedAt", state, refusal, zones, work`

const toPlan = ({ work, ...plan }: Row): StoredPlan => ({ plan: { ...plan, names: [...work.names] }, work })

export async function insertPlan(
  tx: Db,
  work: ZoneWork,
  { actor, reason, at }: Signed,
  plannedAt: number,
): Promise<ZonePlan> {
  const zones = [...work.drafts.flatMap(({ id }) => (id === null ? [] : [id])), ...work.retired]
  const { rows } = await tx.query<Row>(
    `insert into zone_plan (deed, at, work, zones, actor, reason, planned_at) values ($1, $2, $3, $4, $5, $6, $7)
     returning ${columns}`,
    [work.deed, at, JSON.stringify(work), zones, actor, reason, plannedAt],
  )
  return toPlan(one(rows)).plan
}

/** Those that wait, the next first, and those that failed since. */
export async function plansSince(db: Db, since: number): Promise<ZonePlan[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from zone_plan where state = 'waiting' or (state = 'failed' and at >= $1) order by at, id`,
    [since],
  )
  return rows.map((row) => toPlan(row).plan)
}

/** The plan that waits to change a zone. */
export async function planFor(tx: Db, zone: number): Promise<ZonePlan | undefined> {
  const { rows } = await tx.query<Row>(
    `select ${columns} from zone_plan where state = 'waiting' and zones @> array[$1::int] order by at limit 1`,
    [zone],
  )
  return rows[0] && toPlan(rows[0]).plan
}

export async function lockPlan(tx: Db, id: number): Promise<StoredPlan | undefined> {
  const { rows } = await tx.query<Row>(`select ${columns} from zone_plan where id = $1 for update`, [id])
  return rows[0] && toPlan(rows[0])
}

/** The first that is due. */
export async function duePlan(tx: Db, now: number): Promise<StoredPlan | undefined> {
  const { rows } = await tx.query<Row>(
    `select ${columns} from zone_plan where state = 'waiting' and at <= $1 order by at, id limit 1 for update`,
    [now],
  )
  return rows[0] && toPlan(rows[0])
}

export async function endPlan(
  tx: Db,
  id: number,
  state: ZonePlan['state'],
  refusal: Words | null,
): Promise<ZonePlan> {
  const { rows } = await tx.query<Row>(
    `update zone_plan set state = $2, refusal = $3 where id = $1 returning ${columns}`,
    [id, state, refusal && JSON.stringify(refusal)],
  )
  return toPlan(one(rows)).plan
}

export async function isOrganisation(db: Db, id: number): Promise<boolean> {
  const { rows } = await db.query('select from organisation where id = $1', [id])
  return rows.length > 0
}

/** The zones valid now, as the plans that wait until `at` will leave them; those that will be new have numbers below nought. */
export async function zonesPlanned(
  db: Db,
  valid: readonly ZoneFeature[],
  at: number,
  kind: ZoneKind | undefined,
): Promise<ZoneFeature[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from zone_plan where state = 'waiting' and at <= $1 order by at, id`,
    [at],
  )
  const zones = new Map(valid.map((zone) => [zone.id, zone]))
  for (const { id: plan, work, at: validFrom } of rows) {
    for (const id of work.retired) zones.delete(id)
    for (const [i, draft] of work.drafts.entries()) {
      if (kind !== undefined && draft.kind !== kind) continue
      const known = draft.id === null ? undefined : zones.get(draft.id)
      const id = draft.id ?? -(plan * 1_000 + i)
      const geometry = draft.area ?? known?.geometry
      if (!geometry) continue
      const { area: _area, version, ...named } = draft
      const paired = known?.properties.paired ?? null
      const properties = { ...named, id, code: draft.code ?? '', paired, version: version + 1, validFrom }
      zones.set(id, { type: 'Feature', id, geometry, properties })
    }
  }
  return [...zones.values()]
}
