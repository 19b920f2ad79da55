/** Passes, counted for `/metrics`. */
import { Counter, Gauge, type Registry } from 'prom-client'
import { type CoverageMode, coverageModes } from '#contract/coverage.ts'
import { type PassRefusal, passRefusals } from './match.ts'

export type CoverageMetrics = {
  matched(mode: CoverageMode): void
  refused(reason: PassRefusal): void
  written(passes: number): void
}

/** `waiting` is asked when the figures are read. */
export function coverageMetrics(registry: Registry, waiting: () => number): CoverageMetrics {
  const registers = [registry]
  const matched = new Counter({
    name: 'coverage_matched_total',
    help: 'Segments passed from end to end, as matched from positions',
    labelNames: ['mode'],
    registers,
  })
  const refused = new Counter({
    name: 'coverage_refused_total',
    help: 'Positions beside a segment that led to no pass, by the reason',
    labelNames: ['reason'],
    registers,
  })
  const written = new Counter({
    name: 'coverage_written_total',
    help: 'Passes written, those aside that were there already',
    registers,
  })
  new Gauge({
    name: 'coverage_waiting',
    help: 'Passes not yet written',
    registers,
    collect() {
      this.set(waiting())
    },
  })
  for (const mode of coverageModes) matched.inc({ mode }, 0)
  // Asked for at every refusal otherwise, which comes once for every fix of a car on an elevated road.
  const reasons = new Map(passRefusals.map((reason) => [reason, refused.labels({ reason })]))
  for (const reason of reasons.values()) reason.inc(0)
  return {
    matched: (mode) => matched.inc({ mode }),
    refused: (reason) => reasons.get(reason)?.inc(),
    written: (passes) => written.inc(passes),
  }
}
