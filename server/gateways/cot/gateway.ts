/**
 * The Cursor-on-Target door over TCP. In: events whose uid is a device registered for `cot`. Out: who signs in with
 * `<auth><cot username="…" password="…"/></auth>`, the password being a feed's token, is told the units.
 */
import { hashToken } from '../../auth.ts'
import type { Registry } from '../../positions/registry.ts'
import { type Door, type DoorNeeds, type Guest, openDoor, usualPatience } from '../door.ts'
import type { Reception } from '../reception.ts'
import { childNamed, readXml } from '../xml.ts'
import { type Cut, createEventCutter } from './events.ts'
import type { CotFeed } from './feed.ts'
import { pong, readCot } from './messages.ts'

const MOST_CONNECTIONS = 200
const DAY_MS = 86_400_000
/** All of 10,000 units at once are 4 MB. */
const MOST_UNREAD_BYTES = 16 * 1_048_576

export type CotNeeds = Pick<DoorNeeds, 'port' | 'host'> &
  Partial<Pick<DoorNeeds, 'patience' | 'mostConnections'>>

export type CotParts = { readonly registry: Pick<Registry, 'byToken' | 'missed'>; readonly feed: CotFeed }

export async function startCotGateway(needs: CotNeeds, reception: Reception, parts: CotParts): Promise<Door> {
  const door = await openDoor({
    gateway: 'cot',
    mostConnections: MOST_CONNECTIONS,
    mostUnreadBytes: MOST_UNREAD_BYTES,
    // Who only listens says nothing; whether it is there at all the system asks now and then.
    patience: { ...usualPatience, idleMs: DAY_MS },
    ...needs,
    metrics: reception.metrics,
    now: reception.now,
    welcome(guest) {
      const cutter = createEventCutter()
      const hear = listener(guest, reception, parts)
      return {
        hear: (bytes) => cutter.push(bytes, hear),
        unfinished: cutter.unfinished,
        gone: () => parts.feed.leave(guest),
      }
    },
  })
  return {
    ...door,
    async stop() {
      parts.feed.stop()
      await door.stop()
    },
  }
}

function listener(guest: Guest, reception: Reception, parts: CotParts): (cut: Cut) => void {
  const { metrics } = reception
  const badly = (fault: string) => {
    metrics.heard('cot', fault)
    guest.heardBadly()
  }
  return (cut) => {
    if (typeof cut === 'object') return badly(cut.fault)
    if (cut.startsWith('<auth')) return signIn(cut, guest, reception, parts)
    const event = readCot(cut)
    if (typeof event === 'string') return badly(event)
    guest.heardWell()
    // TAK clients ask whether anyone is there; their name is no device's.
    if (event.type === 't-x-c-t') return guest.send(pong(reception.now()))
    const device = reception.admit([event.uid], guest.address)
    metrics.heard('cot', typeof device === 'string' ? device : 'report')
    if (typeof device === 'object') reception.take(device, [event.place])
    if (device === 'flood') guest.holdBack()
  }
}

function signIn(message: string, guest: Guest, { metrics }: Reception, { registry, feed }: CotParts): void {
  const auth = readXml(message)
  const token = typeof auth === 'string' ? undefined : childNamed(auth, 'cot')?.attributes.password
  const device = token === undefined ? undefined : registry.byToken(hashToken(token).toString('hex'))
  if (device?.protocol === 'feed') {
    metrics.heard('cot', 'signed_in')
    guest.heardWell()
    feed.join(guest)
  } else {
    metrics.heard('cot', 'wrong_token')
    void registry.missed()
    guest.close('wrong_token')
  }
}
