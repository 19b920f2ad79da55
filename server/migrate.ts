/** Brings a database to the newest shape: the files of data/migrations in order, forward only, each in its own transaction. */
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'

export const migrationsFolder = fileURLToPath(new URL('../data/migrations', import.meta.url))

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
