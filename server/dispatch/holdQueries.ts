/** Holds in the database. */
import { HOLD_MS, type Hold } from '#contract/dispatch.ts'
import { type Db, one } from '../db.ts'

const columns = 'ticket, holder, since, until'

/** Prolongs a hold that is still the holder's own. */
export async function renewHold(
  tx: Db,
  ticket: number,
  holder: string,
  now: number,
): Promise<Hold | undefined> {
  const { rows } = await tx.query<Hold>(
    `update hold set until = $4 where ticket = $1 and holder = $2 and until > $3 returning ${columns}`,
    [ticket, holder, new Date(now), new Date(now + HOLD_MS)],
  )
  return rows[0]
}

/** Gives the ticket, which is locked, to a holder from now on. */
export async function insertHold(tx: Db, ticket: number, holder: string, now: number): Promise<Hold> {
  const { rows } = await tx.query<Hold>(
    `insert into hold (ticket, holder, since, until) values ($1, $2, $3, $4)
     on conflict (ticket) do update set holder = excluded.holder, since = excluded.since, until = excluded.until
     returning ${columns}`,
    [ticket, holder, new Date(now), new Date(now + HOLD_MS)],
  )
  return one(rows)
}

/** Who holds the ticket now, if anybody. */
export async function holdOf(db: Db, ticket: number, now: number): Promise<Hold | undefined> {
  const { rows } = await db.query<Hold>(`select ${columns} from hold where ticket = $1 and until > $2`, [
    ticket,
    new Date(now),
  ])
  return rows[0]
}

/** False where it was not the holder's. */
export async function deleteHold(tx: Db, ticket: number, holder: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from hold where ticket = $1 and holder = $2', [ticket, holder])
  return rowCount === 1
}

export async function deleteHoldsOver(tx: Db, now: number): Promise<Hold[]> {
  const { rows } = await tx.query<Hold>(`delete from hold where until <= $1 returning ${columns}`, [
    new Date(now),
  ])
  return rows
}

export async function allHolds(db: Db): Promise<Hold[]> {
  const { rows } = await db.query<Hold>(`select ${columns} from hold order by ticket`)
  return rows
}
