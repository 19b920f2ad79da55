/** A program made of parts that are started one after another and stopped the other way round, whatever happens. */
export type Parts = {
  /** Notes how to stop the part just started. Throws when stopping has begun meanwhile, so that nothing more starts. */
  add(stop: () => Promise<void> | void): Promise<void>
}

const patienceMs = 10_000

/** Runs `start`, then waits for Ctrl+C or a kill; stops every part and ends the process. */
export function runParts(start: (parts: Parts) => Promise<void>): Promise<void> {
  return conduct(start, false)
}

/** Runs `work` to its end; stops every part and ends the process, also at Ctrl+C. */
export function runOnce(work: (parts: Parts) => Promise<void>): Promise<void> {
  return conduct(work, true)
}

async function conduct(start: (parts: Parts) => Promise<void>, endsByItself: boolean): Promise<void> {
  const stops: (() => Promise<void> | void)[] = []
  let stopping = false
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  }
  const started = start({
    async add(stop) {
      stops.push(stop)
      if (!stopping) return
      await stopAll()
      throw new Error('Stopped while starting')
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Ctrl+C reaches us twice, from the terminal and from ready.mjs: only the first counts.
    process.on(signal, async () => {
      if (stopping) return
      stopping = true
      await Promise.race([started.catch(() => undefined), after(patienceMs)])
      await Promise.race([stopAll(), after(patienceMs)])
      process.exit() // 0, unless a part failed
    })
  }
  try {
    await started
    if (!endsByItself) return
    await stopAll()
    process.exit()
  } catch (error) {
    await stopAll()
    if (stopping) return
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
