/** `npm start`: the console itself, on DATABASE_URL or a database of its own, without demo data. */
import { readEnv } from '../server/env.ts'
import { requireBuilt } from './built.ts'
import { runParts } from './parts.ts'
import { withFreePorts } from './ports.ts'
import { say } from './say.ts'
import { startServerPart } from './server.ts'

await runParts(async (parts) => {
  const env = await withFreePorts(readEnv(process.env), process.env, say)
  await requireBuilt()
  const ports = { AIS_PORT: String(env.aisPort), JT808_PORT: String(env.jt808Port) }
  process.stdout.write(`The console is at ${await startServerPart(parts, ports)}\n`)
})
