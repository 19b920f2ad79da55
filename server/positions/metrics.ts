/** What became of the positions, counted for `/metrics`. */

import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { type Protocol, protocols } from '#contract/devices.ts'
import { refusals } from '#contract/positions.ts'
import type { Verdict } from './judge.ts'

export type PositionMetrics = {
  count(source: Protocol, verdict: Verdict): void
  written(rows: number, seconds: number): void
  dropped(rows: number): void
}

/** `movers` and `waiting` are asked when the figures are read. */
export function positionMetrics(
  registry: Registry,
  ask: { readonly movers: () => number; readonly waiting: () => number },
): PositionMetrics {
  const registers = [registry]
  const tally = createTally(registry)
  const recorded = new Counter({
    name: 'positions_recorded_total',
    help: 'Rows of history written',
    registers,
  })
  const lost = new Counter({
    name: 'positions_history_dropped_total',
    help: 'Rows of history given up while the database was away',
    registers,
  })
  const batch = new Histogram({
    name: 'positions_batch_seconds',
    help: 'Time to write one batch',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  gauge(registry, 'positions_movers', 'Units and contacts that have a place', ask.movers)
  gauge(registry, 'positions_waiting_rows', 'Rows of history not yet written', ask.waiting)
  return {
    count: tally,
    written(rows, seconds) {
      recorded.inc(rows)
      batch.observe(seconds)
    },
    dropped: (rows) => lost.inc(rows),
  }
}

const verdicts: readonly Verdict[] = ['accepted', 'late', ...refusals]

/** Counts into a plain array, and tells the counters when they are read: a counter with labels costs 300 ns a fix. */
function createTally(registry: Registry): PositionMetrics['count'] {
  const columns = new Map(verdicts.map((verdict, i) => [verdict, i]))
  const rows = new Map(protocols.map((source, i) => [source, i * verdicts.length]))
  const counts = new Float64Array(protocols.length * verdicts.length)
  const at = (source: Protocol, verdict: Verdict) =>
    (rows.get(source) as number) + (columns.get(verdict) as number)

  const counter = (name: string, help: string, labelNames: string[], of: readonly Verdict[]) =>
    new Counter({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset()
        for (const source of protocols) {
          for (const reason of of) {
            const count = counts[at(source, reason)] as number
            if (count > 0) this.inc(labelNames.length > 1 ? { source, reason } : { source }, count)
          }
        }
      },
    })
  counter('positions_accepted_total', 'Positions that moved a unit or contact', ['source'], ['accepted'])
  counter(
    'positions_late_total',
    'Positions older than the newest: kept in the history only',
    ['source'],
    ['late'],
  )
  counter('positions_refused_total', 'Positions refused, by reason', ['source', 'reason'], refusals)
  return (source, verdict) => {
    const i = at(source, verdict)
    counts[i] = (counts[i] as number) + 1
  }
}

function gauge(registry: Registry, name: string, help: string, ask: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(ask())
    },
  })
}
