/** Dials the server again until it answers. */
import type { Line } from './live.ts'

const EVERY = 1000
/** A call into a dead line is given up after this: it would otherwise outlast the outage by up to 20 s. */
export const DIAL_FOR = 3000

export type Dialler = {
  /** In a moment: not all consoles at once. */
  later(): void
  now(): void
  stop(): void
}

/**
 * Asks by a small request first, and opens the socket once that is answered: after a dozen failed websockets a browser
 * holds each further one back for up to 5 s (Chromium's throttle), which a minute's outage would reach.
 */
export function createDialler(line: Line): Dialler {
  let timer: number | undefined
  let stopped = false

  const dial = async () => {
    const there = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(DIAL_FOR) }).then(
      (answer) => answer.ok,
      () => false,
    )
    if (stopped || line.connected) return
    if (there) line.connect()
    else later()
  }
  const later = () => {
    if (stopped) return
    window.clearTimeout(timer)
    timer = window.setTimeout(dial, EVERY * (0.5 + Math.random()))
  }
  return {
    later,
    now() {
      window.clearTimeout(timer)
      if (!line.connected) void dial()
    },
    stop() {
      stopped = true
      window.clearTimeout(timer)
    },
  }
}
