/** Whether a server can carry the program: PostgreSQL 15 and PostGIS 3.3 or newer. */
import { isPostgisEnough, oldestPostgis, oldestPostgres } from './binaries.ts'

/** A pool or a client. */
type Askable = { query(sql: string): Promise<{ rows: Record<string, unknown>[] }> }

/** Throws in words when the server is too old or has no PostGIS. */
export async function checkServer(db: Askable): Promise<void> {
  const { rows } = await db.query(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      (select coalesce(installed_version, default_version) from pg_available_extensions where name = 'postgis') as postgis`,
  )
  const { number, version, postgis } = rows[0] ?? {}
  if (Number(number) < oldestPostgres * 10_000) {
    throw new Error(
      `The database server is PostgreSQL ${version}; PostgreSQL ${oldestPostgres} or newer is needed. Point DATABASE_URL at a newer one.`,
    )
  }
  const wanted = oldestPostgis.join('.')
  if (typeof postgis !== 'string') {
    throw new Error(
      `The database server has no PostGIS. Install PostGIS ${wanted} or newer on it, or point DATABASE_URL at one that has it.`,
    )
  }
  if (!isPostgisEnough(postgis)) {
    throw new Error(`The database server has PostGIS ${postgis}; PostGIS ${wanted} or newer is needed.`)
  }
}
