/** Vessels heard by AIS: each gets a device of its own, off the positions' path, and its names reach the log. */
import { type Pool, transaction } from '../db.ts'
import { append, type NewEvent } from '../events/append.ts'
import { type Particulars, type Station, upsertVessels } from '../positions/deviceQueries.ts'
import { toContact } from '../positions/devices.ts'
import type { Intake, Report } from '../positions/intake.ts'
import type { KnownDevice, Registry } from '../positions/registry.ts'

export type Vessels = {
  /** `station`: what sends it, where that is told. */
  heardPlace(mmsi: string, report: Report, station?: Station): void
  heardParticulars(mmsi: string, particulars: Particulars): void
  /** Registers and renames what is waiting. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export type VesselNeeds = {
  readonly db: Pool
  readonly registry: Registry
  readonly intake: Intake
  readonly now: () => number
  readonly nudge: () => void
  readonly say: (line: string) => void
  readonly every?: number
}

/** A vessel the database does not know yet, or under another name. Its newest place waits until she has a number. */
type Waiting = {
  particulars: Particulars
  station: Station | undefined
  report: Report | undefined
  wanted: boolean
}

const nothingTold: Particulars = { name: null, callsign: null, shipType: null, lengthMetres: null }

/** Anyone can send any MMSI to an open port: what waits is bounded. */
const MOST_WAITING = 10_000
/** One transaction's worth: the log's counter is locked for some 20 ms. */
const MOST_AT_ONCE = 500
/** The busiest straits have some thousand vessels; the log must not be flooded with made-up ones. */
const MOST_NEW_AN_HOUR = 10_000
const HOUR_MS = 3_600_000

export function watchVessels(needs: VesselNeeds): Vessels {
  const { db, registry, intake, now, nudge, say, every = 250 } = needs
  const waiting = new Map<string, Waiting>()
  let running: Promise<void> | undefined
  let hour = { since: now(), heard: 0 }

  const mayHearMore = () => {
    if (now() - hour.since >= HOUR_MS) hour = { since: now(), heard: 0 }
    return hour.heard < MOST_NEW_AN_HOUR && waiting.size < MOST_WAITING
  }
  const wait = (mmsi: string): Waiting | undefined => {
    const known = waiting.get(mmsi)
    if (known || !mayHearMore()) return known
    hour.heard++
    const fresh: Waiting = { particulars: nothingTold, station: undefined, report: undefined, wanted: false }
    waiting.set(mmsi, fresh)
    return fresh
  }
  const register = async () => {
    const batch = [...waiting].filter(([, vessel]) => vessel.wanted).slice(0, MOST_AT_ONCE)
    if (batch.length === 0) return
    const changed = await transaction(db, async (tx) => {
      const rows = await upsertVessels(
        tx,
        batch.map(([mmsi, { particulars, station }]) => ({ mmsi, station, ...particulars })),
      )
      const events = rows.filter((vessel) => vessel.unit === null).map(heardEvent)
      if (events.length > 0) await append(tx, now(), events)
      return rows
    })
    for (const vessel of changed) registry.put(vessel)
    nudge()
    for (const [mmsi, vessel] of batch) letGo(mmsi, vessel)
  }
  /** Her place moves her now that she has a number. One that another server registered is in the registry in a moment. */
  const letGo = (mmsi: string, { report }: Waiting) => {
    waiting.delete(mmsi)
    const device = registry.find('ais', mmsi)
    if (!device) void registry.missed()
    else if (report) intake.take('ais', device, report)
  }
  const flush = () => {
    running ??= register()
      .catch((error: Error) => say(`vessels cannot be registered, trying again: ${error.message}`))
      .finally(() => {
        running = undefined
      })
    return running
  }
  const clock = setInterval(flush, every)

  return {
    heardPlace(mmsi, report, station) {
      const device = registry.find('ais', mmsi)
      if (device) intake.take('ais', device, report)
      if (device && !isOther(device, station)) return
      const vessel = wait(mmsi)
      if (!vessel) return device ? undefined : intake.refuse('ais', 'unknown_device')
      vessel.station = station
      if (!device) vessel.report = report
      vessel.wanted = true
    },
    heardParticulars(mmsi, told) {
      const device = registry.find('ais', mmsi)
      if (device && !tellsMore(device, told)) return
      const vessel = wait(mmsi)
      if (!vessel) return
      vessel.particulars = merged(vessel.particulars, told)
      // A name without a place names nothing on the map: it waits for the place.
      if (device) vessel.wanted = true
    },
    flush,
    async stop() {
      clearInterval(clock)
      await running
      await flush()
    },
  }
}

const merged = (old: Particulars, told: Particulars): Particulars => ({
  name: told.name ?? old.name,
  callsign: told.callsign ?? old.callsign,
  shipType: told.shipType ?? old.shipType,
  lengthMetres: told.lengthMetres ?? old.lengthMetres,
})

const tellsMore = (device: KnownDevice, told: Particulars): boolean =>
  (['name', 'callsign', 'shipType', 'lengthMetres'] as const).some(
    (key) => told[key] !== null && told[key] !== device[key],
  )

const isOther = (device: KnownDevice, station: Station | undefined): boolean =>
  station !== undefined && (station.aisClass !== device.aisClass || station.moored !== device.moored)

const heardEvent = (vessel: KnownDevice): NewEvent => ({
  actor: 'ais',
  kind: 'contact.heard',
  subject: `contact/${vessel.number}`,
  body: { contact: toContact(vessel) },
})
