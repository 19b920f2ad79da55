/** Who complained, apart from the ticket. */
import type { Complainant } from '#contract/intake.ts'
import type { Db } from '../db.ts'

/** Keeps who complained; a newer telling replaces the older. */
export async function keepComplainant(tx: Db, ticket: number, { name, phone }: Complainant): Promise<void> {
  await tx.query(
    `insert into complainant (ticket, name, phone) values ($1, $2, $3)
     on conflict (ticket) do update set name = $2, phone = $3`,
    [ticket, name, phone],
  )
}

export async function complainantOf(db: Db, ticket: number): Promise<Complainant | undefined> {
  const { rows } = await db.query<Complainant>('select name, phone from complainant where ticket = $1', [
    ticket,
  ])
  return rows[0]
}
