/** What tickets are measured by: categories with their clocks, and the days that are not what their weekday says. */

import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'

/** Adds the categories that are missing; what an administrator changed stays. Answers how many. */
export async function seedCategories(db: Db): Promise<number> {
  const rows = readTable('seed/categories.csv', [
    'code',
    'name',
    'name_en',
    'priority',
    'clock_amount',
    'clock_unit',
    'kinds',
  ])
  const { rowCount } = await db.query(
    `insert into category (code, name, name_en, priority, clock_amount, clock_unit, kinds)
     select code, name, name_en, priority, amount, unit, string_to_array(kinds, ' ')
     from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[])
       as c (code, name, name_en, priority, amount, unit, kinds)
     on conflict (code) do nothing`,
    [
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.name_en),
      rows.map((row) => row.priority),
      rows.map((row) => row.clock_amount),
      rows.map((row) => row.clock_unit),
      rows.map((row) => row.kinds),
    ],
  )
  return rowCount ?? 0
}

/** Adds the holidays and make-up working days that are missing; answers how many. */
export async function seedHolidays(db: Db): Promise<number> {
  const rows = readTable('seed/holidays.csv', ['day', 'working', 'name', 'name_en'])
  const { rowCount } = await db.query(
    `insert into holiday (day, working, name, name_en)
     select * from unnest($1::date[], $2::boolean[], $3::text[], $4::text[])
     on conflict (day) do nothing`,
    [
      rows.map((row) => row.day),
      rows.map((row) => row.working),
      rows.map((row) => row.name),
      rows.map((row) => row.name_en),
    ],
  )
  return rowCount ?? 0
}
