/** The tables of travel and of what counts, in the database. */
import type { Term } from '#contract/candidates.ts'
import type { UnitKind } from '#contract/units.ts'
import type { Db } from '../db.ts'
import type { RiverName } from './waterways.ts'

export type SpeedRow = {
  readonly kind: string
  readonly hour: number
  readonly metresPerSecond: number
}
export type FerryRow = { readonly hour: number; readonly seconds: number | null }
export type AccessRow = { readonly name: string; readonly open: readonly UnitKind[] }

/** Seconds for each unit of the term beyond its threshold. */
export type Weight = { readonly weight: number; readonly threshold: number }
export type TermWeights = Readonly<Record<Exclude<Term, 'travel'>, Weight>>

/** A bank of a river reach, by the district that watches it. */
export type ReachRow = {
  readonly owner: string
  readonly river: RiverName
  readonly from: number
  readonly to: number
}

type Rows = {
  readonly speeds: readonly SpeedRow[]
  readonly ferries: readonly FerryRow[]
  readonly access: readonly AccessRow[]
  readonly weights: TermWeights
  readonly reaches: readonly ReachRow[]
}

export async function travelRows(db: Db): Promise<Rows> {
  const [speeds, ferries, access, weights, reaches] = await Promise.all([
    db.query<SpeedRow>('select kind, hour, metres_per_second as "metresPerSecond" from travel_speed'),
    db.query<FerryRow>('select hour, seconds from ferry_time'),
    db.query<AccessRow>('select name, open from crossing_access'),
    db.query<Weight & { term: string }>('select term, weight, threshold from ranking_weight'),
    db.query<ReachRow>(
      `select o.code as owner, z.river, z.from_metres as "from", z.to_metres as "to"
       from zone z join organisation o on o.id = z.owner where z.kind = 'reach_bank'`,
    ),
  ])
  const byTerm = Object.fromEntries(weights.rows.map(({ term, ...weight }) => [term, weight])) as TermWeights
  return {
    speeds: speeds.rows,
    ferries: ferries.rows,
    access: access.rows,
    weights: byTerm,
    reaches: reaches.rows,
  }
}
