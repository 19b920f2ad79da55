/** The thread in which chunks are built: columns and Brotli keep a processor busy for seconds, and positions must not wait. */
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../db.ts'
import { createWork, type Done, type Job } from './work.ts'

/** `number` names a job and its answer. */
export type Asked = { readonly number: number; readonly job: Job }
export type Answered = { readonly number: number; readonly done?: Done; readonly failed?: string }

const port = parentPort
if (!port) throw new Error('chunks are built in a thread of their own')
const db = connect((workerData as { readonly url: string }).url, { max: 1 })
const work = createWork(db)

// One at a time: two would only take turns.
let working = Promise.resolve()
port.on('message', (asked: Asked | 'stop') => {
  working = working.then(async () => {
    if (asked === 'stop') {
      await db.end()
      port.close()
    } else port.postMessage(await answerTo(asked))
  })
})

async function answerTo({ number, job }: Asked): Promise<Answered> {
  try {
    return { number, done: await work(job) }
  } catch (error) {
    return { number, failed: (error as Error).message }
  }
}
