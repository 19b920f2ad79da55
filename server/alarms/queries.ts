/** Answers to alarms in the database. */
import type { AlarmAnswer } from '#contract/alarmAnswers.ts'
import { endedTicketStates } from '#contract/ticketMoves.ts'
import { type Db, one } from '../db.ts'

const columns = 'a.key, a.since, a.by, a.at, a.until, a.reason'

/** What an alarm is about: a ticket or a unit, and the code people call it by. */
export type About = { readonly ticket: number | null; readonly unit: number | null; readonly code: string }

export const aboutTicket = (db: Db, id: number): Promise<About | undefined> =>
  first(db, 'select id as ticket, null as unit, code from ticket where id = $1', id)

export const aboutUnit = (db: Db, id: number): Promise<About | undefined> =>
  first(db, 'select null as ticket, id as unit, code from unit where id = $1', id)

/** A silent unit is called by its own code, and forgotten with the ticket. */
export const aboutAssignment = (db: Db, id: number): Promise<About | undefined> =>
  first(
    db,
    'select s.ticket, null as unit, u.code from assignment s join unit u on u.id = s.unit where s.id = $1',
    id,
  )

/** An alarm of a round is its crew's. */
export const aboutRound = (db: Db, id: number): Promise<About | undefined> =>
  first(
    db,
    'select null as ticket, r.unit, u.code from patrol_round r join unit u on u.id = r.unit where r.id = $1',
    id,
  )

/** A ring and a counter are called by their names, and are about neither ticket nor unit. */
export const aboutRing = (db: Db, id: number): Promise<About | undefined> =>
  first(
    db,
    `select null as ticket, null as unit, name as code from zone where id = $1 and kind = 'expo_ring'`,
    id,
  )

/** Of a duty at a post: called by the post, about the unit that should have come. */
export const aboutRelief = (db: Db, id: number): Promise<About | undefined> =>
  first(
    db,
    'select null as ticket, d.unit, z.name as code from roster_duty d join zone z on z.id = d.zone where d.id = $1',
    id,
  )

export const aboutCrowd = (db: Db, id: number): Promise<About | undefined> =>
  first(
    db,
    `select null as ticket, null as unit, c.name as code from action_card a join counter c on c.id = a.counter
     where a.id = $1`,
    id,
  )

/** The newest answer to an alarm, held until the transaction ends. */
export async function lockAnswer(tx: Db, key: string): Promise<AlarmAnswer | undefined> {
  // Where there is none yet no row could be held: two who answer at once wait for each other by the key.
  await tx.query(`select pg_advisory_xact_lock(hashtext('alarm ' || $1))`, [key])
  const { rows } = await tx.query<AlarmAnswer>(`select ${columns} from alarm_answer a where a.key = $1`, [
    key,
  ])
  return rows[0]
}

export async function putAnswer(
  tx: Db,
  { ticket, unit }: About,
  { key, since, by, at, until, reason }: AlarmAnswer,
): Promise<AlarmAnswer> {
  const { rows } = await tx.query<AlarmAnswer>(
    `insert into alarm_answer as a (key, ticket, unit, since, by, at, until, reason) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (key) do update set since = excluded.since, by = excluded.by, at = excluded.at, until = excluded.until,
       reason = excluded.reason
     returning ${columns}`,
    [key, ticket, unit, new Date(since), by, new Date(at), until === null ? null : new Date(until), reason],
  )
  return one(rows)
}

/** The answers that may still matter: those about units, about tickets that are not ended and rounds under way. */
export async function answersOnBoard(db: Db): Promise<AlarmAnswer[]> {
  const { rows } = await db.query<AlarmAnswer>(
    `select ${columns} from alarm_answer a left join ticket t on t.id = a.ticket
     where (t.id is null or not t.state = any($1))
       and (a.key not like 'round/%' or exists (
         select from patrol_round r where r.id = split_part(a.key, '/', 2)::int and r.state = 'started'))
     order by a.key`,
    [endedTicketStates],
  )
  return rows
}

async function first(db: Db, sql: string, id: number): Promise<About | undefined> {
  const { rows } = await db.query<About>(sql, [id])
  return rows[0]
}
