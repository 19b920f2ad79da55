/**
 * What was done in an operation, counted from the log and never typed in. Each count is of events received in the
 * operation's time:
 * - personShifts 人次: people whose duty began: for a duty of the roster whose unit was seen in its ring or post during it, so
 *   many people as the roster names, once a duty; and each reinforcement once at check-in and once at each return to duty.
 * - passes 条次: patrol roads of the rings passed from end to end by a unit, or looked over by the video desk (table `pass`).
 * - checks 检查: reports from the scene whose ticket lies in a ring or post as it was drawn at that moment.
 * - persuasions 劝阻, cases 查处: of these, those with the disposition persuade, and file_case.
 * - joint 联合: cross-department tasks on such a ticket that the partner returned with a result.
 */
import { type Counts, type Operation, tallies, zonesOf } from '#contract/expo.ts'
import { dayOf } from '#contract/workingTime.ts'
import { type Db, one } from '../db.ts'

export type Report = { readonly at: number; readonly today: Counts; readonly total: Counts }

const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000
/** A command that was received before midnight may be committed after it. */
const SETTLES_MS = 5 * 60_000

export async function reportOf(db: Db, operation: Operation, now: number): Promise<Report> {
  const kept = await keptDays(db, operation.id)
  const open =
    kept.length > 0 ? Math.max(...kept.map(({ day }) => midnightOf(day) + DAY)) : operation.startsAt
  const since = await countsBetween(db, operation, open, now + 1)
  const today = await countsBetween(db, operation, midnightOf(dayOf(now)), now + 1)
  return { at: now, today, total: summed([...kept.map(({ counts }) => counts), since]) }
}

/** The same from nothing but the log: what the kept days must agree with. */
export const recomputed = (db: Db, operation: Operation, now: number): Promise<Counts> =>
  countsBetween(db, operation, operation.startsAt, now + 1)

/** Keeps the days that are over, each once. */
export async function keepDays(tx: Db, operation: Operation, now: number): Promise<void> {
  const kept = new Set((await keptDays(tx, operation.id)).map(({ day }) => day))
  const until = Math.min(now - SETTLES_MS, operation.endsAt + DAY)
  for (let midnight = midnightOf(dayOf(operation.startsAt)); midnight + DAY <= until; midnight += DAY) {
    const day = dayOf(midnight)
    if (kept.has(day)) continue
    const counts = await countsBetween(tx, operation, midnight, midnight + DAY)
    await tx.query(
      'insert into operation_tally (operation, day, counts) values ($1, $2, $3) on conflict do nothing',
      [operation.id, day, JSON.stringify(counts)],
    )
  }
}

async function keptDays(db: Db, operation: number): Promise<{ day: string; counts: Counts }[]> {
  const { rows } = await db.query<{ day: string; counts: Counts }>(
    'select day, counts from operation_tally where operation = $1 order by day',
    [operation],
  )
  return rows
}

const midnightOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - SHANGHAI

const summed = (parts: readonly Counts[]): Counts =>
  Object.fromEntries(
    tallies.map((name) => [name, parts.reduce((sum, part) => sum + part[name], 0)]),
  ) as Counts

/** A pass that is told later than this is not looked for. */
const LATEST_MS = DAY

/** Events and passes received in [from, to) and in the operation's time. */
async function countsBetween(db: Db, operation: Operation, from: number, to: number): Promise<Counts> {
  const { rows } = await db.query<Counts>(
    `with told as (
       select kind, received, body, coalesce(body -> 'place', body -> 'ticket' -> 'place') as place from event
       where kind in ('assignment.reported', 'joint.returned', 'reinforcement.checked_in',
           'reinforcement.resumed', 'roster.stood')
         and received >= greatest($3::timestamptz, $5::timestamptz) and received < least($4::timestamptz, $6::timestamptz)),
     located as (
       select told.*, (kind in ('assignment.reported', 'joint.returned') and exists (
         select from zone_version z
         where z.zone = any($2) and z.valid_from <= extract(epoch from received) * 1000
           and (z.valid_to is null or z.valid_to > extract(epoch from received) * 1000)
           and st_covers(z.area, st_setsrid(st_makepoint((place ->> 0)::float8, (place ->> 1)::float8), 4326)))) as inside
       from told)
     select
       (coalesce(sum((body ->> 'persons')::int) filter (
           where kind = 'roster.stood' and (body -> 'expo' -> 'operation' ->> 'id')::int = $1), 0)
         + count(*) filter (where kind like 'reinforcement.%'
           and (body -> 'expo' -> 'reinforcement' ->> 'operation')::int = $1))::int as "personShifts",
       (select count(*)::int from pass where zone = any($2) and to_at >= $7::bigint - ${LATEST_MS}
          and received >= greatest($7::bigint, $9::bigint) and received < least($8::bigint, $10::bigint)) as passes,
       (count(*) filter (where inside and kind = 'assignment.reported'))::int as checks,
       (count(*) filter (where inside and kind = 'joint.returned'))::int as joint,
       (count(*) filter (where inside and body -> 'assignments' -> 0 -> 'report' ->> 'disposition' = 'persuade'))::int as persuasions,
       (count(*) filter (where inside and body -> 'assignments' -> 0 -> 'report' ->> 'disposition' = 'file_case'))::int as cases
     from located`,
    [
      operation.id,
      zonesOf(operation),
      new Date(from),
      new Date(to),
      new Date(operation.startsAt),
      new Date(operation.endsAt),
      from,
      to,
      operation.startsAt,
      operation.endsAt,
    ],
  )
  return one(rows)
}
