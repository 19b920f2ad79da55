/** Arrivals and their estimates in the database. */
import type { Calibration, KindCalibration } from '#contract/calibration.ts'
import type { Recommended } from '#contract/candidates.ts'
import { type Db, one } from '../db.ts'

/** What the desk was shown when it sent the assignment's unit. */
export async function recommendedFor(tx: Db, assignment: number): Promise<Recommended[] | null> {
  const { rows } = await tx.query<{ recommended: Recommended[] | null }>(
    'select recommended from assignment where id = $1',
    [assignment],
  )
  return one(rows).recommended
}

type Arrival = {
  readonly assignment: number
  readonly unit: number
  readonly hour: number
  readonly crossing: string | null
  readonly estimatedSeconds: number
  readonly actualSeconds: number
  readonly arrivedAt: number
}

export async function insertArrival(tx: Db, arrival: Arrival): Promise<void> {
  await tx.query(
    `insert into arrival_estimate (assignment, kind, hour, crossing, estimated_seconds, actual_seconds, arrived_at)
     select $1, kind, $3, $4, $5, $6, $7 from unit where id = $2 on conflict (assignment) do nothing`,
    [
      arrival.assignment,
      arrival.unit,
      arrival.hour,
      arrival.crossing,
      arrival.estimatedSeconds,
      arrival.actualSeconds,
      new Date(arrival.arrivedAt),
    ],
  )
}

const error = 'actual_seconds - estimated_seconds'
const spread = `count(*)::int as count,
  round(percentile_cont(0.5) within group (order by ${error}))::int as median,
  round(percentile_cont(0.1) within group (order by ${error}))::int as p10,
  round(percentile_cont(0.9) within group (order by ${error}))::int as p90`

/** As many as a plot shows apart. */
const PLOTTED = 200

/** The errors of arrivals since then. */
export async function calibrationSince(db: Db, since: number, at: number): Promise<Calibration> {
  const by = async <T extends object>(column: string): Promise<T[]> => {
    const { rows } = await db.query<T>(
      `select ${column}, ${spread} from arrival_estimate where arrived_at >= $1 and ${column} is not null
       group by ${column} order by ${column}`,
      [new Date(since)],
    )
    return rows
  }
  const [kinds, hours, crossings, newest] = await Promise.all([
    by<Omit<KindCalibration, 'arrivals'>>('kind'),
    by<Calibration['hours'][number]>('hour'),
    by<Calibration['crossings'][number]>('crossing'),
    newestArrivals(db, since),
  ])
  return {
    at,
    since,
    newest: newest.reduce<number | null>((latest, each) => Math.max(latest ?? 0, each.at), null),
    kinds: kinds.map((each) => ({
      ...each,
      arrivals: newest.filter(({ kind }) => kind === each.kind).map(({ kind: _kind, ...arrival }) => arrival),
    })),
    hours,
    crossings,
  }
}

async function newestArrivals(db: Db, since: number) {
  const { rows } = await db.query<{ kind: string; estimated: number; actual: number; at: number }>(
    `select kind, estimated_seconds as estimated, actual_seconds as actual, arrived_at as at from (
       select *, row_number() over (partition by kind order by arrived_at desc) as place from arrival_estimate
       where arrived_at >= $1) as newest where place <= $2 order by arrived_at desc`,
    [new Date(since), PLOTTED],
  )
  return rows
}
