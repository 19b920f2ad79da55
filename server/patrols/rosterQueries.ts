/** Crews in shifts, attendance and leave in the database, and all that conflicts are judged by. */
import type { RosterFacts } from '#contract/conflicts.ts'
import { dayAfter } from '#contract/patrols.ts'
import type { Attendance, CrewShift, Leave, RosterCrew, RosterRule, RoundBooking } from '#contract/roster.ts'
import type { DutyTag } from '#contract/units.ts'
import { type Db, one } from '../db.ts'
import { allItems, allShifts } from './planQueries.ts'

const crewShift = `
  select s.id, s.version, s.unit, s.day, s.shift, s.tag, s.cancelled_at is not null as cancelled,
    (select coalesce(json_agg(json_build_object('officer', o.officer, 'attendance', o.attendance,
        'at', (extract(epoch from o.marked_at) * 1000)::bigint, 'by', o.marked_by) order by o.officer), '[]')
     from crew_shift_officer o where o.crew_shift = s.id) as officers
  from crew_shift s`

/** The days on either side that rest and days in a row reach into. */
export const AROUND = 8

/**
 * The roster from a day on for so many days, with what lies around it. `unit`: only what can stand against that crew, and
 * against officers lent to it.
 */
export async function rosterFacts(db: Db, day: string, days: number, unit?: number): Promise<RosterFacts> {
  const [from, to] = [dayAfter(day, -AROUND), dayAfter(day, days + AROUND)]
  const crewShifts = await crewShiftsBetween(db, from, to, unit)
  const officers =
    unit === undefined ? null : crewShifts.flatMap((each) => each.officers.map((o) => o.officer))
  return {
    rule: await rosterRule(db),
    shifts: await allShifts(db),
    items: await allItems(db),
    crews: await crews(db, unit, officers),
    crewShifts,
    bookings: await roundBookings(
      db,
      from,
      to,
      unit === undefined ? null : [unit, ...crewShifts.map((s) => s.unit)],
    ),
    leaves: await leavesBetween(db, from, to),
  }
}

async function crewShiftsBetween(db: Db, from: string, to: string, unit?: number): Promise<CrewShift[]> {
  const { rows } = await db.query<CrewShift>(
    `${crewShift} where s.day between $1 and $2 and s.cancelled_at is null
       and ($3::int is null or s.unit = $3 or exists (
         select from crew_shift_officer c join officer f on f.id = c.officer where c.crew_shift = s.id and f.unit = $3)
         or exists (select from crew_shift_officer c join crew_shift_officer d on d.officer = c.officer
           join crew_shift own on own.id = d.crew_shift and own.unit = $3 and own.cancelled_at is null and own.day between $1 and $2
           where c.crew_shift = s.id))
     order by s.day, s.unit`,
    [from, to, unit ?? null],
  )
  return rows
}

/** Crews with certificates and delegated items; of one unit, and of those whose officers are lent to it, where named. */
async function crews(
  db: Db,
  unit: number | undefined,
  officers: readonly number[] | null,
): Promise<RosterCrew[]> {
  const { rows } = await db.query<RosterCrew>(
    `select u.id as unit, u.code, u.kind,
       coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en,
           'certificateUntil', o.certificate_until) order by o.id) from officer o where o.unit = u.id), '[]') as officers,
       case when s.kind = 'squad' then nullif(array(select item from squad_item i where i.organisation = s.id), '{}') end as items
     from unit u join organisation s on s.id = u.organisation
     where ($1::int is null and u.retired_at is null) or u.id = $1 or u.id in (select f.unit from officer f where f.id = any($2))
     order by u.code`,
    [unit ?? null, officers],
  )
  return rows
}

async function rosterRule(db: Db): Promise<RosterRule> {
  const { rows } = await db.query<RosterRule>(
    `select rest_minutes as "restMinutes", most_minutes as "mostMinutes", most_days as "mostDays" from roster_rule`,
  )
  return one(rows)
}

async function roundBookings(
  db: Db,
  from: string,
  to: string,
  units: readonly number[] | null,
): Promise<RoundBooking[]> {
  const { rows } = await db.query<RoundBooking>(
    `select id, unit, name, name_en as "nameEn", starts as "from", coalesce(ended_at, ends) as until from patrol_round
     where day between $1 and $2 and unit is not null and state <> 'cancelled' and ($3::int[] is null or unit = any($3))
       and coalesce(ended_at, ends) > starts
     order by starts`,
    [from, to, units],
  )
  return rows
}

const leaveColumns = `
  id, version, officer, from_day as "fromDay", to_day as "toDay", reason, state, asked_by as "askedBy", asked_at as "askedAt",
  decided_by as "decidedBy", decided_at as "decidedAt", answer`

async function leavesBetween(db: Db, from: string, to: string): Promise<Leave[]> {
  const { rows } = await db.query<Leave>(
    `select ${leaveColumns} from leave_request where (from_day <= $2 and to_day >= $1) or state = 'asked' order by id`,
    [from, to],
  )
  return rows
}

