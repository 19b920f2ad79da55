/** Does something again and again until it is told to stop, whatever goes wrong in between. */
import { setTimeout as sleep } from 'node:timers/promises'

export type Repeating = {
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/** Runs `work` every `ms`, never twice at once. A failure is said once, and again when it is over. */
export async function repeat(
  what: string,
  ms: number,
  { signal, say }: Repeating,
  work: (seconds: number) => Promise<void>,
): Promise<void> {
  let failing = false
  let before = performance.now()
  while (!signal.aborted) {
    const began = performance.now()
    try {
      await work((began - before) / 1000)
      if (failing) say(`${what}: works again`)
      failing = false
    } catch (error) {
      if (signal.aborted) return
      if (!failing) say(`${what}: ${(error as Error).message}; trying again`)
      failing = true
    }
    before = began
    await pause(Math.max(20, began + ms - performance.now()), signal)
  }
}

/** Waits, or stops waiting when aborted. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined)
