/** What the history's keeper did, counted for `/metrics`. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { Thinned } from './thinning.ts'

export type HistoryWork = 'summarize' | 'drop' | 'index' | 'thin'

export type HistoryMetrics = {
  dropped(): void
  indexed(): void
  thinned(rows: Thinned): void
  failed(work: HistoryWork): void
  /** A run is over, ms UTC. */
  ran(at: number): void
}

export function historyMetrics(registry: Registry): HistoryMetrics {
  const registers = [registry]
  const counter = (name: string, help: string) => new Counter({ name, help, registers })
  const dropped = counter('history_partitions_dropped_total', 'Hours of history dropped for their age')
  const indexed = counter('history_partitions_indexed_total', 'Hours of history indexed by mover')
  const thinned = counter('history_partitions_thinned_total', 'Hours of history thinned')
  const before = counter('history_thinned_rows_before_total', 'Rows of the thinned hours before')
  const after = counter('history_thinned_rows_after_total', 'Rows of the thinned hours that were kept')
  const failures = new Counter({
    name: 'history_failures_total',
    help: 'What the keeper of the history could not do, by work',
    labelNames: ['work'],
    registers,
  })
  const lastRun = new Gauge({
    name: 'history_last_run_seconds',
    help: 'When the keeper of the history last came round here, in seconds since 1970',
    registers,
  })
  return {
    dropped: () => dropped.inc(),
    indexed: () => indexed.inc(),
    thinned(rows) {
      thinned.inc()
      before.inc(rows.before)
      after.inc(rows.after)
    },
    failed: (work) => failures.inc({ work }),
    ran: (at) => lastRun.set(at / 1000),
  }
}
