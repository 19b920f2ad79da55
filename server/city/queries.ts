/** The city's standing data in the database: organisations, categories, places. */
import type { Category, Holiday, Organisation, Place } from '#contract/city.ts'
import type { Limit } from '#contract/limits.ts'
import type { Db } from '../db.ts'

/** The organisation tree, parents before children. */
export async function allOrganisations(db: Db): Promise<Organisation[]> {
  const { rows } = await db.query<Organisation>(
    `select id, parent, kind, code, name, name_en as "nameEn" from organisation order by id`,
  )
  return rows
}

/** Every category in the order of its code. */
export async function allCategories(db: Db): Promise<Category[]> {
  const { rows } = await db.query<Category>(
    `select code, name, name_en as "nameEn", priority,
       json_build_object('amount', clock_amount, 'unit', clock_unit) as clock, kinds, evidence
     from category order by code`,
  )
  return rows
}

export async function allPlaces(db: Db): Promise<Place[]> {
  const { rows } = await db.query<Place>(
    `select id, kind, name, name_en as "nameEn", array[st_x(point), st_y(point)] as place
     from place order by kind, name`,
  )
  return rows
}

/** Holidays and make-up working days from a year before `now` on: as far back as clocks of open tickets reach. */
export async function recentHolidays(db: Db, now: number): Promise<Holiday[]> {
  const { rows } = await db.query<Holiday>(
    `select day, working from holiday where day > $1::timestamptz - interval '1 year' order by day`,
    [new Date(now)],
  )
  return rows
}

/** How long each step of an assignment may take. */
export async function allLimits(db: Db): Promise<Limit[]> {
  const { rows } = await db.query<Limit>(
    'select step, priority, seconds from assignment_limit order by step, priority',
  )
  return rows
}
