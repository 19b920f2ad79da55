/** Past dispatches in the database: the event, who was sent together, what was kept of what was shown, and errors of arrivals. */
import type { Person } from '#contract/board.ts'
import type { Override, OverrideCode, Recommended } from '#contract/candidates.ts'
import type { SentUnit } from '#contract/decisions.ts'
import type { Role } from '#contract/roles.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { UnitKind } from '#contract/units.ts'
import type { Db } from '../db.ts'

/** What the event of a dispatch tells; what was not said is missing. */
export type DispatchEvent = {
  readonly number: number
  readonly by: Person
  readonly role: Role | null
  readonly body: {
    readonly ticket: Ticket
    readonly reason?: string
    readonly recommended?: readonly Recommended[]
    readonly override?: Override
    /** The hash of what was shown. */
    readonly decision?: string
  }
}

export async function dispatchEventOf(db: Db, assignment: number): Promise<DispatchEvent | undefined> {
  const { rows } = await db.query<DispatchEvent>(
    `select e.number, e.body, a.role,
       json_build_object('username', e.actor, 'name', coalesce(a.name, e.actor), 'nameEn', coalesce(a.name_en, e.actor)) as by
     from event e left join account a on a.username = e.actor
     where e.subject = 'assignment/' || $1::int and e.kind = 'assignment.dispatched' order by e.number limit 1`,
    [assignment],
  )
  return rows[0]
}

/** An assignment and those that were made with it. */
export type Sent = SentUnit & { readonly dispatchedAt: number }

export async function sentWith(db: Db, assignment: number): Promise<Sent[]> {
  const { rows } = await db.query<Sent>(
    `select s.id as assignment, s.unit, u.code, u.kind, s.state, s.end_reason as "endReason", s.dispatched_at as "dispatchedAt",
       coalesce(r.estimated_seconds, s.eta_seconds) as "estimatedSeconds", r.actual_seconds as "actualSeconds",
       s.arrived_at as "arrivedAt"
     from assignment x join assignment s
       on s.ticket = x.ticket and s.dispatched_at = x.dispatched_at and s.dispatched_by = x.dispatched_by
     join unit u on u.id = s.unit left join arrival_estimate r on r.assignment = s.id
     where x.id = $1 order by s.id`,
    [assignment],
  )
  return rows
}

export async function shownText(db: Db, hash: string): Promise<string | undefined> {
  const { rows } = await db.query<{ shown: string }>('select shown from decision where hash = $1', [hash])
  return rows[0]?.shown
}

type Named = { readonly id: number; readonly code: string; readonly kind: UnitKind }

export async function unitNames(db: Db, ids: readonly number[]): Promise<Map<number, Named>> {
  const { rows } = await db.query<Named>('select id, code, kind from unit where id = any($1)', [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** Taken less estimated seconds of arrivals between two times, by kind of unit. */
export async function arrivalErrors(db: Db, from: number, to: number): Promise<Map<UnitKind, number[]>> {
  const { rows } = await db.query<{ kind: UnitKind; errors: number[] }>(
    `select kind, array_agg(actual_seconds - estimated_seconds order by assignment) as errors from arrival_estimate
     where arrived_at >= $1 and arrived_at < $2 group by kind`,
    [new Date(from), new Date(to)],
  )
  return new Map(rows.map(({ kind, errors }) => [kind, errors]))
}

/** A dispatch with a recommendation on the screen. `actualSeconds`: of whoever came first; null: nobody arrived. */
export type Judged = {
  readonly role: Role
  readonly code: OverrideCode | null
  readonly firstKind: UnitKind | null
  readonly firstSeconds: number
  readonly actualSeconds: number | null
}

export async function dispatchesSince(db: Db, since: number): Promise<Judged[]> {
  const { rows } = await db.query<Judged>(
    `select distinct on (s.ticket, s.dispatched_at, s.dispatched_by) a.role, s.override ->> 'code' as code, f.kind as "firstKind",
       (s.recommended -> 0 ->> 'etaSeconds')::float8 as "firstSeconds", r.actual_seconds as "actualSeconds"
     from assignment s join account a on a.username = s.dispatched_by
     left join unit f on f.id = (s.recommended -> 0 ->> 'unit')::int
     left join arrival_estimate r on r.assignment = s.id
     where s.dispatched_at >= $1 and s.recommended is not null
     order by s.ticket, s.dispatched_at, s.dispatched_by, s.arrived_at nulls last, s.id`,
    [new Date(since)],
  )
  return rows
}
