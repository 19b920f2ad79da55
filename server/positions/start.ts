/** The positions' path put together: registry, book, recorder, intake, and the doors. */
import type { Registry as Metrics } from 'prom-client'
import type { Fix } from '#contract/positions.ts'
import type { UnitKind } from '#contract/units.ts'
import type { App, Needs } from '../app.ts'
import { coverageRoutes } from '../coverage/routes.ts'
import { startCoverage } from '../coverage/start.ts'
import type { Pool } from '../db.ts'
import type { Tail } from '../events/tail.ts'
import { startAisGateway } from '../gateways/ais.ts'
import { type Doors, openDoors, type Ports } from '../gateways/doors.ts'
import { gatewayMetrics } from '../gateways/gatewayMetrics.ts'
import { gb28181Routes } from '../gateways/gb28181/routes.ts'
import { watchVessels } from '../gateways/vessels.ts'
import { startFollowing } from '../patrols/followStart.ts'
import type { RoadGraph } from '../roads/graph.ts'
import { startPresence } from '../zones/presenceStart.ts'
import { type Book, createBook } from './book.ts'
import { deviceWarningRoutes, keepDeviceWarnings } from './deviceWarnings.ts'
import { createIntake, type Intake } from './intake.ts'
import { positionMetrics } from './metrics.ts'
import { hoursAround, makePartitions } from './partitions.ts'
import { readNewest, settleNewest } from './queries.ts'
import { startRecorder } from './recorder.ts'
import { loadRegistry, type Registry } from './registry.ts'
import { positionRoutes } from './routes.ts'
import { createTrust } from './trust.ts'
import { noteUnknownTerminals, unknownTerminalRoutes } from './unknownTerminals.ts'
import { readWater } from './water.ts'

export type Positions = {
  readonly book: Book
  readonly registry: Registry
  readonly intake: Intake
  routes(app: App, needs: Needs): void
  /** Opens the AIS port, and those of terminals that are given; answers the AIS port it has. */
  listen(door: Ports & { readonly aisPort: number; readonly host: string }): Promise<number>
  /** The ports of terminals that are open. */
  ports(): Ports
  /** Whether the gateways listen. */
  listening(): boolean
  /** Writes down what waits to be; answers whether all of it is safe. */
  flush(): Promise<boolean>
  /** Closes the doors, then writes down what came in. */
  stop(): Promise<void>
}

export type PositionNeeds = {
  readonly db: Pool
  readonly metrics: Metrics
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
  readonly tail: Pick<Tail, 'nudge' | 'subscribe'>
  /** The roads that were imported, where any were. */
  readonly roads?: RoadGraph | undefined
}

/** Reads the book and the registry back from the database, then takes positions. */
export async function startPositions(needs: PositionNeeds): Promise<Positions> {
  const { db, metrics, now, say, tail } = needs
  const book = createBook()
  await makePartitions(db, hoursAround(now()))
  await settleNewest(db)
  for (const newest of await readNewest(db)) book.restore(newest)
  const registry = await loadRegistry({ db, now, say })

  const counts = positionMetrics(metrics, { movers: book.size, waiting: () => recorder.waiting() })
  const recorder = startRecorder({ db, book, now, say, written: counts.written, dropped: counts.dropped })
  const presence = await startPresence({ db, metrics, now, say, tail, newest: book.newest })
  const coverage = await startCoverage({ db, metrics, now, say, tail, roads: needs.roads })
  const rounds = await startFollowing({ db, now, say, tail, newest: book.newest })
  const moved = (fix: Fix, kind: UnitKind, late: boolean) => {
    coverage.take(fix, kind, late)
    if (late) return
    presence.take(fix)
    rounds.take(fix)
  }
  const warnings = keepDeviceWarnings({ db, now, say, nudge: tail.nudge })
  const trust = createTrust({ registry, warnings, metrics, water: readWater() })
  const intake = createIntake({ book, recorder, metrics: counts, moved, trust, now })
  const vessels = watchVessels({ db, registry, intake, now, say, nudge: tail.nudge })
  const unsubscribe = tail.subscribe((events) => {
    registry.hear(events)
    trust.hear(events)
  })
  const unknown = noteUnknownTerminals({ db, now, say })
  const terminals = { db, book, registry, intake, unknown, metrics: gatewayMetrics(metrics), now, say }
  let gateway: Awaited<ReturnType<typeof startAisGateway>> | undefined
  let doors: Doors | undefined

  return {
    book,
    registry,
    intake,
    routes(app, routeNeeds) {
      positionRoutes(app, routeNeeds, { book, registry, intake })
      unknownTerminalRoutes(app, routeNeeds, unknown)
      deviceWarningRoutes(app, routeNeeds, warnings)
      gb28181Routes(app, terminals)
      coverageRoutes(app, routeNeeds, coverage)
    },
    async listen({ aisPort, host, ...ports }) {
      gateway = await startAisGateway({ port: aisPort, host, vessels, metrics, now, say })
      doors = await openDoors(ports, host, terminals)
      return gateway.port
    },
    ports: () => doors?.ports ?? {},
    listening: () => gateway !== undefined && doors !== undefined,
    async flush() {
      const safe = await Promise.all([recorder.flush(), presence.flush()])
      return safe.every(Boolean)
    },
    async stop() {
      unsubscribe()
      await gateway?.stop()
      await doors?.stop()
      await unknown.stop()
      await vessels.stop()
      await presence.stop()
      await coverage.stop()
      await rounds.stop()
      await warnings.stop()
      await recorder.stop()
    },
  }
}
