/** Categories of tickets in the database, with what a ticket takes over from its own. */
import type { Evidence } from '#contract/city.ts'
import type { ClockUnit } from '#contract/clocks.ts'
import type { Db } from '../db.ts'

const categoryColumns = 'code, priority, clock_amount as amount, clock_unit as unit, kinds, evidence'

export type CategoryRow = {
  code: string
  priority: number
  amount: number
  unit: ClockUnit
  kinds: string[]
  evidence: Evidence
}

export async function categoryByCode(db: Db, code: string): Promise<CategoryRow | undefined> {
  const { rows } = await db.query<CategoryRow>(`select ${categoryColumns} from category where code = $1`, [
    code,
  ])
  return rows[0]
}

export async function allCategories(db: Db): Promise<CategoryRow[]> {
  const { rows } = await db.query<CategoryRow>(`select ${categoryColumns} from category`)
  return rows
}
