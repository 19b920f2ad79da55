/** Demonstration patrols: plans along the banks and on the water, codes of venues on them, and crews in the shifts of a week. */
import type { LngLat } from '#contract/endpoint.ts'
import { dayAfter, type PlanStop, weekdayOf } from '#contract/patrols.ts'
import { dayOf } from '#contract/workingTime.ts'
import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'
import { type AxisPoint, axisAt, bankLines } from '../../server/zones/reaches.ts'
import { riverAxis } from './zones.ts'

const columns = [
  'name',
  'name_en',
  'mode',
  'tag',
  'course',
  'from_m',
  'to_m',
  'stops',
  'weekdays',
  'shift',
  'unit',
  'certificates',
  'item',
] as const
type Row = Readonly<Record<(typeof columns)[number], string>>

const planRows = (): readonly Row[] => readTable('seed/patrol_plans.csv', columns)

/** Adds the plans that are missing by name, with the codes of their venues; answers how many plans. */
export async function seedPlans(db: Db): Promise<number> {
  const { rows: known } = await db.query<{ name: string }>('select name from patrol_plan')
  const names = new Set(known.map(({ name }) => name))
  let added = 0
  for (const row of planRows()) {
    if (names.has(row.name)) continue
    const stops = await stopsOf(db, row)
    await insertPlan(db, row, stops)
    if (row.mode === 'foot') await insertCodes(db, stops)
    added++
  }
  return added
}

async function insertPlan(db: Db, row: Row, stops: readonly PlanStop[]): Promise<void> {
  await db.query(
    `insert into patrol_plan (name, name_en, mode, tag, certificates, item, zones, stops, weekdays, shift, unit)
     values ($1, $2, $3, $4, $5, nullif($6, ''), $7, $8, $9, $10, (select id from unit where code = $11))`,
    [
      row.name,
      row.name_en,
      row.mode,
      row.tag,
      Number(row.certificates),
      row.item,
      // Who walks a bank or sails the water stays within the zones of its stops.
      row.mode === 'foot' || row.mode === 'boat' ? await zonesUnder(db, row, stops) : [],
      JSON.stringify(stops),
      [...row.weekdays].map(Number),
      row.shift,
      row.unit,
    ],
  )
}

/** On the promenade, in midstream, or a post by itself. */
async function stopsOf(db: Db, row: Row): Promise<PlanStop[]> {
  const [course = '', side = ''] = row.course.split('/')
  if (course === 'zone') return [await postStop(db, side)]
  const axis = riverAxis(course)
  const line = side === 'water' ? axis.map(({ place }) => place) : promenade(axis, side as 'left' | 'right')
  const count = Number(row.stops)
  const [from, to] = [Number(row.from_m), Number(row.to_m)]
  return Array.from({ length: count }, (_, i): PlanStop => {
    const metres = from + ((to - from) * i) / Math.max(1, count - 1)
    const mark = (metres / 1000).toFixed(1)
    return {
      name: `${row.name.replace(/（.*/, '').replace(/[人车船技]巡$/, '')} ${mark} 公里`,
      nameEn: `${row.name_en.replace(/ (on foot|by \w+).*$/, '')} km ${mark}`,
      place: along(axis, line, metres),
      metres: row.mode === 'boat' ? 150 : row.mode === 'car' ? 90 : 45,
      zone: null,
      minutes: row.mode === 'foot' ? 5 : 3,
      opens: null,
      closes: null,
    }
  })
}

/** So far inland of the bank line people walk. */
const PROMENADE_METRES = 18

function promenade(axis: readonly AxisPoint[], side: 'left' | 'right'): readonly LngLat[] {
  const lines = bankLines(axis, PROMENADE_METRES)
  return side === 'left' ? lines.leftInland : lines.rightInland
}

