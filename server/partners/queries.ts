/** Tickets of one partner department. */
import type { Ticket } from '#contract/tickets.ts'
import type { Db } from '../db.ts'
import { ticketsByIds } from '../tickets/queries.ts'

/** Those it sent, the newest first. */
export async function ticketsOfPartner(db: Db, name: string): Promise<Ticket[]> {
  const { rows } = await db.query<{ id: number }>(
    `select id from ticket where source = 'partner' and origin->>'name' = $1 order by id desc limit 500`,
    [name],
  )
  return ticketsByIds(
    db,
    rows.map(({ id }) => id),
  )
}
