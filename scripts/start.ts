/** `npm start`: the console itself, on DATABASE_URL or a database of its own, without demo data. */
import { readEnv } from '../server/env.ts'
import { requireClient } from './client.ts'
import { runParts } from './parts.ts'
import { withFreePorts } from './ports.ts'
import { say } from './say.ts'

await runParts(async (parts) => {
  const env = await withFreePorts(readEnv(process.env), process.env, say)
  await requireClient()
  const { startServer } = await import('../server/main.ts')
  const server = await startServer(env, say)
  await parts.add(() => server.stop())
  process.stdout.write(`The console is at ${server.url}\n`)
})
