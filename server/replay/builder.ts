/** The chunk worker as the server sees it: a job in, its outcome out; a thread that ended is begun anew with the next job. */
import { Worker } from 'node:worker_threads'
import type { Answered, Asked } from './chunkThread.ts'
import type { Done, Job } from './work.ts'

export type Builder = {
  build(job: Job): Promise<Done>
  /** Ends the thread at once, whatever it is doing; who waits is told. */
  stop(): Promise<void>
}

type Waiting = { readonly resolve: (done: Done) => void; readonly reject: (error: Error) => void }

export function startBuilder(url: string): Builder {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let number = 0

  const begin = (): Worker => {
    const begun = openThread(url)
    begun.on('message', ({ number, done, failed }: Answered) => {
      const { resolve, reject } = waiting.get(number) as Waiting
      waiting.delete(number)
      if (done) resolve(done)
      else reject(new Error(failed))
    })
    let why = 'the thread that builds chunks has ended'
    begun.on('error', (error: Error) => {
      why = error.message
    })
    begun.on('exit', () => {
      if (thread === begun) thread = undefined
      for (const { reject } of waiting.values()) reject(new Error(why))
      waiting.clear()
    })
    // It keeps nobody from leaving.
    begun.unref()
    return begun
  }
  return {
    build: (job) =>
      new Promise((resolve, reject) => {
        thread ??= begin()
        waiting.set(++number, { resolve, reject })
        thread.postMessage({ number, job } satisfies Asked)
      }),
    async stop() {
      await thread?.terminate()
    },
  }
}

/** Built it lies beside the server; as it is written its thread has to be taught to read it. */
function openThread(url: string): Worker {
  const options = { workerData: { url } }
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./chunkThread.js', import.meta.url), options)
  const written = JSON.stringify(new URL('./chunkThread.ts', import.meta.url).href)
  const taught = `import('tsx/esm/api').then(({ register }) => { register(); return import(${written}) })`
  return new Worker(taught, { ...options, eval: true })
}
