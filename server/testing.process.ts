/** A server in a process of its own, for tests that kill it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Address } from './main.ts'
import { root } from './root.ts'

export type ServerProcess = {
  readonly url: string
  readonly port: number
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Starts the server as it was built; answers when the console can be opened, throws with its words when it ends first. */
export async function serverProcess(variables: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [resolve(root, 'server/dist/main.js')], {
    env: {
      ...process.env,
      PORT: '0',
      AIS_PORT: '0',
      JT808_PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      ...variables,
    },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  const ended = once(child, 'exit')
  const said: string[] = []
  createInterface(child.stderr as Readable).on('line', (line) => said.push(line))
  const { url, port } = await Promise.race([
    once(child, 'message').then(([told]) => told as Address),
    ended.then(([code]) => {
      throw new Error(`the server ended with ${code}:\n${said.join('\n')}`)
    }),
  ])
  return {
    url,
    port,
    async kill(signal) {
      child.kill(signal)
      await ended
    },
  }
}