export async function crewShiftById(db: Db, id: number): Promise<CrewShift | undefined> {
  const { rows } = await db.query<CrewShift>(`${crewShift} where s.id = $1`, [id])
  return rows[0]
}

/** One who plans waits for the other: a conflict is judged on what holds at the commit. */
export const lockRoster = (tx: Db): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtext('roster'))`)

export async function insertCrewShift(
  tx: Db,
  { unit, day, shift, tag }: Pick<CrewShift, 'unit' | 'day' | 'shift'> & { readonly tag: DutyTag },
  officers: readonly number[],
): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `with s as (insert into crew_shift (unit, day, shift, tag) values ($1, $2, $3, $4) returning id),
       o as (insert into crew_shift_officer (crew_shift, officer) select s.id, o from s, unnest($5::int[]) o)
     select id from s`,
    [unit, day, shift, tag, officers],
  )
  return one(rows).id
}

export type CrewShiftChange = {
  readonly day?: string
  readonly shift?: string
  readonly tag?: DutyTag
  readonly cancelledAt?: number
}

/** False where somebody was faster than `version`. */
export async function updateCrewShift(
  tx: Db,
  id: number,
  version: number,
  { day, shift, tag, cancelledAt }: CrewShiftChange,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update crew_shift set version = version + 1, day = coalesce($3, day), shift = coalesce($4, shift), tag = coalesce($5, tag),
       cancelled_at = coalesce($6, cancelled_at)
     where id = $1 and version = $2 and cancelled_at is null`,
    [
      id,
      version,
      day ?? null,
      shift ?? null,
      tag ?? null,
      cancelledAt === undefined ? null : new Date(cancelledAt),
    ],
  )
  return rowCount === 1
}

/** False where the officer is not of that shift. */
export async function setAttendance(
  tx: Db,
  id: number,
  officer: number,
  attendance: Attendance,
  by: string,
  now: number,
): Promise<boolean> {
  const marked = attendance === 'planned' ? null : new Date(now)
  const { rowCount } = await tx.query(
    'update crew_shift_officer set attendance = $3, marked_at = $4, marked_by = $5 where crew_shift = $1 and officer = $2',
    [id, officer, attendance, marked, marked && by],
  )
  return rowCount === 1
}

/** Whether all of these officers are on record. */
export async function allExist(db: Db, officers: readonly number[]): Promise<boolean> {
  const { rowCount } = await db.query('select from officer where id = any($1)', [officers])
  return rowCount === new Set(officers).size
}

/** Which officer an account belongs to. */
export async function officerOfAccount(db: Db, account: number): Promise<number | undefined> {
  const { rows } = await db.query<{ officer: number | null }>('select officer from account where id = $1', [
    account,
  ])
  return rows[0]?.officer ?? undefined
}

/** Undefined: there is no such officer; null: of no unit. */
export async function unitOfOfficer(db: Db, officer: number): Promise<number | null | undefined> {
  const { rows } = await db.query<{ unit: number | null }>('select unit from officer where id = $1', [
    officer,
  ])
  return rows[0]?.unit
}

export async function insertLeave(
  tx: Db,
  leave: Pick<Leave, 'officer' | 'fromDay' | 'toDay' | 'reason' | 'askedBy'>,
  now: number,
): Promise<Leave> {
  const { rows } = await tx.query<Leave>(
    `insert into leave_request (officer, from_day, to_day, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6)
     returning ${leaveColumns}`,
    [leave.officer, leave.fromDay, leave.toDay, leave.reason, leave.askedBy, new Date(now)],
  )
  return one(rows)
}

/** Undefined where somebody was faster than `version`, or it is decided. */
export async function settleLeave(
  tx: Db,
  id: number,
  version: number,
  { approved, by, answer }: { readonly approved: boolean; readonly by: string; readonly answer: string },
  now: number,
): Promise<Leave | undefined> {
  const { rows } = await tx.query<Leave>(
    `update leave_request set version = version + 1, state = $3, decided_by = $4, decided_at = $5, answer = $6
     where id = $1 and version = $2 and state = 'asked' returning ${leaveColumns}`,
    [id, version, approved ? 'approved' : 'refused', by, new Date(now), answer],
  )
  return rows[0]
}

/** Shifts of an officer on these days that have not begun to be attended: leave takes them off the roster. */
export async function plannedShiftsOf(
  tx: Db,
  officer: number,
  fromDay: string,
  toDay: string,
): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(
    `select s.id from crew_shift s join crew_shift_officer o on o.crew_shift = s.id
     where o.officer = $1 and o.attendance = 'planned' and s.cancelled_at is null and s.day between $2 and $3 order by s.id`,
    [officer, fromDay, toDay],
  )
  return rows.map((row) => row.id)
}
