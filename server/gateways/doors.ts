/** Opens the ports of terminals, all or none. */
import type { Door } from './door.ts'
import { startJt808Gateway } from './jt808/gateway.ts'
import { type ReceptionNeeds, receptionOf } from './reception.ts'

/** The ports to open, or that are open; without one its gateway stays shut. */
export type Ports = {
  readonly jt808Port?: number | undefined
}

export type Doors = { readonly ports: Ports; stop(): Promise<void> }

export async function openDoors({ jt808Port }: Ports, host: string, needs: ReceptionNeeds): Promise<Doors> {
  const open: Door[] = []
  const stop = async () => {
    for (const door of open) await door.stop()
  }
  const opened = async (door: Promise<Door>): Promise<number> => {
    open.push(await door)
    return (await door).port
  }
  try {
    const ports: Ports = {
      ...(jt808Port === undefined
        ? {}
        : {
            jt808Port: await opened(
              startJt808Gateway({ port: jt808Port, host }, receptionOf('jt808', needs)),
            ),
          }),
    }
    return { ports, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
