/** Unknown terminals in the database. */
import type { UnknownTerminal } from '#contract/devices.ts'
import type { Db } from '../db.ts'

export async function upsertUnknownTerminals(db: Db, terminals: readonly UnknownTerminal[]): Promise<void> {
  await db.query(
    `insert into unknown_terminal as u (protocol, id, first_heard, last_heard, count, address)
     select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])
     on conflict (protocol, id) do update set last_heard = greatest(u.last_heard, excluded.last_heard),
       count = u.count + excluded.count, address = excluded.address`,
    [
      terminals.map((terminal) => terminal.protocol),
      terminals.map((terminal) => terminal.id),
      terminals.map((terminal) => terminal.firstHeard),
      terminals.map((terminal) => terminal.lastHeard),
      terminals.map((terminal) => terminal.count),
      terminals.map((terminal) => terminal.address),
    ],
  )
}

/** Keeps the `most` last heard. */
export async function trimUnknownTerminals(db: Db, most: number): Promise<void> {
  await db.query(
    `delete from unknown_terminal where last_heard < (select last_heard from unknown_terminal order by last_heard desc offset $1 limit 1)`,
    [most - 1],
  )
}

/** Those that are still not registered, whatever the leading zeros of their numbers. */
export async function readUnknownTerminals(db: Db): Promise<UnknownTerminal[]> {
  const { rows } = await db.query<UnknownTerminal>(
    `select protocol, id, first_heard::float8 as "firstHeard", last_heard::float8 as "lastHeard", count::float8 as count, address
     from unknown_terminal u
     where not exists (
       select 1 from device d where d.protocol = u.protocol
         and (d.id = u.id or (u.protocol = 'jt808' and ltrim(d.id, '0') = ltrim(u.id, '0'))))
     order by last_heard desc, id limit 500`,
  )
  return rows
}
