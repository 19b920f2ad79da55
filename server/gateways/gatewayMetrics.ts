/** What comes in at the gateways of terminals, counted for `/metrics` by gateway and outcome. */
import { Counter, Gauge, type Registry } from 'prom-client'

export type Gateway = 'jt808' | 'h02' | 'gb28181' | 'cot'

export type GatewayMetrics = {
  /** One message, by what became of it. */
  heard(gateway: Gateway, outcome: string, times?: number): void
  /** One connection closed by us, and why. */
  closed(gateway: Gateway, reason: string): void
  /** One connection that had to wait because it sends too much. */
  heldBack(gateway: Gateway): void
  connections(gateway: Gateway, count: number): void
}

export function gatewayMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry]
  const messages = new Counter({
    name: 'gateway_messages_total',
    help: 'Messages heard by the gateways, by outcome',
    labelNames: ['gateway', 'outcome'],
    registers,
  })
  const closings = new Counter({
    name: 'gateway_connections_closed_total',
    help: 'Connections that a gateway closed, by reason',
    labelNames: ['gateway', 'reason'],
    registers,
  })
  const holding = new Counter({
    name: 'gateway_connections_held_back_total',
    help: 'Times a connection had to wait because it sent too much',
    labelNames: ['gateway'],
    registers,
  })
  const open = new Gauge({
    name: 'gateway_connections',
    help: 'Terminals connected over TCP',
    labelNames: ['gateway'],
    registers,
  })
  return {
    heard: (gateway, outcome, times = 1) => messages.inc({ gateway, outcome }, times),
    closed: (gateway, reason) => closings.inc({ gateway, reason }),
    heldBack: (gateway) => holding.inc({ gateway }),
    connections: (gateway, count) => open.set({ gateway }, count),
  }
}
