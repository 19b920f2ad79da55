/** Opens the ports of terminals, all or none. */
import { type CotFeedNeeds, startCotFeed } from './cot/feed.ts'
import { type CotParts, startCotGateway } from './cot/gateway.ts'
import type { Door } from './door.ts'
import { startH02Gateway } from './h02/gateway.ts'
import { startJt808Gateway } from './jt808/gateway.ts'
import { type ReceptionNeeds, receptionOf } from './reception.ts'

/** The ports to open, or that are open; without one its gateway stays shut. */
export type Ports = {
  readonly jt808Port?: number | undefined
  readonly h02Port?: number | undefined
  readonly cotPort?: number | undefined
}

export type Doors = { readonly ports: Ports; stop(): Promise<void> }

export type DoorsNeeds = ReceptionNeeds & { readonly registry: CotParts['registry'] } & CotFeedNeeds

export async function openDoors(wanted: Ports, host: string, needs: DoorsNeeds): Promise<Doors> {
  const open: Door[] = []
  const stop = async () => {
    for (const door of open) await door.stop()
  }
  const opened = async (port: number | undefined, start: (port: number) => Promise<Door>) => {
    if (port === undefined) return undefined
    const door = await start(port)
    open.push(door)
    return door.port
  }
  try {
    const jt808Port = await opened(wanted.jt808Port, (port) =>
      startJt808Gateway({ port, host }, receptionOf('jt808', needs)),
    )
    const h02Port = await opened(wanted.h02Port, (port) =>
      startH02Gateway({ port, host }, receptionOf('h02', needs)),
    )
    const cotPort = await opened(wanted.cotPort, (port) => {
      const parts = { registry: needs.registry, feed: startCotFeed(needs) }
      return startCotGateway({ port, host }, receptionOf('cot', needs), parts)
    })
    return { ports: { jt808Port, h02Port, cotPort }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
