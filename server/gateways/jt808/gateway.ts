/** The JT/T 808 door: terminals over TCP. */
import { type Door, type DoorNeeds, openDoor, usualPatience } from '../door.ts'
import type { Reception } from '../reception.ts'
import { createFrameCutter } from './frames.ts'
import { createReassembly } from './reassembly.ts'
import { converse } from './terminals.ts'

/** Every unit of the city and half as many again, on one server. */
const MOST_CONNECTIONS = 15_000

export type Jt808Needs = Pick<DoorNeeds, 'port' | 'host'> &
  Partial<Pick<DoorNeeds, 'patience' | 'mostConnections'>>

export function startJt808Gateway(needs: Jt808Needs, reception: Reception): Promise<Door> {
  // One for all connections, so that what waits in it is bounded as a whole.
  const reassembly = createReassembly()
  return openDoor({
    gateway: 'jt808',
    mostConnections: MOST_CONNECTIONS,
    patience: usualPatience,
    ...needs,
    metrics: reception.metrics,
    now: reception.now,
    welcome(guest) {
      const cutter = createFrameCutter()
      const conversation = converse(guest, reception, reassembly)
      return {
        hear: (bytes) => cutter.push(bytes, conversation.hear),
        unfinished: cutter.unfinished,
      }
    },
  })
}
