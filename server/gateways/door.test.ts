/** The door of the gateways: who is silent, slow, idle, noisy, too many or does not read is closed, and nobody else. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Registry } from 'prom-client'
import { afterEach, expect, test, vi } from 'vitest'
import { type Door, openDoor, type Patience } from './door.ts'
import { gatewayMetrics } from './gatewayMetrics.ts'

let door: Door | undefined
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await door?.stop()
})

const patient: Patience = { firstMs: 10_000, idleMs: 10_000, messageMs: 10_000, lookMs: 20 }

/** A gateway that takes `+` for a message, `-` for the beginning of one, `?` for a question with a long answer, and all else for noise. */
async function opened(patience: Partial<Patience>, mostConnections = 10) {
  const registry = new Registry()
  door = await openDoor({
    gateway: 'h02',
    port: 0,
    host: '127.0.0.1',
    mostConnections,
    patience: { ...patient, ...patience },
    metrics: gatewayMetrics(registry),
    now: Date.now,
    welcome(guest) {
      let begun = false
      return {
        hear(bytes) {
          const text = bytes.toString('latin1')
          begun = text.endsWith('-')
          for (const character of text) {
            if (character === '+') guest.heardWell()
            else if (character === '?') guest.send(Buffer.alloc(65_536))
            else if (character !== '-') guest.heardBadly()
          }
        },
        unfinished: () => begun,
      }
    },
  })
  return async (reason: string) => {
    const text = await registry.getSingleMetricAsString('gateway_connections_closed_total')
    return Number(new RegExp(`reason="${reason}"\\} (\\d+)`).exec(text)?.[1] ?? 0)
  }
}

async function guest(): Promise<Socket> {
  const socket = connect(door?.port ?? 0, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** However it ends: what was still to be read when the other side closed makes it an error. */
const closingOf = (socket: Socket) => new Promise((closed) => socket.once('close', closed))

type Behaviour = readonly [reason: string, patience: Partial<Patience>, behave: (socket: Socket) => void]

const behaviours: readonly Behaviour[] = [
  ['silent', { firstMs: 50 }, () => {}],
  ['slow', { messageMs: 50 }, (socket) => socket.write('-')],
  ['idle', { idleMs: 50 }, (socket) => socket.write('+')],
  ['garbage', {}, (socket) => socket.write('x'.repeat(1_000))],
]

test.each(behaviours)(
  'a %s connection is closed and counted, and another is not',
  async (reason, patience, behave) => {
    const closed = await opened(patience)
    const socket = await guest()
    behave(socket)
    const other = await guest()
    other.write('+')
    const beat = setInterval(() => other.write('+'), 10)
    socket.resume()
    await closingOf(socket)
    clearInterval(beat)
    expect(await closed(reason)).toBe(1)
    expect(other.destroyed).toBe(false)
  },
)

test('a trickle inside one message does not keep a connection open', async () => {
  const closed = await opened({ messageMs: 100 })
  const socket = await guest()
  const trickle = setInterval(() => socket.write('-'), 10)
  socket.resume()
  await closingOf(socket)
  clearInterval(trickle)
  expect(await closed('slow')).toBe(1)
})

test('one connection too many is turned away', async () => {
  const closed = await opened({}, 2)
  await guest()
  await guest()
  const third = await guest()
  third.resume()
  await closingOf(third)
  expect(await closed('too_many')).toBe(1)
  expect(door?.connections()).toBe(2)
})

test('who asks and never reads is closed before the answers fill the memory', async () => {
  const closed = await opened({})
  const socket = await guest()
  socket.pause()
  const asking = setInterval(() => socket.write('?'.repeat(50)), 5)
  await vi.waitFor(async () => expect(await closed('not_reading')).toBe(1), 10_000)
  clearInterval(asking)
  await vi.waitFor(() => expect(door?.connections()).toBe(0))
})
