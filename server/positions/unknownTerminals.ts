/** Terminals that report and that nobody registered: noted in memory, written down in batches, listed for the administrator. */
import { listUnknownTerminals, type Protocol, type UnknownTerminal } from '#contract/devices.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import type { Pool } from '../db.ts'
import { readUnknownTerminals, trimUnknownTerminals, upsertUnknownTerminals } from './unknownQueries.ts'

export type UnknownTerminals = {
  heard(protocol: Protocol, id: string, address: string): void
  /** Writes down what was noted. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export type UnknownNeeds = {
  readonly db: Pool
  readonly now: () => number
  readonly say: (line: string) => void
  readonly every?: number
}

/** Anyone can send any number to an open port: what is noted and what is kept are bounded, the last heard stay. */
const MOST_NOTED = 2_000
const MOST_KEPT = 2_000
const LONGEST_ID = 64

/** What an administrator can register as a device's id. */
const isName = (id: string): boolean => id.length <= LONGEST_ID && /^[\w.:-]+$/.test(id)

export function noteUnknownTerminals({ db, now, say, every = 2_000 }: UnknownNeeds): UnknownTerminals {
  let noted = new Map<string, UnknownTerminal>()
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    const batch = [...noted.values()]
    if (batch.length === 0) return
    noted = new Map()
    try {
      await upsertUnknownTerminals(db, batch)
      await trimUnknownTerminals(db, MOST_KEPT)
    } catch (error) {
      // They report again, and are noted again.
      say(`unknown terminals could not be written down: ${(error as Error).message}`)
    }
  }
  const flush = () => {
    writing = writing.then(write)
    return writing
  }
  const clock = setInterval(flush, every)

  return {
    heard(protocol, id, address) {
      const key = `${protocol} ${id}`
      const before = noted.get(key)
      if (!before && (noted.size >= MOST_NOTED || !isName(id))) return
      const at = now()
      const [firstHeard, count] = [before?.firstHeard ?? at, (before?.count ?? 0) + 1]
      noted.set(key, { protocol, id, firstHeard, lastHeard: at, count, address })
    },
    flush,
    async stop() {
      clearInterval(clock)
      await flush()
    },
  }
}

export function unknownTerminalRoutes(
  app: App,
  needs: Needs,
  unknown: Pick<UnknownTerminals, 'flush'>,
): void {
  app.route({
    ...listUnknownTerminals,
    preHandler: requires(needs, 'device.see'),
    handler: async () => {
      await unknown.flush()
      return readUnknownTerminals(needs.db)
    },
  })
}
