/** `npm run dev`: the server, started again at every change, and the client by Vite, changed in place. */
import { createServer } from 'vite'
import { openDatabase } from '../server/cluster/database.ts'
import { readEnv } from '../server/env.ts'
import { startWatched } from './child.ts'
import { runParts } from './parts.ts'
import { withFreePorts } from './ports.ts'
import { say } from './say.ts'

await runParts(async (parts) => {
  const env = await withFreePorts(readEnv(process.env), process.env, say)
  // Held here, so that the database does not stop and start with every reload of the server.
  const database = await openDatabase(env, say)
  await parts.add(database.stop)
  const server = startWatched('server/main.ts', {
    PORT: String(env.port),
    AIS_PORT: String(env.aisPort),
    JT808_PORT: String(env.jt808Port),
    DATABASE_URL: database.url,
  })
  await parts.add(server.stop)
  // The proxy in vite.config.ts reads PORT.
  process.env.PORT = String(env.port)
  const vite = await createServer({ configFile: 'vite.config.ts', server: { port: env.port + 1 } })
  await parts.add(() => vite.close())
  await vite.listen()
  process.stdout.write(`Develop at ${vite.resolvedUrls?.local[0] ?? ''} (server on port ${env.port})\n`)
})
