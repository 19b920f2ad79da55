/** Starts a script of ours as a process of its own, which ends when we do. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const leash = new URL('leash.mjs', import.meta.url).href

export type Child = {
  /** Its exit code. */
  readonly ended: Promise<number>
  /** Asks it to end, and makes it after five seconds. */
  stop(): Promise<void>
}

/** `node --import tsx <file> …args` in the repository; what it prints on stdout goes to our stderr. */
export function startScript(file: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Child {
  return start([file, ...args], env)
}

/** The same with `node --watch`: it starts again whenever one of its files changes. */
export function startWatched(file: string, env: NodeJS.ProcessEnv = {}): Child {
  return start(['--watch', '--watch-preserve-output', file], env)
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn(process.execPath, ['--import', leash, '--import', 'tsx', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const ended = endOf(child)
  return { ended, stop: () => stop(child, ended) }
}

async function endOf(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'exit')
  return typeof code === 'number' ? code : 1
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(impatience)
}
