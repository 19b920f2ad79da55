/** Takes watched views in turn: one after the other, each at most once at a time; the event loop has its turn between two. */
import type { Kept } from './keeper.ts'

export type Turns = {
  want(kept: Kept, afterMs: number): void
  /** When nothing is wanted any more. */
  done(): Promise<void>
  stop(): Promise<void>
}

/** `order`: who comes first, as it is then. */
export function createTurns(
  order: () => readonly Kept[],
  work: (kept: Kept) => Promise<number>,
  say: (line: string) => void,
): Turns {
  const wanted = new Set<Kept>()
  let running: Promise<void> | undefined
  let stopped = false
  const next = (): Kept | undefined => order().find((each) => wanted.delete(each))
  const run = async (afterMs: number) => {
    if (afterMs > 0) await new Promise((done) => setTimeout(done, afterMs))
    for (let kept = next(); kept && !stopped; kept = next()) {
      await new Promise(setImmediate)
      await work(kept).catch((error: Error) => {
        if (!stopped) say(`hotspots could not be told, trying again: ${error.message}`)
      })
    }
    // Views that are watched no more stay wanted by nobody.
    wanted.clear()
  }
  const start = (afterMs: number) => {
    running ??= run(afterMs).finally(() => {
      running = undefined
      if (wanted.size > 0 && !stopped) start(0)
    })
  }
  return {
    want(kept, afterMs) {
      if (stopped) return
      wanted.add(kept)
      start(afterMs)
    },
    async done() {
      while (running) await running
    },
    async stop() {
      stopped = true
      await running
    },
  }
}