/** The line has as many points as the axis: a chainage lies between the same two on both. */
function along(axis: readonly AxisPoint[], line: readonly LngLat[], metres: number): LngLat {
  axisAt(axis, metres)
  const next = Math.max(
    1,
    axis.findIndex((point) => point.metres >= metres),
  )
  const [a, b] = [axis[next - 1] as AxisPoint, axis[next] as AxisPoint]
  const share = (metres - a.metres) / (b.metres - a.metres)
  const [from, to] = [line[next - 1] as LngLat, line[next] as LngLat]
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}

async function postStop(db: Db, code: string): Promise<PlanStop> {
  const { rows } = await db.query<{ id: number; name: string; nameEn: string; place: LngLat }>(
    `select id, name, name_en as "nameEn", array[st_x(st_centroid(area)), st_y(st_centroid(area))] as place from zone where code = $1`,
    [code],
  )
  const zone = rows[0]
  if (!zone) throw new Error(`data/seed/patrol_plans.csv names the zone ${code}, which there is not`)
  const { id, name, nameEn, place } = zone
  return { name, nameEn, place, metres: 60, zone: id, minutes: 120, opens: null, closes: null }
}

async function zonesUnder(db: Db, row: Row, stops: readonly PlanStop[]): Promise<number[]> {
  const kind = row.mode === 'boat' ? 'reach_water' : 'reach_bank'
  const { rows } = await db.query<{ id: number }>(
    `select distinct z.id from zone z, unnest($1::float8[], $2::float8[]) as s (lng, lat)
     where z.kind = $3 and st_dwithin(z.area::geography, st_setsrid(st_makepoint(s.lng, s.lat), 4326)::geography, 400)
       and st_covers(z.area, st_setsrid(st_makepoint(s.lng, s.lat), 4326)) order by z.id`,
    [stops.map(({ place }) => place[0]), stops.map(({ place }) => place[1]), kind],
  )
  return rows.map(({ id }) => id)
}

/** A plate at each stop: what an officer types or scans there. */
async function insertCodes(db: Db, stops: readonly PlanStop[]): Promise<void> {
  for (const { name, nameEn, place } of stops) {
    await db.query(
      `insert into venue_code (code, name, name_en, point) values ($1, $2, $3, st_setsrid(st_makepoint($4, $5), 4326))
       on conflict (code) do nothing`,
      [codeOf(place), name, nameEn, place[0], place[1]],
    )
  }
}

/** Made of the place: the same each time, and nobody guesses it from the name. */
const codeOf = ([lng, lat]: LngLat): string =>
  `CS${(Math.round(lng * 1e5) % 1e4).toString().padStart(4, '0')}${(Math.round(lat * 1e5) % 1e4).toString().padStart(4, '0')}`

const DAYS = 7

/**
 * Puts the plans' crews into their shift on six days of the week ahead, and on the seventh none; a crew that somebody has
 * put on or taken off on a day is left alone. Answers how many shifts.
 */
export async function seedRoster(db: Db): Promise<number> {
  const today = dayOf(Date.now())
  const crews = planRows().filter(({ unit }) => unit !== '')
  const entries = crews.flatMap(({ unit, shift, tag }, i) =>
    Array.from({ length: DAYS }, (_, ahead) => dayAfter(today, ahead))
      .filter((day) => weekdayOf(day) !== (i % DAYS) + 1)
      .map((day) => ({ unit, shift, tag, day })),
  )
  const { rows } = await db.query<{ id: number }>(
    `with s as (
       insert into crew_shift (unit, day, shift, tag)
       select u.id, e.day, e.shift, e.tag
       from jsonb_to_recordset($1::jsonb) as e (unit text, day date, shift text, tag text) join unit u on u.code = e.unit
       where not exists (select from crew_shift k where k.unit = u.id and k.day = e.day)
       returning id, unit),
     o as (insert into crew_shift_officer (crew_shift, officer) select s.id, f.id from s join officer f on f.unit = s.unit)
     select id from s`,
    [JSON.stringify(entries)],
  )
  return rows.length
}
