/** What the keeper of replay's chunks did, counted for `/metrics`. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { Used } from './work.ts'

/** due: the first time; late: a new version; damaged: a file was missing or not what was written; begun: still under way. */
export type Reason = 'due' | 'late' | 'damaged' | 'begun'

export type ReplayMetrics = {
  built(reason: Reason, seconds: number): void
  used(used: Used): void
  failed(reason: Reason): void
  dropped(count: number): void
  renewed(count: number): void
}

/** `lag`: seconds since the end of the newest chunk that is kept. */
export function replayMetrics(registry: Registry, { lag }: { lag: () => number }): ReplayMetrics {
  const registers = [registry]
  const labelNames = ['reason']
  const built = new Counter({
    name: 'replay_chunks_built_total',
    help: 'Chunks built, by why: due, late, damaged, begun',
    labelNames,
    registers,
  })
  const seconds = new Counter({
    name: 'replay_build_seconds_total',
    help: 'Time their building took',
    registers,
  })
  const cpu = new Counter({
    name: 'replay_build_cpu_seconds_total',
    help: 'CPU time their building took, in a process of its own',
    registers,
  })
  const memory = new Gauge({
    name: 'replay_build_memory_bytes',
    help: 'Most memory of the process that built the last one',
    registers,
  })
  const failures = new Counter({
    name: 'replay_failures_total',
    help: 'Chunks that could not be built, by why they were',
    labelNames,
    registers,
  })
  const dropped = new Counter({
    name: 'replay_chunks_dropped_total',
    help: 'Chunks dropped for their age',
    registers,
  })
  const renewed = new Counter({
    name: 'replay_facts_renewed_total',
    help: 'Chunks whose facts an event told late has changed',
    registers,
  })
  new Gauge({
    name: 'replay_lag_seconds',
    help: 'How long ago the newest chunk that is kept ended; more than 700: building them lags behind',
    registers,
    collect() {
      this.set(lag())
    },
  })
  return {
    built(reason, took) {
      built.inc({ reason })
      seconds.inc(took)
    },
    used({ cpuSeconds, mostBytes }) {
      cpu.inc(cpuSeconds)
      memory.set(mostBytes)
    },
    failed: (reason) => failures.inc({ reason }),
    dropped: (count) => dropped.inc(count),
    renewed: (count) => renewed.inc(count),
  }
}
