/** Arrivals in the database, and the thresholds below which a machine's finding waits. */
import type { Arrival } from '#contract/arrivals.ts'
import type { Complainant } from '#contract/intake.ts'
import { type Db, one } from '../db.ts'
import type { Report } from './take.ts'

const columns = `
  id, version, state, why, source, external_id as "externalId", category, text, address,
  case when place is not null then array[st_x(place), st_y(place)] end as place,
  happened_at as "happenedAt", arrived_at as "arrivedAt", origin, ticket`

/** undefined where the source's own number waits, or waited, already. */
export async function insertArrival(
  tx: Db,
  report: Report,
  why: Arrival['why'],
  now: number,
): Promise<Arrival | undefined> {
  const { rows } = await tx.query<Arrival>(
    `insert into arrival (why, source, external_id, category, text, address, place, happened_at, arrived_at, origin, complainant)
     values ($1, $2, $3, $4, $5, $6, st_setsrid(st_makepoint($7, $8), 4326), $9, $10, $11, $12)
     on conflict (source, external_id) do nothing
     returning ${columns}`,
    [
      why,
      report.source,
      report.externalId,
      report.category,
      report.text,
      report.address,
      report.place?.[0] ?? null,
      report.place?.[1] ?? null,
      new Date(report.happenedAt),
      new Date(now),
      report.origin,
      report.complainant ?? null,
    ],
  )
  return rows[0]
}

/** Whether the source's number came in before as an arrival: it must not come in beside itself as a ticket. */
export async function waitsOrWaited(tx: Db, source: string, externalId: string): Promise<boolean> {
  const { rowCount } = await tx.query('select from arrival where source = $1 and external_id = $2', [
    source,
    externalId,
  ])
  return rowCount !== 0
}

export async function waitingArrivals(db: Db): Promise<Arrival[]> {
  const { rows } = await db.query<Arrival>(
    `select ${columns} from arrival where state = 'waiting' order by arrived_at, id limit 500`,
  )
  return rows
}

/** What waited at a moment, ms UTC, as the log had told of each by then. */
export async function arrivalsWaitingAt(db: Db, at: number): Promise<Arrival[]> {
  const { rows } = await db.query<{ arrival: Arrival }>(
    `select told.body -> 'arrival' as arrival
     from arrival a cross join lateral (
       select body from event where subject = 'arrival/' || a.id and received <= $1 order by number desc limit 1) as told
     where a.arrived_at <= $1 and (a.settled_at is null or a.settled_at > $1)
     order by a.arrived_at, a.id limit 500`,
    [new Date(at)],
  )
  return rows.map(({ arrival }) => arrival)
}

export async function arrivalById(db: Db, id: number): Promise<Arrival | undefined> {
  const { rows } = await db.query<Arrival>(`select ${columns} from arrival where id = $1`, [id])
  return rows[0]
}

/** The arrival, held until the transaction ends, and who complained. */
export async function lockArrival(
  tx: Db,
  id: number,
): Promise<(Arrival & { readonly complainant: Complainant | null }) | undefined> {
  const { rows } = await tx.query<Arrival & { complainant: Complainant | null }>(
    `select ${columns}, complainant from arrival where id = $1 for update`,
    [id],
  )
  return rows[0]
}

export type Settlement = {
  readonly state: 'filed' | 'dismissed'
  readonly ticket?: number
  readonly by: string
}

/** It waits no longer; who complained is kept with the ticket only, or not at all. */
export async function settleArrival(
  tx: Db,
  id: number,
  { state, ticket, by }: Settlement,
  now: number,
): Promise<Arrival> {
  const { rows } = await tx.query<Arrival>(
    `update arrival set version = version + 1, state = $2, ticket = $3, settled_by = $4, settled_at = $5, complainant = null
     where id = $1 returning ${columns}`,
    [id, state, ticket ?? null, by, new Date(now)],
  )
  return one(rows)
}

/** What a newer revision of the same record says. */
export async function reviseArrival(
  tx: Db,
  id: number,
  { text, address, complainant }: Pick<Report, 'text' | 'address' | 'complainant'>,
): Promise<Arrival> {
  const { rows } = await tx.query<Arrival>(
    `update arrival set version = version + 1, text = $2, address = $3, complainant = coalesce($4, complainant)
     where id = $1 returning ${columns}`,
    [id, text, address, complainant ?? null],
  )
  return one(rows)
}

/** From which confidence on a finding of this category enters the queue by itself. */
export async function thresholdOf(db: Db, category: string): Promise<number> {
  const { rows } = await db.query<{ confidence: number }>(
    `select coalesce((select confidence from finding_threshold where category = $1),
       (select value from threshold where name = 'finding.confidence')) as confidence`,
    [category],
  )
  return one(rows).confidence
}
