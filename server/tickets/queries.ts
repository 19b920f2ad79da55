/** Tickets in the database. */
import type { TicketClock } from '#contract/clocks.ts'
import type { Origin } from '#contract/intake.ts'
import type { TicketLaw } from '#contract/rules.ts'
import type { TicketState } from '#contract/ticketMoves.ts'
import type { OpenTicket, Ticket, TicketSource } from '#contract/tickets.ts'
import { type Db, one } from '../db.ts'

export const columns = `
  id, code, version, state, priority, source, nature, external_id as "externalId", origin, category, text, address,
  array[st_x(place), st_y(place)] as place, district, zone, law, happened_at as "happenedAt", opened_at as "openedAt",
  opened_by as "openedBy", unsettled, organisation, clocks, due_at as "dueAt", suspension, extension, transfer, supervised,
  reworks, disposition, feedback, photos, photos_before as "photosBefore",
  lead, complainant, closed_at as "closedAt", closed_by as "closedBy"`

const districtAt = `(select o.code from place p join organisation o on o.kind = 'district' and o.name = p.name
        where p.kind = 'district' and st_dwithin(p.point, point.at, 1) order by p.point <-> point.at limit 1)`
const zoneAt = `(select z.id from zone z where st_covers(z.area, point.at) order by st_area(z.area) limit 1)`

export type NewTicket = Omit<OpenTicket, 'complainant'> & {
  readonly source: TicketSource
  /** What tells one complainant from another; only its keyed hash is kept. */
  readonly complainant?: string | undefined
  /** What a feed told of itself. */
  readonly origin?: Origin
  readonly priority: number
  readonly openedBy: string
  readonly now: number
  readonly clocks: readonly TicketClock[]
  readonly law: TicketLaw | null
  /** Only an imported ticket is filed as closed. */
  readonly closed?: { readonly at: number; readonly by: string; readonly feedback: string | null } | undefined
}

/** Files a ticket under the next case number of its day; undefined where the source's own number is already here. */
export async function insertTicket(tx: Db, ticket: NewTicket): Promise<Ticket | undefined> {
  const { rows } = await tx.query<Ticket>(
    `with point as (select st_setsrid(st_makepoint($7, $8), 4326) as at)
     insert into ticket (code, priority, source, external_id, category, text, address, place, district, zone,
       happened_at, opened_at, opened_by, due_at, photos, state, closed_at, closed_by, feedback, photos_before, nature,
       unsettled, clocks, complainant, origin, law)
     select $1, $2, $3, $4, $5, $6, $9, point.at, ${districtAt}, ${zoneAt},
       $10, $11, $12, $13, $14, $15, $16, $17, $18, $14, $19, $20, $21,
       (select left(encode(sha256(convert_to(key || $22::text, 'UTF8')), 'hex'), 16) from complainant_key), $23, $24
     from point
     on conflict (source, external_id) do nothing
     returning ${columns}`,
    [
      await nextCode(tx, ticket.now),
      ticket.priority,
      ticket.source,
      ticket.externalId ?? null,
      ticket.category,
      ticket.text,
      ticket.place[0],
      ticket.place[1],
      ticket.address,
      new Date(ticket.happenedAt ?? ticket.now),
      new Date(ticket.now),
      ticket.openedBy,
      dueOf(ticket.clocks),
      ticket.photos ?? [],
      stateOfNew(ticket),
      ticket.closed ? new Date(ticket.closed.at) : null,
      ticket.closed?.by ?? null,
      ticket.closed?.feedback ?? null,
      ticket.nature ?? null,
      ticket.unsettled ?? [],
      JSON.stringify(ticket.clocks),
      ticket.complainant ?? null,
      ticket.origin ?? null,
      ticket.law && JSON.stringify(ticket.law),
    ],
  )
  return rows[0]
}

const stateOfNew = ({ closed, unsettled }: NewTicket): TicketState =>
  closed ? 'closed' : unsettled?.length ? 'collecting' : 'filed'

/** When the handling clock runs out. */
function dueOf(clocks: readonly TicketClock[]): Date | null {
  const handling = clocks.find(({ name }) => name === 'handling')
  return handling ? new Date(handling.dueAt) : null
}

/** Case number: the day in Shanghai as yymmdd, then at least three digits counted from 001. */
async function nextCode(tx: Db, now: number): Promise<string> {
  const { rows } = await tx.query<{ code: string }>(
    `insert into ticket_day as d (day, last) values (($1::timestamptz at time zone 'Asia/Shanghai')::date, 1)
     on conflict (day) do update set last = d.last + 1
     returning to_char(day, 'yymmdd') || lpad(last::text, greatest(3, length(last::text)), '0') as code`,
    [new Date(now)],
  )
  return one(rows).code
}

export async function ticketById(db: Db, id: number): Promise<Ticket | undefined> {
  const text = `select ${columns} from ticket where id = $1`
  const { rows } = await db.query<Ticket>({ name: 'ticket', text, values: [id] })
  return rows[0]
}

