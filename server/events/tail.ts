/** Follows the log and hands on each event once, in order, whichever server wrote it. */
import type { Event } from '#contract/events.ts'
import { connection, type Pool } from '../db.ts'
import { LOG_CHANNEL } from './append.ts'
import { eventsAfter, lastNumber } from './queries.ts'

export type Tail = {
  /** The number of the last event handed on. */
  last(): number
  /** Something was written: read the log now. */
  nudge(): void
  /** Answers the undo. */
  subscribe(take: (events: readonly Event[]) => void): () => void
  stop(): Promise<void>
}

/** Nothing depends on a notification arriving: without one the log is read this often. */
const POLL_MS = 1_000
const BATCH = 500

export async function followLog(db: Pool, url: string, say: (line: string) => void): Promise<Tail> {
  const takers = new Set<(events: readonly Event[]) => void>()
  let last = await lastNumber(db)
  let wanted = false
  let reading: Promise<void> | undefined
  let stopped = false

  const read = async () => {
    while (wanted && !stopped) {
      wanted = false
      const events = await eventsAfter(db, last, BATCH)
      const newest = events.at(-1)
      if (!newest) continue
      last = newest.number
      wanted = events.length === BATCH || wanted
      for (const take of takers) take(events)
    }
  }
  const nudge = () => {
    wanted = true
    if (stopped) return
    reading ??= read()
      .catch((error: Error) => say(`the event log could not be read, trying again: ${error.message}`))
      .finally(() => {
        reading = undefined
      })
  }

  const poll = setInterval(nudge, POLL_MS)
  const listener = listen(url, nudge, say)
  return {
    last: () => last,
    nudge,
    subscribe(take) {
      takers.add(take)
      return () => takers.delete(take)
    },
    async stop() {
      stopped = true
      clearInterval(poll)
      await listener.stop()
      await reading
    },
  }
}

/** Keeps one listening connection open, and opens another when it breaks. */
function listen(url: string, heard: () => void, say: (line: string) => void): { stop(): Promise<void> } {
  let stopped = false
  let client: ReturnType<typeof connection> | undefined
  let retry: NodeJS.Timeout | undefined

  const open = async () => {
    const next = connection(url)
    client = next
    const lost = () => {
      if (stopped || client !== next) return
      client = undefined
      retry = setTimeout(open, POLL_MS)
    }
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', heard)
    try {
      await next.connect()
      await next.query(`listen ${LOG_CHANNEL}`)
      heard()
    } catch (error) {
      say(`cannot listen to the event log, trying again: ${(error as Error).message}`)
      lost()
    }
  }
  void open()
  return {
    async stop() {
      stopped = true
      clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
