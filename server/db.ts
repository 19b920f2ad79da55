/** The database: one pool, one way to open a transaction, times as ms and bigints as numbers. */
import pg from 'pg'

/** The pool, or the one connection of a transaction. */
export type Db = Pick<pg.ClientBase, 'query'>
export type Pool = pg.Pool

const INT8 = 20
const TIMESTAMPTZ = 1184
const DATE = 1082

const parseTimestamp = pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date

/** timestamptz → ms UTC; int8 → number (ours stay far below 2^53); date → 'yyyy-mm-dd'. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') => {
    if (oid === INT8) return Number
    if (oid === TIMESTAMPTZ) return (text: string) => parseTimestamp(text).getTime()
    if (oid === DATE) return (text: string) => text
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}

/** A pool that survives the database going away: a broken idle connection is only told to `say`. */
export function connect(
  url: string,
  { max = 12, say = () => {} }: { max?: number; say?: (line: string) => void } = {},
): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: 'jianghe',
  })
  pool.on('error', (error) => say(`database connection lost: ${error.message}`))
  // In use it breaks with its statement, which throws; without a listener the event would end the whole program.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** One connection outside the pool, for `listen`. */
export const connection = (url: string): pg.Client =>
  new pg.Client({ connectionString: url, types, application_name: 'jianghe listen', keepAlive: true })

/** Runs `work` in one transaction: commits what it did, or rolls all of it back and throws what it threw. */
export async function transaction<T>(pool: Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect()
  let broken: Error | undefined
  try {
    await tx.query('begin')
    const result = await work(tx)
    await tx.query('commit')
    return result
  } catch (error) {
    await tx.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    tx.release(broken)
  }
}

/** The single row of a statement that always yields one. */
export function one<T>(rows: readonly T[]): T {
  const row = rows[0]
  if (row === undefined) throw new Error('a statement that always yields a row yielded none')
  return row
}
