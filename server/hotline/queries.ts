/** Which revision of each hotline record is here, and rewording the ticket it became. */
import type { Ticket } from '#contract/tickets.ts'
import { type Db, one } from '../db.ts'
import { ticketById } from '../tickets/queries.ts'

export type Known = {
  /** ms UTC. */
  readonly revisedAt: number
  readonly digest: Buffer | null
  readonly ticket: number | null
  readonly arrival: number | null
}

/** Nobody else takes this number in until the transaction ends, whether it is known or not. */
export async function lockRecord(tx: Db, id: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('hotline ' || $1, 0))`, [id])
}

/** What is known of a number: by this feed, or entered by hand from the same number before the feed brought it. */
export async function knownRecord(tx: Db, id: string): Promise<Known | undefined> {
  const { rows } = await tx.query<Known>(
    `select revised_at as "revisedAt", digest, coalesce(r.ticket, a.ticket) as ticket, arrival
     from hotline_record r left join arrival a on a.id = r.arrival where r.id = $1
     union all
     select to_timestamp(0), null, id, null from ticket
     where source = 'hotline' and external_id = $1 and not exists (select from hotline_record where id = $1)`,
    [id],
  )
  return rows[0]
}

export type Revision = {
  readonly id: string
  readonly revisedAt: number
  readonly digest: Buffer
  readonly sourceKey: number
  readonly ticket: number | null
  readonly arrival: number | null
}

export async function keepRevision(tx: Db, revision: Revision): Promise<void> {
  const { id, revisedAt, digest, sourceKey, ticket, arrival } = revision
  await tx.query(
    `insert into hotline_record (id, revised_at, digest, source_key, ticket, arrival) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set revised_at = $2, digest = $3, source_key = $4`,
    [id, new Date(revisedAt), digest, sourceKey, arrival === null ? ticket : null, arrival],
  )
}

/** The ticket with its new text and its next version. */
export async function rewordTicket(tx: Db, id: number, text: string): Promise<Ticket> {
  await tx.query('update ticket set text = $2, version = version + 1 where id = $1', [id, text])
  return one([await ticketById(tx, id)].filter((ticket) => ticket !== undefined))
}

export async function caseNumber(db: Db, ticket: number): Promise<string | null> {
  const { rows } = await db.query<{ code: string }>('select code from ticket where id = $1', [ticket])
  return rows[0]?.code ?? null
}
