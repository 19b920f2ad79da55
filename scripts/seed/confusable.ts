/** Which categories people take for one another: seed for the likely duplicates. */
import { readTable } from '../../server/city/tables.ts'
import type { Db } from '../../server/db.ts'

/** Adds the pairs that are missing; answers how many. */
export async function seedConfusable(db: Db): Promise<number> {
  const rows = readTable('seed/confusable.csv', ['one', 'other'])
  const { rowCount } = await db.query(
    'insert into confusable (one, other) select * from unnest($1::text[], $2::text[]) on conflict do nothing',
    [rows.map((row) => row.one), rows.map((row) => row.other)],
  )
  return rowCount ?? 0
}
