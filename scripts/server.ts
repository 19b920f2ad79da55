/** The server as a part of a program: the program ends with it. */
import { startBuiltServer } from './child.ts'
import type { Parts } from './parts.ts'

/** Starts it with these variables beside our own; answers its address once it can be opened. */
export async function startServerPart(parts: Parts, env: NodeJS.ProcessEnv): Promise<string> {
  const server = await startBuiltServer(env)
  let stopping = false
  await parts.add(() => {
    stopping = true
    return server.stop()
  })
  server.ended.then((code) => {
    if (stopping) return
    process.exitCode = code || 1
    process.kill(process.pid, 'SIGTERM')
  })
  return server.url
}
