/** What the clocks go by: rules, pauses, holidays and thresholds, all of them an administrator's to change. */
import type { ClockName, ClockUnit } from '#contract/clocks.ts'
import type { Nature, TicketSource } from '#contract/tickets.ts'
import { type Db, one } from '../db.ts'

export type ClockRule = {
  readonly clock: ClockName
  readonly category: string | null
  readonly amount: number
  readonly unit: ClockUnit
  readonly most: number | null
}

type Held = {
  readonly source: TicketSource | null
  readonly nature: Nature | null
  readonly operation: number | null
}

/** The rules of every source, category, nature and operation: an operation's first, and of those that name most. */
export async function clockRules(db: Db): Promise<(ClockRule & Held)[]> {
  const { rows } = await db.query(
    `select clock, source, category, nature, operation, amount, unit, most from clock_rule
     order by operation is null, num_nonnulls(source, category, nature) desc, id`,
  )
  return rows
}

export type PauseRule = { readonly clock: ClockName; readonly state: string; readonly cause: string | null }

export async function pauseRules(db: Db): Promise<PauseRule[]> {
  const { rows } = await db.query<PauseRule>('select clock, state, cause from pause_rule')
  return rows
}

/** Days that are not what their weekday says, from a day on: day → is it worked. */
export async function holidaysFrom(db: Db, day: string): Promise<Map<string, boolean>> {
  const { rows } = await db.query<{ day: string; working: boolean }>(
    'select day, working from holiday where day >= $1',
    [day],
  )
  return new Map(rows.map((row) => [row.day, row.working]))
}

/** The thresholds by name. */
export async function allThresholds(db: Db): Promise<Record<string, number>> {
  const { rows } = await db.query<{ all: Record<string, number> }>(
    `select coalesce(json_object_agg(name, value), '{}') as all from threshold`,
  )
  return one(rows).all
}
