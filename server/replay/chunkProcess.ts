/**
 * The process in which chunks are built: columns and Brotli keep a processor busy for seconds and take hundreds of megabytes,
 * and positions must neither wait nor share their memory with them.
 */
import { setPriority } from 'node:os'
import { connect } from '../db.ts'
import { createWork, type Done, type Job, type Used } from './work.ts'

/** `number` names a job and its answer. */
export type Asked = { readonly number: number; readonly job: Job }
export type Answered = {
  readonly number: number
  readonly done?: Done
  readonly failed?: string
  readonly used: Used
}

/** Who looks at the map comes first. */
const NICE = 10

const url = process.env.DATABASE_URL
if (!url || !process.send) throw new Error('chunks are built in a process that the server starts')
setPriority(NICE)
// Ending is as sudden as it may be: what lies half written is swept.
process.once('disconnect', () => process.exit())
const db = connect(url, { max: 1 })
const work = createWork(db)

// One at a time: two would only take turns.
let working = Promise.resolve()
process.on('message', (asked: Asked) => {
  working = working.then(async () => {
    const answered = await answerTo(asked)
    process.send?.(answered)
  })
})

async function answerTo({ number, job }: Asked): Promise<Answered> {
  const before = process.cpuUsage()
  try {
    const done = await work(job)
    return { number, done, used: usedSince(before) }
  } catch (error) {
    return { number, failed: (error as Error).message, used: usedSince(before) }
  }
}

function usedSince(before: NodeJS.CpuUsage): Used {
  const { user, system } = process.cpuUsage(before)
  return { cpuSeconds: (user + system) / 1e6, mostBytes: process.resourceUsage().maxRSS * 1024 }
}
