/** Problems in the database: which tickets are fused under which lead. */
import type { Earlier } from '#contract/problems.ts'
import type { Ticket, TicketSource } from '#contract/tickets.ts'
import { type Db, one } from '../db.ts'
import { columns } from '../tickets/queries.ts'

export const DAY = 86_400_000

/** Fusing and splitting take turns: membership read after this stays as it is until the transaction ends. */
export async function lockFusing(tx: Db): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('problems'))`)
}

/** These tickets, in order of their ids, held until the transaction ends. */
export async function lockTickets(tx: Db, ids: readonly number[]): Promise<Ticket[]> {
  const { rows } = await tx.query<Ticket>(
    `select ${columns} from ticket where id = any($1) order by id for update`,
    [ids],
  )
  return rows
}

/** The lead and whatever was fused into it, oldest first. */
export async function complaintsOf(db: Db, lead: number): Promise<Ticket[]> {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from ticket where id = $1 or lead = $1 order by opened_at, id`,
    [lead],
  )
  return rows
}

/** Fuses tickets that are locked under a lead; what they were is kept for splitting, of those fused before as it is. */
export async function putUnder(tx: Db, lead: number, ids: readonly number[]): Promise<Ticket[]> {
  const { rows } = await tx.query<Ticket>(
    `update ticket set version = version + 1, lead = $1, state = 'merged', merged_from = coalesce(merged_from, state)
     where id = any($2) returning ${columns}`,
    [lead, ids],
  )
  return rows.sort((a, b) => a.id - b.id)
}

/** Gives a locked ticket back the state it had. */
export async function takeOut(tx: Db, id: number): Promise<Ticket> {
  const { rows } = await tx.query<Ticket>(
    `update ticket set version = version + 1, lead = null, state = merged_from, merged_from = null
     where id = $1 returning ${columns}`,
    [id],
  )
  return one(rows)
}

/** Closes whatever is fused into a lead that was closed: with its result, for every complainant is to be answered. */
export async function closeWithLead(tx: Db, lead: Ticket): Promise<Ticket[]> {
  const { rows } = await tx.query<Ticket>(
    `update ticket set version = version + 1, state = 'closed', disposition = $2, feedback = $3, closed_at = $4, closed_by = $5
     where lead = $1 and state = 'merged' returning ${columns}`,
    [lead.id, lead.disposition, lead.feedback, new Date(lead.closedAt ?? 0), lead.closedBy],
  )
  return rows.sort((a, b) => a.id - b.id)
}

export async function isFusedInto(tx: Db, lead: number): Promise<boolean> {
  const { rowCount } = await tx.query(`select from ticket where lead = $1 and state = 'merged' limit 1`, [
    lead,
  ])
  return (rowCount ?? 0) > 0
}

/** Marks a locked ticket as supervised, `versions` on: none for one that is being filed in the same command. */
export async function supervise(
  tx: Db,
  id: number,
  supervised: Ticket['supervised'],
  versions: 0 | 1,
): Promise<Ticket> {
  const { rows } = await tx.query<Ticket>(
    `update ticket set version = version + $3, supervised = $2 where id = $1 returning ${columns}`,
    [id, JSON.stringify(supervised), versions],
  )
  return one(rows)
}

export type RepeatRule = { readonly complaints: number; readonly days: number; readonly metres: number }

export async function repeatRule(db: Db): Promise<RepeatRule> {
  const { rows } = await db.query<RepeatRule>('select complaints, days, metres from repeat_rule')
  return one(rows)
}

export type EarlierRow = Earlier & { readonly supervised: boolean }

/** What a citizen's complaint comes from; findings of patrols, cameras and inspections are counted apart. */
export const isComplaint = ({ source }: Pick<Ticket, 'source'>): boolean => !findings.includes(source)
const findings: readonly TicketSource[] = ['patrol', 'video', 'inspection']

/**
 * Complaints near a lead's place within the rule's days before `until`, its own problem aside; newest first. They are of
 * its category, or fused into one that is.
 */
export async function earlierComplaints(
  db: Db,
  lead: Ticket,
  rule: RepeatRule,
  until: number,
): Promise<EarlierRow[]> {
  const { rows } = await db.query<EarlierRow>(
    `select id, code, source, state, opened_at as "openedAt", closed_at as "closedAt", closed_by as "closedBy",
       disposition, feedback, supervised is not null as supervised,
       array(select u.code from assignment x join unit u on u.id = x.unit
             where x.ticket = coalesce(ticket.lead, ticket.id) and x.report is not null order by x.id) as units
     from ticket
     where place && st_expand(st_setsrid(st_makepoint($2, $3), 4326), 0.01)
       and st_dwithin(place::geography, st_setsrid(st_makepoint($2, $3), 4326)::geography, $5)
       and (category = $4 or exists (select from ticket other where other.id = ticket.lead and other.category = $4))
       and id <> $1 and lead is distinct from $1 and state not in ('cancelled', 'returned')
       and source <> all($8) and happened_at > $6 and happened_at <= $7
     order by happened_at desc, id desc limit 50`,
    [
      lead.id,
      lead.place[0],
      lead.place[1],
      lead.category,
      rule.metres,
      new Date(until - rule.days * DAY),
      new Date(until),
      findings,
    ],
  )
  return rows
}
