/** Rounds in the database. */
import type { PlanForm } from '#contract/patrols.ts'
import type { PatrolLimit, Round, RoundAlarm, RoundState, RoundStop } from '#contract/rounds.ts'
import { type Db, one } from '../db.ts'

const columns = `
  r.id, r.version, r.plan, r.day, r.shift, r.unit, r.name, r.name_en as "nameEn", r.mode, r.tag, r.certificates, r.item, r.zones,
  r.stops, r.alarms, r.state, r.starts as "from", r.ends as until, r.started_at as "startedAt", r.ended_at as "endedAt",
  r.end_reason as "endReason", r.ordered_by as "orderedBy", r.ordered_at as "orderedAt", r.reason`

export async function roundsOfDay(db: Db, day: string, unit?: number): Promise<Round[]> {
  const { rows } = await db.query<Round>(
    `select ${columns} from patrol_round r where r.day = $1 and ($2::int is null or r.unit = $2) order by r.starts, r.id`,
    [day, unit ?? null],
  )
  return rows
}

/** Those of some days that are not cancelled. */
export async function roundsBetween(db: Db, from: string, to: string): Promise<Round[]> {
  const { rows } = await db.query<Round>(
    `select ${columns} from patrol_round r where r.day between $1 and $2 and r.state <> 'cancelled' order by r.starts, r.id`,
    [from, to],
  )
  return rows
}

/** Those of the days named, and all that are under way; of one unit where named. */
export async function roundsOnBoard(db: Db, days: readonly string[], unit?: number): Promise<Round[]> {
  const { rows } = await db.query<Round>(
    `select ${columns} from patrol_round r
     where (r.day = any($1::date[]) or r.state = 'started') and ($2::int is null or r.unit = $2) order by r.starts, r.id`,
    [days, unit ?? null],
  )
  return rows
}

export async function startedRounds(db: Db): Promise<Round[]> {
  const { rows } = await db.query<Round>(`select ${columns} from patrol_round r where r.state = 'started'`)
  return rows
}

/** The rounds, held until the transaction ends, in the order of their ids: two who hold several wait, and do not block each other. */
export async function lockRounds(tx: Db, ids: readonly number[]): Promise<Round[]> {
  const { rows } = await tx.query<Round>(
    `select ${columns} from patrol_round r where r.id = any($1) order by r.id for update`,
    [ids],
  )
  return rows
}

/** A plan's rounds that have not begun, from a day on, held until the transaction ends. */
export async function lockPlannedOf(tx: Db, plan: number, day: string): Promise<Round[]> {
  const { rows } = await tx.query<Round>(
    `select ${columns} from patrol_round r where r.plan = $1 and r.day >= $2 and r.state = 'planned' order by r.id for update`,
    [plan, day],
  )
  return rows
}

export type NewRound = Pick<
  Round,
  'plan' | 'day' | 'shift' | 'unit' | 'stops' | 'from' | 'until' | 'orderedBy' | 'orderedAt' | 'reason'
> &
  Pick<PlanForm, 'name' | 'nameEn' | 'mode' | 'tag' | 'certificates' | 'item' | 'zones'>

/** Undefined where the plan has its round of the day. */
export async function insertRound(tx: Db, round: NewRound): Promise<Round | undefined> {
  const { rows } = await tx.query<Round>(
    `insert into patrol_round as r (plan, day, shift, unit, name, name_en, mode, tag, certificates, item, zones, stops, starts, ends,
       ordered_by, ordered_at, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict do nothing returning ${columns}`,
    [
      round.plan,
      round.day,
      round.shift,
      round.unit,
      round.name,
      round.nameEn,
      round.mode,
      round.tag,
      round.certificates,
      round.item,
      round.zones,
      JSON.stringify(round.stops),
      new Date(round.from),
      new Date(round.until),
      round.orderedBy,
      new Date(round.orderedAt),
      round.reason,
    ],
  )
  return rows[0]
}

/** Days on which a plan has its round already, cancelled or not. */
export async function daysWithRound(db: Db, plan: number, days: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ day: string }>(
    'select day from patrol_round where plan = $1 and day = any($2::date[])',
    [plan, days],
  )
  return rows.map((row) => row.day)
}

export type RoundChange = {
  readonly unit?: number | null
  readonly state?: RoundState
  readonly stops?: readonly RoundStop[]
  readonly alarms?: readonly RoundAlarm[]
  readonly startedAt?: number
  readonly endedAt?: number
  readonly endReason?: string | null
}

/** The locked round as it is after the change. */
export async function updateRound(tx: Db, round: Round, change: RoundChange): Promise<Round> {
  const next = { ...round, ...change }
  const { rows } = await tx.query<Round>(
    `update patrol_round r set version = version + 1, unit = $2, state = $3, stops = $4, alarms = $5, started_at = $6, ended_at = $7,
       end_reason = $8
     where id = $1 returning ${columns}`,
    [
      round.id,
      next.unit,
      next.state,
      JSON.stringify(next.stops),
      JSON.stringify(next.alarms),
      next.startedAt === null ? null : new Date(next.startedAt),
      next.endedAt === null ? null : new Date(next.endedAt),
      next.endReason,
    ],
  )
  return one(rows)
}

/** A round that has not begun takes the form its plan has now. */
export async function reformRound(
  tx: Db,
  id: number,
  form: Omit<NewRound, 'plan' | 'day' | 'unit' | 'orderedBy' | 'orderedAt' | 'reason'>,
): Promise<Round> {
  const { rows } = await tx.query<Round>(
    `update patrol_round r set version = version + 1, shift = $2, name = $3, name_en = $4, mode = $5, tag = $6, certificates = $7,
       item = $8, zones = $9, stops = $10, starts = $11, ends = $12
     where id = $1 returning ${columns}`,
    [
      id,
      form.shift,
      form.name,
      form.nameEn,
      form.mode,
      form.tag,
      form.certificates,
      form.item,
      form.zones,
      JSON.stringify(form.stops),
      new Date(form.from),
      new Date(form.until),
    ],
  )
  return one(rows)
}

export async function patrolLimits(db: Db): Promise<PatrolLimit[]> {
  const { rows } = await db.query<PatrolLimit>('select kind, mode, metres, seconds from patrol_limit')
  return rows
}

/** The outlines of zones that have ground, by zone: closed rings, holes among them. */
export async function zoneRings(db: Db, ids: readonly number[]): Promise<Map<number, [number, number][][]>> {
  const { rows } = await db.query<{ id: number; rings: [number, number][][] }>(
    `select z.id, json_agg(st_asgeojson(r.geom, 7)::json -> 'coordinates') as rings
     from zone z, st_dump(z.area) d, st_dumprings(d.geom) p, lateral (select st_exteriorring(p.geom) as geom) r
     where z.id = any($1) and geometrytype(d.geom) = 'POLYGON' group by z.id`,
    [ids],
  )
  return new Map(rows.map(({ id, rings }) => [id, rings]))
}
