/** Follows the log: lets facts in by number, holds them back while some are missing, and fetches what was missed. */
import { readBoard } from '#contract/board.ts'
import { type Event, readEvents } from '#contract/events.ts'
import { call } from './api.ts'
import { letInEvent, loadBoard, loadLog, reachNumber, useLiveFacts } from './facts.ts'
import type { CaughtUp } from './link.ts'
import { countMissed, type Missed } from './missed.ts'
import { renewCity } from './session.ts'

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
  /** Loads the board anew, whatever is here. */
  reload(): Promise<void>
  /** The connection is gone: what comes next may not follow what came before. */
  lose(): void
}

type Needs = {
  /** Where the person sees the whole log, numbers follow each other, and a jump is a gap. */
  readonly wholeLog: boolean
  readonly onFetching: () => void
  readonly onCaughtUp: (events: CaughtUp) => void
  readonly onFailed: () => void
}

type Fetching = Pick<Needs, 'wholeLog'> & { readonly missed: Missed; readonly signal: AbortSignal }

export function createFollower({ wholeLog, onFetching, onCaughtUp, onFailed }: Needs): Follower {
  const missed = countMissed()
  let held: Event[] | null = []
  let fetching: AbortController | null = null
  let again = false

  const hear = (event: Event) => {
    if (held) held.push(event)
    else if (wholeLog && event.number > useLiveFacts.getState().number + 1) {
      held = [event]
      void catchUp(event.number)
    } else {
      missed.heard(event)
      letInEvent(event)
    }
  }

  const catchUp = (newest: number) => fetch((fetching) => fetchMissed(newest, fetching))

  const fetch = async (read: (fetching: Fetching) => Promise<void>): Promise<void> => {
    if (fetching) {
      again = true
      return
    }
    fetching = new AbortController()
    held ??= []
    onFetching()
    try {
      await read({ wholeLog, missed, signal: fetching.signal })
      release()
      onCaughtUp(missed.take())
    } catch {
      onFailed()
    } finally {
      fetching = null
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
    reload: () => fetch(fetchBoard),
    lose() {
      held ??= []
      // Over a line that hangs it would wait for minutes, and with it whatever is fetched after the return.
      fetching?.abort()
    },
  }
}

/** Brings the facts up to the log's end, or loads the whole board where that is less. */
async function fetchMissed(newest: number, { wholeLog, missed, signal }: Fetching): Promise<void> {
  const { number, keptAt } = useLiveFacts.getState()
  const far = Number.isFinite(newest) && newest - number > FAR_BEHIND
  // What a phone kept is a part of the board only.
  if (number === 0 || keptAt !== null || far) return fetchBoard({ wholeLog, missed, signal })
  for (;;) {
    const after = useLiveFacts.getState().number
    const page = await call(readEvents, { query: { after, limit: PAGE }, signal })
    for (const event of page.events) {
      missed.fetched(event)
      letInEvent(event)
    }
    if (page.events.length < PAGE) {
      // An officer is shown only the own unit's events: the numbers between are not missing.
      reachNumber(page.last)
      return
    }
  }
}

async function fetchBoard({ wholeLog, missed, signal }: Fetching): Promise<void> {
  const isFirst = useLiveFacts.getState().number === 0
  const board = await call(readBoard, { signal })
  missed.reloaded()
  // Settings may have changed in what is skipped.
  if (!isFirst) void renewCity()
  loadBoard(board)
  const after = Math.max(0, board.number - LOG_AT_START[wholeLog ? 'whole' : 'own'])
  const { events } = await call(readEvents, { query: { after, limit: PAGE, without: 'presence' }, signal })
  // What happened between the two answers comes as a fact of its own.
  loadLog(events.filter((event) => event.number <= board.number))
}
