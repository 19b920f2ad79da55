/** Synthetic tickets of past weeks, that a demonstration knows what is usual where; two places where it was not, yesterday; and one that always is. */
import type { Db } from '../../server/db.ts'
import { createRandom, type Random } from '../simulate/random.ts'

const HOUR_MS = 3_600_000
const DAYS = 63
const A_DAY = 40
/** What was closed within twelve hours would still be on the desks. */
const CLOSED_HOURS = 13
const categories = ['0501', '0504', '0102', '0112', '0506', '0201', '0301'] as const
/** Stalls that citizens complain of, and a place where only patrols found anything. */
const bursts = [
  { source: 'hotline', near: [121.4886, 31.2405], tickets: 11 },
  { source: 'patrol', near: [121.4737, 31.2304], tickets: 14 },
] as const

/** Stalls at the gate of Yu Garden, each day: usual there, and nowhere else. */
const ALWAYS = { source: 'hotline', near: [121.4922, 31.2271], aDay: 3 } as const

type Seeded = {
  number: number
  at: number
  lng: number
  lat: number
  source: 'hotline' | 'patrol' | 'video'
  category: string
}

/** Adds them where there are none; answers how many. The numbers their source gave them begin with DEMO. */
export async function seedTickets(db: Db): Promise<number> {
  const { rows: known } = await db.query(`select from ticket where external_id like 'DEMO-%' limit 1`)
  if (known.length > 0) return 0
  const { rows: places } = await db.query<{ lng: number; lat: number }>(
    `select st_x(point) as lng, st_y(point) as lat from place where kind <> 'district' order by id`,
  )
  if (places.length === 0) return 0
  const random = createRandom(2026)
  const now = Date.now()
  const quiet = Array.from({ length: DAYS * A_DAY }, () => quietTicket(random, now, places))
  const loud = bursts.flatMap(({ source, near: [lng, lat], tickets }) =>
    Array.from({ length: tickets }, () => ({
      at: now - random.between(CLOSED_HOURS + 1, 22) * HOUR_MS,
      lng: lng + random.normal() * 0.0006,
      lat: lat + random.normal() * 0.0005,
      source,
      category: '0501',
    })),
  )
  const always = Array.from({ length: DAYS * ALWAYS.aDay }, (_, i) => ({
    at: now - (CLOSED_HOURS + 24 * Math.floor(i / ALWAYS.aDay) + random.next() * 9) * HOUR_MS,
    lng: ALWAYS.near[0] + random.normal() * 0.0008,
    lat: ALWAYS.near[1] + random.normal() * 0.0006,
    source: ALWAYS.source,
    category: '0501',
  }))
  const tickets = [...quiet, ...loud, ...always].map((each, number): Seeded => ({ ...each, number }))
  return insert(db, tickets)
}

/** More by day than by night, near a named place. */
function quietTicket(random: Random, now: number, places: readonly { lng: number; lat: number }[]) {
  const day = Math.floor(random.next() * DAYS)
  const hour = 8 + random.normal() * 4 + (random.chance(0.4) ? 8 : 2)
  const near = random.pick(places)
  const share = random.next()
  return {
    at: Math.min(now - CLOSED_HOURS * HOUR_MS, now - day * 24 * HOUR_MS - hour * HOUR_MS),
    lng: near.lng + random.normal() * 0.004,
    lat: near.lat + random.normal() * 0.003,
    source: share < 0.72 ? ('hotline' as const) : share < 0.9 ? ('patrol' as const) : ('video' as const),
    category: random.pick(categories),
  }
}

async function insert(db: Db, tickets: readonly Seeded[]): Promise<number> {
  const { rowCount } = await db.query(
    `insert into ticket (code, state, priority, source, external_id, category, text, address, place, district, zone, happened_at,
       opened_at, opened_by, closed_at, closed_by)
     select to_char(t at time zone 'Asia/Shanghai', 'yymmdd') || 'D' || number, 'closed', c.priority, source, 'DEMO-' || number,
       c.code, '演示数据', near.name, point, district.code, zone.id, t, t, 'demo', t + interval '40 minutes', 'demo'
     from jsonb_to_recordset($1::jsonb) as s (number int, at float8, lng float8, lat float8, source text, category text)
     join category c on c.code = s.category
     cross join lateral (select to_timestamp(at / 1000) as t, st_setsrid(st_makepoint(lng, lat), 4326) as point) made
     left join lateral (select name from place p where kind <> 'district' order by p.point <-> made.point limit 1) near on true
     left join lateral (
       select o.code from place p join organisation o on o.kind = 'district' and o.name = p.name
       where p.kind = 'district' order by p.point <-> made.point limit 1) district on true
     left join lateral (
       select z.id from zone z where st_covers(z.area, made.point) order by st_area(z.area) limit 1) zone on true`,
    [JSON.stringify(tickets)],
  )
  return rowCount ?? 0
}
