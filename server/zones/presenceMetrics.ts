/** Geofence events, counted for `/metrics`. */
import { Counter, Gauge, type Registry } from 'prom-client'
import { presenceKinds } from '#contract/presence.ts'
import type { PresenceChange } from './presence.ts'

/** `waiting` is asked when the figures are read. */
export function presenceMetrics(
  registry: Registry,
  waiting: () => number,
): (changes: readonly PresenceChange[]) => void {
  const registers = [registry]
  const events = new Counter({
    name: 'zone_events_total',
    help: 'Units that entered, dwelt in or left a zone, as written in the log',
    labelNames: ['kind'],
    registers,
  })
  for (const kind of presenceKinds) events.inc({ kind }, 0)
  new Gauge({
    name: 'zone_events_waiting',
    help: 'Zone events not yet written',
    registers,
    collect() {
      this.set(waiting())
    },
  })
  return (changes) => {
    for (const { kind } of changes) events.inc({ kind })
  }
}
