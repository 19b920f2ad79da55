/** How far devices are believed: their clocks and datums are watched as their reports come in, and people are told. */
import { Gauge, type Registry as Metrics } from 'prom-client'
import type { Protocol } from '#contract/devices.ts'
import type { Event } from '#contract/events.ts'
import type { Datum, Fix } from '#contract/positions.ts'
import { createDatumWatch } from './datumWatch.ts'
import type { DeviceWarnings } from './deviceWarnings.ts'
import type { KnownDevice, Registry } from './registry.ts'
import { createSkews, WORTH_TELLING_MS } from './skew.ts'
import type { Water } from './water.ts'

export type Trust = {
  /** By how many ms the device's clock is ahead; `said`: when it says the report was taken. AIS tells no time to measure. */
  skewOf(source: Protocol, device: KnownDevice, said: number, received: number): number
  /** What a device reported, whether or not it was believed; `fix` is what was made of it. */
  saw(device: KnownDevice, reported: Reported, fix: Fix): void
  /** Forgets what was held against devices that are registered anew. */
  hear(events: readonly Event[]): void
}

type Reported = { readonly lng: number; readonly lat: number; readonly datum?: Datum | undefined }

export function createTrust(needs: {
  readonly registry: Pick<Registry, 'all'>
  readonly warnings: Pick<DeviceWarnings, 'note'>
  readonly metrics: Metrics
  readonly water: Water
}): Trust {
  const { registry, warnings, metrics, water } = needs
  // What is found is found while a report is taken in: it is about the device that reports.
  let reporting: KnownDevice | undefined
  const skews = createSkews((_, ahead) => {
    if (reporting) warnings.note(reporting, 'clock', Math.abs(ahead) > WORTH_TELLING_MS ? { ahead } : null)
  })
  const datums = createDatumWatch(water, (_, suspicion) => {
    if (reporting) warnings.note(reporting, 'datum', suspicion)
  })
  clockGauges(metrics, skews.off)
  return {
    skewOf(source, device, said, received) {
      if (source === 'ais') return 0
      reporting = device
      return skews.measure(device.number, said, received)
    },
    saw(device, reported, fix) {
      // What a report says itself about its datum is not what the device is registered with.
      if (reported.datum !== undefined && reported.datum !== device.datum) return
      if (!Number.isFinite(fix.lng) || !Number.isFinite(fix.lat)) return
      reporting = device
      datums.see(device, reported, fix)
    },
    hear(events) {
      for (const { kind, subject } of events) {
        if (kind !== 'device.registered') continue
        const number = Number(subject.split('/')[1])
        const device = registry.all().find((each) => each.number === number)
        datums.forget(number)
        if (device) warnings.note(device, 'datum', null)
      }
    },
  }
}

function clockGauges(
  metrics: Metrics,
  off: () => { readonly count: number; readonly largest: number },
): void {
  new Gauge({
    name: 'device_clocks_off',
    help: 'Devices whose clock is more than 2 s off, as measured',
    registers: [metrics],
    collect() {
      this.set(off().count)
    },
  })
  new Gauge({
    name: 'device_clock_error_largest_seconds',
    help: 'The largest error of a device’s clock, ahead positive',
    registers: [metrics],
    collect() {
      this.set(off().largest / 1000)
    },
  })
}
