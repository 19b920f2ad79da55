/** `npm run objects -- --generate 200000 [--seed n]`: adds synthetic objects, labelled 演示, until there are so many. */
import { parseArgs } from 'node:util'
import { openDatabase } from '../server/cluster/database.ts'
import { connect } from '../server/db.ts'
import { readEnv } from '../server/env.ts'
import { migrate } from '../server/migrate.ts'
import { runOnce } from './parts.ts'
import { say } from './say.ts'
import { generateObjects, seedIntervals } from './seed/objects.ts'

const usage =
  'npm run objects -- --generate <count> [--seed <number>]: adds synthetic objects to the database of DATABASE_URL, or of DATA_DIR'

await runOnce(async (parts) => {
  const { values } = parseArgs({ options: { generate: { type: 'string' }, seed: { type: 'string' } } })
  const count = wholeNumber(values.generate)
  if (count === undefined) throw new Error(usage)
  const seed = wholeNumber(values.seed)
  const database = await openDatabase(readEnv(process.env), say)
  await parts.add(database.stop)
  await migrate(database.url, say)
  const db = connect(database.url, { max: 1, say })
  await parts.add(() => db.end())
  const client = await db.connect()
  await parts.add(() => client.release())
  await seedIntervals(client)
  const began = Date.now()
  const added = await generateObjects(client, count, seed === undefined ? {} : { seed })
  await client.query('vacuum analyze object')
  say(
    `${added} synthetic objects added in ${((Date.now() - began) / 1000).toFixed(1)} s; there are ${Math.max(count, added)}.`,
  )
})

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text)
  throw new Error(`${text} is no whole number above 0. ${usage}`)
}
