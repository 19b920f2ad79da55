/** Counts the events that a person saw late: those fetched after an outage, and those a hanging line held back. */
import type { Event } from '#contract/events.ts'
import { serverNow } from './clock.ts'
import { useLiveFacts } from './facts.ts'
import { type CaughtUp, LIVE_UNDER, useLink, waitsForPositions } from './link.ts'

export type Missed = {
  /** An event was pushed; call it before it is let in. */
  heard(event: Event): void
  /** An event was fetched; call it before it is let in. */
  fetched(event: Event): void
  /** The whole board was loaded: nobody knows how many that were. */
  reloaded(): void
  /** What was missed since the last call. */
  take(): CaughtUp
}

export function countMissed(): Missed {
  let after: number | null = null
  let count: number | null = 0

  const add = (event: Event) => {
    const { number } = useLiveFacts.getState()
    if (event.number <= number) return
    after ??= number
    if (count !== null) count++
  }
  const forget = () => {
    after = null
    count = 0
  }
  return {
    heard(event) {
      const late = serverNow() - event.received > LIVE_UNDER
      // What follows a late one comes in with it, until the link is live again; so does what comes before the outage is told.
      const away = waitsForPositions() || (after !== null && useLink.getState().state !== 'live')
      if (late || away) add(event)
      else forget()
    },
    fetched: add,
    reloaded() {
      after ??= useLiveFacts.getState().number
      count = null
    },
    take() {
      const upTo = useLiveFacts.getState().number
      const taken = { count, after: after ?? upTo, upTo }
      forget()
      return taken
    },
  }
}
