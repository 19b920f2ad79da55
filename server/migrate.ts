/** Brings a database to the newest shape: the files of data/migrations in order, forward only, each in its own transaction. */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { runner } from 'node-pg-migrate'
import type { Db } from './db.ts'
import { root } from './root.ts'

export const migrationsFolder = resolve(root, 'data/migrations')

/** Names of the migrations that ran. Two servers starting at once: the second waits, and finds nothing left to do. */
export async function migrate(url: string, say: (words: string) => void): Promise<string[]> {
  const done = await runner({
    databaseUrl: url,
    dir: migrationsFolder,
    migrationsTable: 'migration',
    direction: 'up',
    advisoryLockMode: 'wait',
    singleTransaction: false,
    logger: { info: () => undefined, warn: say, error: say },
  })
  for (const { name } of done) say(`database: ${name}`)
  return done.map(({ name }) => name)
}

/** Names of the migrations this program has and the database has not. */
export async function migrationsMissing(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>('select name from migration')
  const applied = new Set(rows.map(({ name }) => name))
  const ours = readdirSync(migrationsFolder).filter((file) => file.endsWith('.sql'))
  return ours
    .map((file) => file.slice(0, -'.sql'.length))
    .filter((name) => !applied.has(name))
    .sort()
}
