/** Writing the log: gap-free numbers in commit order, in the transaction that changes the state. */
import type { Changed } from '#contract/board.ts'
import { type Db, one } from '../db.ts'

export type NewEvent = {
  readonly actor: string
  readonly kind: string
  readonly subject: string
  /** When it happened by the device's or person's clock; the server's receipt time where it is not told. */
  readonly happened?: number | undefined
  /** The units it concerns: their officers see it. */
  readonly units?: readonly number[]
  /** What it changed, as it stands now, and the command's own words. */
  readonly body?: Changed & Readonly<Record<string, unknown>>
}

export const LOG_CHANNEL = 'event'

/**
 * Appends events and answers the last number. Call it last in the transaction: the counter row it locks makes every
 * other writer wait until commit, which is what keeps numbers gap-free and in commit order. One statement, so that
 * nobody waits for the way between server and database; its notification is only a nudge: whoever listens reads the log.
 */
export async function append(tx: Db, received: number, events: readonly NewEvent[]): Promise<number> {
  const { rows } = await tx.query<{ last: number }>(
    `with counter as (update event_counter set last = last + $1::int returning last),
       written as (
         insert into event (number, happened, received, actor, kind, subject, units, body)
         select counter.last - $1::int + o, to_timestamp(happened / 1000.0), to_timestamp($2::float8 / 1000.0), actor, kind,
           subject, array(select jsonb_array_elements_text(units)::int), body
         from counter, unnest($3::float8[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[])
           with ordinality as e (happened, actor, kind, subject, units, body, o)
         -- Each is chained to the one before it.
         order by o)
     select last, pg_notify($9, last::text) from counter`,
    [
      events.length,
      received,
      events.map((each) => each.happened ?? received),
      events.map((each) => each.actor),
      events.map((each) => each.kind),
      events.map((each) => each.subject),
      events.map((each) => JSON.stringify(each.units ?? [])),
      events.map((each) => JSON.stringify(each.body ?? {})),
      LOG_CHANNEL,
    ],
  )
  return one(rows).last
}
