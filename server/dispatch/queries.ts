/** Assignments in the database. */
import type { Assignment, AssignmentState, Report } from '#contract/assignments.ts'
import type { Duty, UnitKind } from '#contract/units.ts'
import { type Db, one } from '../db.ts'

export const columns = `
  id, version, ticket, unit, state, dispatched_by as "dispatchedBy", dispatched_at as "dispatchedAt",
  accepted_at as "acceptedAt", departed_at as "departedAt", arrived_at as "arrivedAt", reported_at as "reportedAt",
  ended_at as "endedAt", end_reason as "endReason", report, backup, eta_seconds as "etaSeconds", checked_in_at as "checkedInAt"`

/** Assignments of these tickets, oldest first; of one unit where named. */
export async function assignmentsOfTickets(
  db: Db,
  tickets: readonly number[],
  unit?: number,
): Promise<Assignment[]> {
  const { rows } = await db.query<Assignment>(
    `select ${columns} from assignment where ticket = any($1) and ($2::int is null or unit = $2) order by id`,
    [tickets, unit ?? null],
  )
  return rows
}

/**
 * Sends units to a ticket. The unique index on active assignments decides between dispatchers who choose one unit at
 * once: a unit that is taken yields no row, nor does one that is being retired. Units are inserted in order of their ids, so two dispatches cannot deadlock.
 */
export async function insertAssignments(
  tx: Db,
  { ticket, units, by, now }: { ticket: number; units: readonly Sent[]; by: string; now: number },
): Promise<Assignment[]> {
  const { rows } = await tx.query<Assignment>(
    `insert into assignment (ticket, unit, state, dispatched_by, dispatched_at, eta_seconds)
     select $1, s.unit, 'dispatched', $4, $5, eta from unnest($2::int[], $3::int[]) as s (unit, eta)
     join unit u on u.id = s.unit and u.retired_at is null order by s.unit for key share of u
     on conflict (unit) where state not in ('finished', 'declined', 'recalled') do nothing
     returning ${columns}`,
    [ticket, units.map(({ unit }) => unit), units.map(({ etaSeconds }) => etaSeconds), by, new Date(now)],
  )
  return rows
}

/** A unit to be sent, and how long its way is estimated to take, where it has a place and a way. */
export type Sent = { readonly unit: number; readonly etaSeconds: number | null }

/**
 * Locks a ticket and those of the assignments that are to end for it, all in the order of their ids: two commands that
 * share tickets wait for each other and cannot deadlock.
 */
export async function lockTicketsOf(tx: Db, ticket: number, assignments: readonly number[]): Promise<void> {
  await tx.query(
    `select id from ticket where id = $1 or id in (select ticket from assignment where id = any($2))
     order by id for update`,
    [ticket, assignments],
  )
}

/** An assignment's ticket, to be locked before the assignment itself. */
export async function ticketOfAssignment(db: Db, id: number): Promise<number | undefined> {
  const { rows } = await db.query<{ ticket: number }>('select ticket from assignment where id = $1', [id])
  return rows[0]?.ticket
}

/** What a command sets on an assignment; what is not named stays. */
export type AssignmentChange = {
  readonly state?: AssignmentState
  readonly acceptedAt?: number
  readonly departedAt?: number
  readonly arrivedAt?: number
  readonly reportedAt?: number
  readonly endedAt?: number
  readonly endReason?: string
  readonly report?: Report
  readonly backup?: boolean
  readonly checkedInAt?: number
}

/** Changes an assignment whose ticket is locked, and gives it its next version. */
export async function updateAssignment(
  tx: Db,
  before: Assignment,
  change: AssignmentChange,
): Promise<Assignment> {
  const after = { ...before, ...change }
  const time = (at: number | null) => (at === null ? null : new Date(at))
  const { rows } = await tx.query<Assignment>(
    `update assignment set version = version + 1, state = $2, accepted_at = $3, departed_at = $4, arrived_at = $5,
       reported_at = $6, ended_at = $7, end_reason = $8, report = $9, backup = $10,
       checked_in_at = $11
     where id = $1 returning ${columns}`,
    [
      before.id,
      after.state,
      time(after.acceptedAt),
      time(after.departedAt),
      time(after.arrivedAt),
      time(after.reportedAt),
      time(after.endedAt),
      after.endReason,
      after.report === null ? null : JSON.stringify(after.report),
      after.backup,
      time(after.checkedInAt),
    ],
  )
  return one(rows)
}

/** Everybody who had a hand in a ticket: who dispatched, and which units were sent. */
export async function handlersOfTicket(
  db: Db,
  ticket: number,
): Promise<{ dispatchers: string[]; units: number[] }> {
  const { rows } = await db.query<{ dispatchers: string[]; units: number[] }>(
    `select coalesce(array_agg(distinct dispatched_by), '{}') as dispatchers, coalesce(array_agg(distinct unit), '{}') as units
     from assignment where ticket = $1`,
    [ticket],
  )
  return one(rows)
}

export type UnitForDispatch = {
  readonly id: number
  readonly code: string
  readonly kind: UnitKind
  readonly duty: Duty
  readonly sos: boolean
  readonly retired: boolean
  readonly district: string | null
  /** The case number and the dispatcher's name of what the unit is on. */
  readonly busyWith: string | null
  readonly busyBy: string | null
}

/** Units as the dispatcher must know them: duty, emergency, and what they are on. All of them where no ids are named. */
export async function unitsForDispatch(db: Db, ids?: readonly number[]): Promise<UnitForDispatch[]> {
  const { rows } = await db.query<UnitForDispatch>(
    `select u.id, u.code, u.kind, u.duty, u.sos is not null as sos, u.retired_at is not null as retired,
       case when s.kind = 'district' then s.code when p.kind = 'district' then p.code end as district,
       t.code as "busyWith", coalesce(a.name, x.dispatched_by) as "busyBy"
     from unit u join organisation s on s.id = u.organisation left join organisation p on p.id = s.parent
     left join assignment x on x.unit = u.id and x.state not in ('finished', 'declined', 'recalled')
     left join ticket t on t.id = x.ticket left join account a on a.username = x.dispatched_by
     where $1::int[] is null or u.id = any($1)`,
    [ids ?? null],
  )
  return rows
}
