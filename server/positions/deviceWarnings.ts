/** What is wrong with devices now: each warning is an event when it begins and when it ends, and is listed in between. */
import { type DeviceWarning, listDeviceWarnings } from '#contract/devices.ts'
import type { App, Needs } from '../app.ts'
import { requires } from '../auth.ts'
import { type Pool, transaction } from '../db.ts'
import { append, type NewEvent } from '../events/append.ts'
import type { KnownDevice } from './registry.ts'
import {
  type About,
  deleteWarnings,
  insertWarnings,
  readWarnings,
  type Warning,
  type WarningRow,
} from './warningQueries.ts'
import { wordsOf } from './warningWords.ts'

export type DeviceWarnings = {
  /** This is wrong with the device now; null: nothing of that kind is. */
  note(device: KnownDevice, kind: DeviceWarning['kind'], about: About | null): void
  /** Writes down what was noted. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export type WarningNeeds = {
  readonly db: Pool
  readonly now: () => number
  readonly say: (line: string) => void
  readonly nudge: () => void
  readonly every?: number
}

type Noted = Warning & { readonly device: KnownDevice; readonly about: About | null }

/** Off the positions' path: noted in memory, written down in batches. The table decides what is news, for every server. */
export function keepDeviceWarnings({ db, now, say, nudge, every = 1_000 }: WarningNeeds): DeviceWarnings {
  let noted = new Map<string, Noted>()
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    const batch = noted
    if (batch.size === 0) return
    noted = new Map()
    try {
      if (await writeDown(db, [...batch.values()], now())) nudge()
    } catch (error) {
      // What was noted meanwhile is newer.
      noted = new Map([...batch, ...noted])
      say(`device warnings could not be written down, trying again: ${(error as Error).message}`)
    }
  }
  const flush = () => {
    writing = writing.then(write)
    return writing
  }
  const clock = setInterval(flush, every)
  return {
    note(device, kind, about) {
      noted.set(`${device.number} ${kind}`, { number: device.number, kind, device, about })
    },
    flush,
    async stop() {
      clearInterval(clock)
      await flush()
    },
  }
}

/** Answers whether anything of it was news. */
function writeDown(db: Pool, noted: readonly Noted[], now: number): Promise<boolean> {
  return transaction(db, async (tx) => {
    const wrong = noted.flatMap((each) => (each.about ? [{ ...each, about: each.about }] : []))
    const begun = await insertWarnings(tx, wrong, now)
    const ended = await deleteWarnings(
      tx,
      noted.filter(({ about }) => about === null),
    )
    const isOf = (some: readonly Warning[]) => (each: Noted) =>
      some.some(({ number, kind }) => number === each.number && kind === each.kind)
    const events = [
      ...wrong.filter(isOf(begun)).map((each) => eventOf(each, began[each.kind])),
      ...noted.filter(isOf(ended)).map((each) => eventOf(each, over[each.kind])),
    ]
    if (events.length > 0) await append(tx, now, events)
    return events.length > 0
  })
}

const began = { clock: 'device.clock_off', datum: 'device.datum_suspect' } as const
const over = { clock: 'device.clock_right', datum: 'device.datum_right' } as const

const eventOf = ({ device, about }: Noted, kind: string): NewEvent => ({
  actor: device.id,
  kind,
  subject: `device/${device.number}`,
  body: { id: device.id, protocol: device.protocol, declared: device.datum, ...about },
})

export function deviceWarningRoutes(app: App, needs: Needs, warnings: Pick<DeviceWarnings, 'flush'>): void {
  app.route({
    ...listDeviceWarnings,
    preHandler: requires(needs, 'device.see'),
    handler: async () => {
      await warnings.flush()
      return (await readWarnings(needs.db)).map(toWire)
    },
  })
}

const toWire = ({ kind, since, about, ...device }: WarningRow): DeviceWarning => ({
  device,
  kind,
  since,
  ahead: about.ahead ?? null,
  looksLike: about.looksLike ?? null,
  against: about.against ?? null,
  ...wordsOf(device, about),
})
