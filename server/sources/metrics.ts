/** What came in by the doors of feeds, counted by source and outcome. */
import { Counter, type Registry } from 'prom-client'

export type IntakeMetrics = { readonly count: (source: string, outcome: string) => void }

export function createIntakeMetrics(registry: Registry): IntakeMetrics {
  const counter = new Counter({
    name: 'intake_records_total',
    help: 'Records of feeds by source, and by what became of them or why they were refused',
    labelNames: ['source', 'outcome'],
    registers: [registry],
  })
  return { count: (source, outcome) => counter.inc({ source, outcome }) }
}
