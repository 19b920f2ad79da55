/** Writes what changed of who is where: the rows and their events in one transaction, each event exactly once. */
import { type Db, type Pool, transaction } from '../db.ts'
import { append, type NewEvent } from '../events/append.ts'
import type { PresenceChange, StoredPresence } from './presence.ts'
import { type PresenceStep, presenceOf, stepPresence } from './presenceQueries.ts'

export type PresenceLog = {
  add(change: PresenceChange): void
  /** Writes what is waiting; answers whether all of it is safe. */
  flush(): Promise<boolean>
  /** Events not yet written. */
  waiting(): number
}

export type PresenceLogNeeds = {
  readonly db: Pool
  readonly now: () => number
  readonly say: (line: string) => void
  /** Told of the changes whose events were written. */
  readonly written: (changes: readonly PresenceChange[]) => void
  /** Told of a row that another server had changed: what was judged on top of the old one is void. */
  readonly overruled: (stored: StoredPresence) => void
}

/** The counter row of the log is locked while a batch is written: some 20 ms for so many. */
const BATCH = 1_000

export function createPresenceLog(needs: PresenceLogNeeds): PresenceLog {
  const { db, now, say } = needs
  let waiting: PresenceChange[] = []
  // Sent, and not known to be written: tried again as it is, so that a commit whose answer was lost is recognised.
  let sent: PresenceChange[] = []
  let away = false
  let running: Promise<boolean> | undefined

  const overrule = (stored: StoredPresence) => {
    waiting = waiting.filter(({ presence }) => pairOf(presence) !== `${stored.mover}/${stored.zone}`)
    needs.overruled(stored)
  }
  const writeBatch = async () => {
    const batch = sent
    const outcome = await transaction(db, (tx) => write(tx, batch, now()))
    sent = []
    needs.written(outcome.written)
    outcome.foreign.forEach(overrule)
  }
  const writeAll = async (): Promise<boolean> => {
    try {
      while (sent.length > 0 || waiting.length > 0) {
        if (sent.length === 0) sent = waiting.splice(0, BATCH)
        await writeBatch()
      }
    } catch (error) {
      if (!away)
        say(`zone events cannot be written, keeping them until they can: ${(error as Error).message}`)
      away = true
      return false
    }
    if (away) say('zone events are being written again')
    away = false
    return true
  }

  return {
    add: (change) => waiting.push(change),
    async flush() {
      // A flush asked for during a write must cover what came after that write began.
      while (running) await running
      running = writeAll().finally(() => {
        running = undefined
      })
      return running
    },
    waiting: () => sent.length + waiting.length,
  }
}

type Outcome = { readonly written: PresenceChange[]; readonly foreign: StoredPresence[] }

/** All changes of one unit in one zone take effect together, or none does where the row is not as they were judged upon. */
async function write(tx: Db, batch: readonly PresenceChange[], received: number): Promise<Outcome> {
  const steps = stepsOf(batch)
  const done = new Set((await stepPresence(tx, steps)).map(({ mover, zone }) => `${mover}/${zone}`))
  const refused = steps.filter(({ mover, zone }) => !done.has(`${mover}/${zone}`))
  const stored = refused.length > 0 ? await presenceOf(tx, refused) : []
  const written = batch.filter(({ presence }) => done.has(pairOf(presence)))
  if (written.length > 0) await append(tx, received, written.map(eventOf))
  return { written, foreign: stored.filter((row) => !refused.some((step) => isSame(step, row))) }
}

function stepsOf(batch: readonly PresenceChange[]): PresenceStep[] {
  const steps = new Map<string, PresenceStep>()
  for (const { presence } of batch) {
    const { unit: mover, version, since, dwelt } = presence
    const from = steps.get(pairOf(presence))?.from ?? version - 1
    steps.set(pairOf(presence), { mover, zone: presence.zone.id, version, since, dwelt, from })
  }
  return [...steps.values()]
}

function eventOf({ kind, happened, entered, presence }: PresenceChange): NewEvent {
  const { unit } = presence
  const body = { presence, entered }
  return { actor: 'geofence', kind, subject: `unit/${unit}`, units: [unit], happened, body }
}

/** The row is as we wanted it: our own commit whose answer was lost, or another server that judged alike. */
const isSame = (step: PresenceStep, row: StoredPresence): boolean =>
  step.mover === row.mover &&
  step.zone === row.zone &&
  step.version === row.version &&
  step.since === row.since &&
  step.dwelt === row.dwelt

const pairOf = ({ unit, zone }: PresenceChange['presence']): string => `${unit}/${zone.id}`
