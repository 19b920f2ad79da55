/** A script of the bench in a process of its own, talked to by messages. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Parts } from '../parts.ts'

export type Talker = {
  send(message: unknown): void
  /** The next message. */
  next(): Promise<unknown>
  stop(): Promise<void>
}

export async function startTalker(parts: Parts, file: string, env: NodeJS.ProcessEnv = {}): Promise<Talker> {
  const child = fork(file, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...env },
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`)
  })
  ended.catch(() => {})
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await ended.catch(() => {})
  }
  await parts.add(stop)
  return {
    send: (message) => void child.send(message as object),
    next: async () => (await Promise.race([once(child, 'message'), ended]))[0],
    stop,
  }
}
