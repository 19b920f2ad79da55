/** What the gateways of terminals share: whose message it is, whether there are too many of them, and where its places go. */
import type { Intake } from '../positions/intake.ts'
import type { KnownDevice, Registry } from '../positions/registry.ts'
import type { UnknownTerminals } from '../positions/unknownTerminals.ts'
import { createFloodLimit, type FloodLimit } from './flood.ts'
import type { Gateway, GatewayMetrics } from './gatewayMetrics.ts'
import type { Place } from './place.ts'

export type Reception = {
  readonly metrics: GatewayMetrics
  readonly now: () => number
  /**
   * The device of that name. One nobody registered is listed for the administrator, and one that floods has to wait. What
   * other servers register comes by the log: the table is not read again for every stranger.
   */
  admit(names: readonly string[], address: string): KnownDevice | 'unknown_terminal' | 'flood'
  /** Hands on what is a place, counts each. */
  take(device: KnownDevice, places: readonly Place[]): void
}

export type ReceptionNeeds = {
  readonly registry: Pick<Registry, 'find'>
  readonly intake: Pick<Intake, 'take' | 'refuse'>
  readonly unknown: Pick<UnknownTerminals, 'heard'>
  readonly metrics: GatewayMetrics
  readonly now: () => number
  readonly flood?: FloodLimit
}

export function receptionOf(gateway: Gateway, needs: ReceptionNeeds): Reception {
  const { registry, intake, unknown, metrics, now, flood = createFloodLimit() } = needs
  return {
    metrics,
    now,
    admit(names, address) {
      const name = names.find((each) => registry.find(gateway, each))
      const device = name === undefined ? undefined : registry.find(gateway, name)
      if (device) return flood.allows(device.number, now()) ? device : 'flood'
      unknown.heard(gateway, names[0] ?? '', address)
      intake.refuse(gateway, 'unknown_device')
      return 'unknown_terminal'
    },
    take(device, places) {
      for (const place of places) {
        metrics.heard(gateway, place.valid ? 'place' : 'not_located')
        if (place.valid) intake.take(gateway, device, place)
      }
    },
  }
}
