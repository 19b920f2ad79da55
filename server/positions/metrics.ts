/** What became of the positions, counted for `/metrics`. */

import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Protocol } from '#contract/devices.ts'
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
  const accepted = new Counter({
    name: 'positions_accepted_total',
    help: 'Positions that moved a unit or contact',
    labelNames: ['source'],
    registers,
  })
  const late = new Counter({
    name: 'positions_late_total',
    help: 'Positions older than the newest: kept in the history only',
    labelNames: ['source'],
    registers,
  })
  const refused = new Counter({
    name: 'positions_refused_total',
    help: 'Positions refused, by reason',
    labelNames: ['source', 'reason'],
    registers,
  })
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
    count(source, verdict) {
      if (verdict === 'accepted') accepted.inc({ source })
      else if (verdict === 'late') late.inc({ source })
      else refused.inc({ source, reason: verdict })
    },
    written(rows, seconds) {
      recorded.inc(rows)
      batch.observe(seconds)
    },
    dropped: (rows) => lost.inc(rows),
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
