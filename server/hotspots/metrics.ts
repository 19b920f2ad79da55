/** Hotspots, counted for `/metrics`. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { type HotspotClass, hotspotKinds } from '#contract/hotspots.ts'

export type HotspotMetrics = {
  told(kind: HotspotClass | 'ended'): void
  /** A watched view was reckoned anew, in seconds. */
  reckoned(seconds: number): void
}

/** `tickets` and `standing` are asked when the figures are read. */
export function hotspotMetrics(
  registry: Registry,
  { tickets, standing }: { readonly tickets: () => number; readonly standing: () => number },
): HotspotMetrics {
  const registers = [registry]
  const told = new Counter({
    name: 'hotspot_changes_total',
    help: 'Changes of class that this server told',
    labelNames: ['class'],
    registers,
  })
  for (const kind of hotspotKinds) told.inc({ class: kind.slice('hotspot.'.length) }, 0)
  const seconds = new Histogram({
    name: 'hotspot_reckoning_seconds',
    help: 'Time to reckon a watched view anew',
    buckets: [0.001, 0.005, 0.02, 0.06, 0.2, 1],
    registers,
  })
  const gauge = (name: string, help: string, ask: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(ask())
      },
    })
  gauge('hotspot_tickets', 'Tickets reckoned with, once more for each change of category or place', tickets)
  gauge('hotspots_standing', 'Hotspots of watched views that stand', standing)
  return { told: (kind) => told.inc({ class: kind }), reckoned: (value) => seconds.observe(value) }
}
