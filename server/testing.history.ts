/** For tests of the history: a database as it was before any position came, in a tenth of the time a new one takes. */
import type { Pool } from './db.ts'
import { readPartitions } from './positions/partitionQueries.ts'

export async function forgetHistory(db: Pool): Promise<void> {
  const names = (await readPartitions(db)).map(({ name }) => name)
  if (names.length > 0) await db.query(`drop table ${names.join(', ')}`)
  await db.query('truncate newest_fix, recorder, thinned_history')
}
