/** Starts a program of ours as a process of its own, which ends when we do. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Address } from '../server/main.ts'

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
  return start(['--import', 'tsx', file, ...args], env)
}

/** The same with `node --watch`: it starts again whenever one of its files changes. */
export function startWatched(file: string, env: NodeJS.ProcessEnv = {}): Child {
  return start(['--import', 'tsx', '--watch', '--watch-preserve-output', file], env)
}

/**
 * How the server's memory is looked after. What it makes anew lives for milliseconds: more room for it spares no measurable
 * work. Full collections wait until more than half of the room they are for is used: by default they come as soon as the room
 * for what is new might not fit, three times as often.
 */
const COLLECTING = [
  '--max-semi-space-size=4',
  '--incremental-marking-soft-trigger=60',
  '--incremental-marking-hard-trigger=90',
]

/** The server as it was built, once it can be opened; throws when it ends before that, having said why. */
export async function startBuiltServer(env: NodeJS.ProcessEnv): Promise<Child & Address> {
  const child = start([...COLLECTING, 'server/dist/main.js'], env)
  const address = await Promise.race([
    once(child.program, 'message').then(([told]) => told as Address),
    child.ended.then((code) => {
      throw new Error(`The server ended with ${code} before it could be opened: see above.`)
    }),
  ])
  return { ...child, ...address }
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): Child & { readonly program: ChildProcess } {
  const program = spawn(process.execPath, ['--import', leash, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const ended = endOf(program)
  return { program, ended, stop: () => stop(program, ended) }
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
