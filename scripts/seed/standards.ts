/** What tickets are measured by: categories and sources with their clocks, what pauses these, and the days that are not what their weekday says. */

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
    'evidence',
  ])
  const { rowCount } = await db.query(
    `insert into category (code, name, name_en, priority, clock_amount, clock_unit, kinds, evidence)
     select code, name, name_en, priority, amount, unit, string_to_array(kinds, ' '), evidence
     from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[])
       as c (code, name, name_en, priority, amount, unit, kinds, evidence)
     on conflict (code) do nothing`,
    [
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.name_en),
      rows.map((row) => row.priority),
      rows.map((row) => row.clock_amount),
      rows.map((row) => row.clock_unit),
      rows.map((row) => row.kinds),
      rows.map((row) => row.evidence),
    ],
  )
  return rowCount ?? 0
}

/** Adds the clocks by source and nature where there are none yet: a rule that an administrator took away does not come back. */
export async function seedClockRules(db: Db): Promise<number> {
  const columns = ['clock', 'source', 'category', 'nature', 'amount', 'unit', 'most'] as const
  const rows = readTable('seed/clock_rules.csv', columns)
  const { rowCount } = await db.query(
    `insert into clock_rule (clock, source, category, nature, amount, unit, most)
     select clock, nullif(source, ''), nullif(category, ''), nullif(nature, ''), amount::int, unit, nullif(most, '')::int
     from jsonb_to_recordset($1::jsonb)
       as r (clock text, source text, category text, nature text, amount text, unit text, most text)
     where not exists (select from clock_rule)`,
    [JSON.stringify(rows)],
  )
  return rowCount ?? 0
}

/** Adds what pauses the clocks where nothing does yet. */
export async function seedPauseRules(db: Db): Promise<number> {
  const rows = readTable('seed/pause_rules.csv', ['clock', 'state', 'cause'])
  const { rowCount } = await db.query(
    `insert into pause_rule (clock, state, cause)
     select clock, state, nullif(cause, '') from jsonb_to_recordset($1::jsonb) as r (clock text, state text, cause text)
     where not exists (select from pause_rule)`,
    [JSON.stringify(rows)],
  )
  return rowCount ?? 0
}

/** Adds the holidays and make-up working days of years that have none: a day that an administrator took away does not come back. */
export async function seedHolidays(db: Db): Promise<number> {
  const rows = readTable('seed/holidays.csv', ['day', 'working', 'name', 'name_en'])
  const { rowCount } = await db.query(
    `insert into holiday (day, working, name, name_en)
     select * from unnest($1::date[], $2::boolean[], $3::text[], $4::text[]) as h (day, working, name, name_en)
     where not exists (select from holiday known where extract(year from known.day) = extract(year from h.day))`,
    [
      rows.map((row) => row.day),
      rows.map((row) => row.working),
      rows.map((row) => row.name),
      rows.map((row) => row.name_en),
    ],
  )
  return rowCount ?? 0
}
