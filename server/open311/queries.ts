/** Services and requests of Open311 in the database: our categories, and the tickets its clients posted. */
import type { Origin } from '#contract/intake.ts'
import type { TicketState } from '#contract/ticketMoves.ts'
import type { Db } from '../db.ts'

export type Service = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly group: string
  readonly metadata: boolean
}

/** Every category; its group is the class of GB/T 30428 it belongs to. */
export async function services(db: Db): Promise<Service[]> {
  const { rows } = await db.query<Service>(
    `select code, name, name_en as "nameEn", left(code, 2) as "group",
       exists (select from service_attribute a where a.category = c.code) as metadata
     from category c order by code`,
  )
  return rows
}

export type ServiceAttribute = {
  readonly code: string
  readonly datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist'
  readonly required: boolean
  readonly position: number
  readonly description: string
  readonly choices: readonly { readonly key: string; readonly name: string }[]
}

export async function attributesOf(db: Db, category: string): Promise<ServiceAttribute[]> {
  const { rows } = await db.query<ServiceAttribute>(
    `select code, datatype, required, position, description, choices
     from service_attribute where category = $1 order by position, code`,
    [category],
  )
  return rows
}

export type ServiceRequest = {
  readonly id: string
  readonly state: TicketState
  readonly closedAt: number | null
  readonly notes: string | null
  readonly service: string
  readonly serviceName: string
  readonly text: string
  readonly address: string
  readonly place: [number, number]
  readonly requestedAt: number
  readonly updatedAt: number
  readonly dueAt: number | null
  readonly origin: Origin | null
}

export type RequestFilter = {
  readonly ids?: readonly string[] | undefined
  readonly services?: readonly string[] | undefined
  /** ms UTC. */
  readonly from?: number | undefined
  readonly until?: number | undefined
  readonly open?: boolean | undefined
}

/** Newest first, at most 1,000. Notes: what was reported back, or why it was taken back; none while work goes on. */
export async function serviceRequests(db: Db, filter: RequestFilter): Promise<ServiceRequest[]> {
  const { rows } = await db.query<ServiceRequest>(
    `select t.code as id, t.state, t.closed_at as "closedAt", t.category as service, c.name as "serviceName", t.text,
       t.address, array[st_x(t.place), st_y(t.place)] as place, t.opened_at as "requestedAt", t.due_at as "dueAt", t.origin,
       coalesce(newest.received, t.opened_at) as "updatedAt",
       case when t.closed_at is not null then coalesce(t.feedback, newest.body->>'reason', newest.body->>'note') end as notes
     from ticket t join category c on c.code = t.category
       left join lateral (select received, body from event where subject = 'ticket/' || t.id order by number desc limit 1)
         newest on true
     where t.source = 'open311'
       and ($1::text[] is null or t.code = any($1)) and ($2::text[] is null or t.category = any($2))
       and ($3::timestamptz is null or t.opened_at >= $3) and ($4::timestamptz is null or t.opened_at <= $4)
       and ($5::boolean is null or (t.closed_at is null) = $5)
     order by t.opened_at desc, t.id desc limit 1000`,
    [
      filter.ids ?? null,
      filter.services ?? null,
      filter.from === undefined ? null : new Date(filter.from),
      filter.until === undefined ? null : new Date(filter.until),
      filter.open ?? null,
    ],
  )
  return rows
}
