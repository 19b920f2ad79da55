/** Follows the log: lets facts in by number, holds them back while some are missing, and fetches what was missed. */
import { readBoard } from '#contract/board.ts'
import { type Event, readEvents } from '#contract/events.ts'
import { call } from './api.ts'
import { letInEvent, loadBoard, loadLog, reachNumber, useFacts } from './facts.ts'

/** Further behind than this, loading the board again is less than reading the log. */
const FAR_BEHIND = 2000
/** How far back the log begins: the whole one is long, an officer's part of it short. */
const LOG_AT_START = { whole: 1_000, own: 20_000 }
const PAGE = 1000

export type Follower = {
  /** A pushed fact. */
  hear(event: Event): void
  /** The server's log has reached `newest`, or nobody knows how far: fetch what is missing. */
  catchUp(newest: number): Promise<void>
  /** The connection is gone: what comes next may not follow what came before. */
  lose(): void
}

type Needs = {
  /** Where the person sees the whole log, numbers follow each other, and a jump is a gap. */
  readonly wholeLog: boolean
  readonly onFetching: () => void
  /** `count` events were missed; null: the whole board was loaded. */
  readonly onCaughtUp: (count: number | null) => void
  readonly onFailed: () => void
}

export function createFollower({ wholeLog, onFetching, onCaughtUp, onFailed }: Needs): Follower {
  let held: Event[] | null = []
  let fetching = false
  let again = false

  const hear = (event: Event) => {
    if (held) held.push(event)
    else if (wholeLog && event.number > useFacts.getState().number + 1) {
      held = [event]
      void catchUp(event.number)
    } else letInEvent(event)
  }

  const catchUp = async (newest: number): Promise<void> => {
    if (fetching) {
      again = true
      return
    }
    fetching = true
    held ??= []
    onFetching()
    try {
      const count = await fetchMissed(newest, wholeLog)
      release()
      onCaughtUp(count)
    } catch {
      onFailed()
    } finally {
      fetching = false
    }
    if (again) {
      again = false
      await catchUp(Number.POSITIVE_INFINITY)
    }
  }

  const release = () => {
    const waiting = held ?? []
    held = null
    for (const event of waiting) hear(event)
  }

  return {
    hear,
    catchUp,
    lose: () => {
      held ??= []
    },
  }
}

/** Brings the facts up to the log's end; answers how many events that took, or null for the whole board. */
async function fetchMissed(newest: number, wholeLog: boolean): Promise<number | null> {
  const { number } = useFacts.getState()
  const far = Number.isFinite(newest) && newest - number > FAR_BEHIND
  if (number === 0 || far) return fetchBoard(wholeLog)
  let count = 0
  for (;;) {
    const after = useFacts.getState().number
    const page = await call(readEvents, { query: { after, limit: PAGE } })
    for (const event of page.events) letInEvent(event)
    count += page.events.length
    if (page.events.length < PAGE) {
      // An officer is shown only the own unit's events: the numbers between are not missing.
      reachNumber(page.last)
      return count
    }
  }
}

async function fetchBoard(wholeLog: boolean): Promise<null> {
  const board = await call(readBoard)
  loadBoard(board)
  const { events } = await call(readEvents, {
    query: {
      after: Math.max(0, board.number - LOG_AT_START[wholeLog ? 'whole' : 'own']),
      limit: PAGE,
      without: 'zone',
    },
  })
  // What happened between the two answers comes as a fact of its own.
  loadLog(events.filter((event) => event.number <= board.number))
  return null
}
