/** Units as a recommendation must know them, and what a category asks of them, in the database. */
import type { Words } from '#contract/endpoint.ts'
import type { Duty, UnitKind } from '#contract/units.ts'
import { type Db, one } from '../db.ts'

export type RosterUnit = {
  readonly id: number
  readonly kind: UnitKind
  readonly duty: Duty
  readonly sos: boolean
  readonly retired: boolean
  readonly district: string | null
  /** The case it is on. */
  readonly busyWith: string | null
  /** Has a reach of the river for its own. */
  readonly onRiver: boolean
  /** When it last came back from a break or on duty; null: not known. */
  readonly restedAt: number | null
  /** Cases it was sent to since the day began. */
  readonly today: number
  readonly officers: number
  /** Officers whose certificate is valid. */
  readonly certificates: number
  readonly skills: readonly string[]
  readonly vehicle: string | null
  /** Delegated items of its squad; null: it stands under no squad, or nobody put down which they are. */
  readonly items: readonly string[] | null
}

/** All units where no ids are named. `day`: when the day began, ms UTC. */
export async function unitsForRoster(db: Db, day: number, ids?: readonly number[]): Promise<RosterUnit[]> {
  const { rows } = await db.query<RosterUnit>(
    `select u.id, u.kind, u.duty, u.sos is not null as sos, u.retired_at is not null as retired,
       case when s.kind = 'district' then s.code when p.kind = 'district' then p.code end as district,
       t.code as "busyWith", 'water' = any(u.tags) as "onRiver", u.rested_at as "restedAt",
       (select count(*)::int from assignment d where d.unit = u.id and d.dispatched_at >= $1) as today,
       crew.officers, crew.certificates, crew.skills, u.vehicle,
       case when s.kind = 'squad' then nullif(array(select item from squad_item i where i.organisation = s.id), '{}') end as items
     from unit u join organisation s on s.id = u.organisation left join organisation p on p.id = s.parent
     left join assignment x on x.unit = u.id and x.state not in ('finished', 'declined', 'recalled')
     left join ticket t on t.id = x.ticket
     cross join lateral (
       select count(*)::int as officers, count(*) filter (where o.certificate_until >= $1::timestamptz)::int as certificates,
         array(select distinct unnest(skills) from officer where unit = u.id) as skills
       from officer o where o.unit = u.id) crew
     where $2::int[] is null or u.id = any($2)`,
    [new Date(day), ids ?? null],
  )
  return rows
}

/** The last event, and the newest unit. */
type Mark = { readonly event: number; readonly unit: number }

/** How far log and units have come, and the units that something happened to, or that came, since `seen`. */
export async function unitsChanged(
  db: Db,
  seen: Mark = { event: Number.MAX_SAFE_INTEGER, unit: Number.MAX_SAFE_INTEGER },
): Promise<Mark & { units: number[] }> {
  const { rows } = await db.query<Mark & { units: number[] }>({
    name: 'units changed',
    text: `select (select last from event_counter) as event, (select coalesce(max(id), 0) from unit) as unit,
       array(select unnest(units) from event where number > $1::bigint
             union select id from unit where id > $2::bigint) as units`,
    values: [seen.event, seen.unit],
  })
  return one(rows)
}

/** A skill, vehicle or delegated item that is asked for. */
export type Asked = { readonly code: string; readonly name: string; readonly nameEn: string }

export type Requirement = {
  /** Unit kinds the category asks for; none: any that gets there. */
  readonly kinds: readonly string[]
  readonly officers: number
  readonly certificates: number
  readonly skill: Asked | null
  readonly vehicle: Asked | null
  readonly item: Asked | null
}

export async function requirementOf(db: Db, category: string): Promise<Requirement> {
  return one(await requirements(db, '$1', category))
}

/** Undefined: there is no such ticket. */
export async function requirementOfTicket(db: Db, ticket: number): Promise<Requirement | undefined> {
  const [asked] = await requirements(db, '(select category from ticket where id = $1)', ticket)
  return asked
}

async function requirements(db: Db, category: string, value: string | number): Promise<Requirement[]> {
  const asked = (table: string) =>
    `case when ${table}.code is not null then jsonb_build_object('code', ${table}.code, 'name', ${table}.name, 'nameEn', ${table}.name_en) end`
  const { rows } = await db.query<Requirement>({
    name: `requirement ${category}`,
    text: `select c.kinds, coalesce(r.officers, 1) as officers, coalesce(r.certificates, 0) as certificates,
       ${asked('k')} as skill, ${asked('v')} as vehicle, ${asked('i')} as item
     from category c left join requirement r on r.category = c.code
     left join qualification k on k.code = r.skill left join qualification v on v.code = r.vehicle
     left join qualification i on i.code = r.item
     where c.code = ${category}`,
    values: [value],
  })
  return rows
}

/** Words for what is asked for by number. */
export const askedWords = ({ name, nameEn }: Asked): Words => ({ zh: name, en: nameEn })
