/** `npm run migrate`: brings the database of DATABASE_URL, or our own, to the newest shape. */
import { openDatabase } from '../server/cluster/database.ts'
import { readEnv } from '../server/env.ts'
import { migrate } from '../server/migrate.ts'
import { runOnce } from './parts.ts'
import { say } from './say.ts'

await runOnce(async (parts) => {
  const database = await openDatabase(readEnv(process.env), say)
  await parts.add(database.stop)
  const done = await migrate(database.url, say)
  say(done.length === 0 ? 'The database has every migration already.' : `${done.length} migrations applied.`)
})