/** The newest first; those that are not there are left out. */
export async function ticketsByIds(db: Db, ids: readonly number[]): Promise<Ticket[]> {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from ticket where id = any($1) order by id desc`,
    [ids],
  )
  return rows
}

/** The ticket, held until the transaction ends. Tickets are always locked before their assignments. */
export async function lockTicket(tx: Db, id: number): Promise<Ticket | undefined> {
  const text = `select ${columns} from ticket where id = $1 for update`
  const { rows } = await tx.query<Ticket>({ name: 'ticket to change', text, values: [id] })
  return rows[0]
}

/** Open tickets, and those closed since. */
export async function ticketsOnBoard(db: Db, closedSince: number): Promise<Ticket[]> {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from ticket where closed_at is null or closed_at > $1 order by id`,
    [new Date(closedSince)],
  )
  return rows
}

/** The tickets one unit is on, or was on since. */
export async function ticketsOfUnit(db: Db, unit: number, since: number): Promise<Ticket[]> {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from ticket where id in (
       select ticket from assignment where unit = $1 and (ended_at is null or ended_at > $2)) order by id`,
    [unit, new Date(since)],
  )
  return rows
}

/** Newest first, older than the ticket `before`. */
export async function listOfTickets(
  db: Db,
  {
    state,
    before,
    limit,
    source,
  }: {
    state?: TicketState | 'open' | undefined
    before?: number | undefined
    limit: number
    source?: TicketSource | undefined
  },
): Promise<Ticket[]> {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from ticket
     where ($1::text is null or state = $1 or ($1 = 'open' and closed_at is null))
       and ($2::int is null or id < $2) and ($4::text is null or source = $4)
     order by id desc limit $3`,
    [state ?? null, before ?? null, limit, source ?? null],
  )
  return rows
}

/** What may change on a ticket that is locked; what is not named stays. An ended ticket is open again unless `closed` is named. */
export type TicketChange = Partial<
  Pick<
    Ticket,
    | 'state'
    | 'priority'
    | 'organisation'
    | 'unsettled'
    | 'clocks'
    | 'suspension'
    | 'extension'
    | 'transfer'
    | 'supervised'
    | 'reworks'
    | 'disposition'
    | 'feedback'
    | 'photos'
    | 'photosBefore'
  >
> & { readonly closed?: { readonly at: number; readonly by: string } }

/** Changes a locked ticket and gives it its next version. Its clocks must follow its state: `changeTicket` sees to that. */
export async function updateTicket(tx: Db, before: Ticket, change: TicketChange): Promise<Ticket> {
  const after = { ...before, ...change }
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  const { rows } = await tx.query<Ticket>(
    `update ticket set version = version + 1, state = $2, priority = $3, disposition = $4, feedback = $5, photos = $6,
       closed_at = $7, closed_by = $8, photos_before = $9, organisation = $10, unsettled = $11, clocks = $12, due_at = $13,
       suspension = $14, extension = $15, transfer = $16, supervised = $17, reworks = $18
     where id = $1 returning ${columns}`,
    [
      before.id,
      after.state,
      after.priority,
      after.disposition,
      after.feedback,
      after.photos,
      change.closed ? new Date(change.closed.at) : null,
      change.closed?.by ?? null,
      after.photosBefore,
      after.organisation,
      after.unsettled,
      JSON.stringify(after.clocks),
      dueOf(after.clocks),
      json(after.suspension),
      json(after.extension),
      json(after.transfer),
      json(after.supervised),
      after.reworks,
    ],
  )
  return one(rows)
}

/** Says what and where a locked ticket really is. */
export async function settleTicket(
  tx: Db,
  id: number,
  { category, address, place: [lng, lat] }: Pick<Ticket, 'category' | 'address' | 'place'>,
  law: TicketLaw | null,
): Promise<void> {
  await tx.query(
    `with point as (select st_setsrid(st_makepoint($4, $5), 4326) as at)
     update ticket set category = $2, address = $3, place = point.at, district = ${districtAt}, zone = ${zoneAt},
       law = $6
     from point where id = $1`,
    [id, category, address, lng, lat, law && JSON.stringify(law)],
  )
}

/** Who changed a ticket or its assignments last: the one whom a stale command came second to. */
export async function lastChangeOf(
  db: Db,
  ticket: number,
): Promise<{ actor: string; kind: string; received: number } | undefined> {
  const { rows } = await db.query<{ actor: string; kind: string; received: number }>(
    `select actor, kind, received from event
     where (subject = 'ticket/' || $1::int or subject in (select 'assignment/' || id from assignment where ticket = $1))
       and kind <> 'ticket.taken_over'
     order by number desc limit 1`,
    [ticket],
  )
  return rows[0]
}

export async function organisationExists(db: Db, id: number): Promise<boolean> {
  return (await db.query('select from organisation where id = $1', [id])).rowCount === 1
}
