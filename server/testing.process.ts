/** A server in a process of its own, for tests that kill it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

export type ServerProcess = {
  readonly url: string
  readonly port: number
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Starts `server/main.ts` with these variables; answers when the console can be opened, throws with its words when it ends first. */
export async function serverProcess(variables: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', resolve(import.meta.dirname, 'main.ts')], {
    env: {
      ...process.env,
      PORT: '0',
      AIS_PORT: '0',
      JT808_PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      ...variables,
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const ended = once(child, 'exit')
  const said: string[] = []
  const lines = createInterface(child.stderr)
  const url = await new Promise<string>((done, failed) => {
    lines.on('line', (line) => {
      said.push(line)
      const address = /The console is at (\S+)/.exec(line)?.[1]
      if (address) done(address)
    })
    ended.then(([code]) => failed(new Error(`the server ended with ${code}:\n${said.join('\n')}`)))
  })
  return {
    url,
    port: Number(new URL(url).port),
    async kill(signal) {
      child.kill(signal)
      await ended
    },
  }
}
