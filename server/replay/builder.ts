/** The chunk worker as the server sees it: a job in, its outcome out; a process that ended is begun anew with the next job. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answered, Asked } from './chunkProcess.ts'
import type { Done, Job, Used } from './work.ts'

export type Builder = {
  build(job: Job): Promise<Done>
  /** Ends the process at once, whatever it is doing; who waits is told. */
  stop(): Promise<void>
}

type Waiting = { readonly resolve: (done: Done) => void; readonly reject: (error: Error) => void }

type Process = { readonly child: ChildProcess; readonly ended: Promise<void> }

/** Whoever replays what is under way asks every few seconds; after that its hundreds of megabytes are given back. */
const IDLE_MS = 15_000

/** `tell` hears what each job has used. */
export function startBuilder(url: string, tell: (used: Used) => void = () => {}): Builder {
  const waiting = new Map<number, Waiting>()
  let running: Process | undefined
  let number = 0
  let idle: NodeJS.Timeout | undefined

  const lookWhetherIdle = () => {
    clearTimeout(idle)
    if (waiting.size > 0) return
    idle = setTimeout(() => {
      running?.child.disconnect()
      running = undefined
    }, IDLE_MS).unref()
  }
  const begin = (): Process => {
    const child = openProcess(url)
    const fail = (why: string) => {
      if (running?.child !== child) return
      running = undefined
      for (const { reject } of waiting.values()) reject(new Error(why))
      waiting.clear()
    }
    child.on('message', ({ number, done, failed, used }: Answered) => {
      tell(used)
      const { resolve, reject } = waiting.get(number) as Waiting
      waiting.delete(number)
      lookWhetherIdle()
      if (done) resolve(done)
      else reject(new Error(failed))
    })
    child.on('error', (error) => fail(error.message))
    const ended = once(child, 'exit').then(() => fail('the process that builds chunks has ended'))
    // It keeps nobody from leaving.
    child.unref()
    child.channel?.unref()
    return { child, ended }
  }
  return {
    build: (job) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle)
        running ??= begin()
        waiting.set(++number, { resolve, reject })
        running.child.send({ number, job } satisfies Asked)
      }),
    async stop() {
      running?.child.kill('SIGKILL')
      await running?.ended
    },
  }
}

/** Built it lies beside the server; as it is written it has to be read by tsx. */
function openProcess(url: string): ChildProcess {
  const isWritten = import.meta.url.endsWith('.ts')
  const file = fileURLToPath(new URL(isWritten ? './chunkProcess.ts' : './chunkProcess.js', import.meta.url))
  return fork(file, {
    env: { ...process.env, DATABASE_URL: url },
    execArgv: isWritten ? ['--import', 'tsx'] : [],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  })
}
