/** The TCP door of a gateway: who is too many, silent, slow, noisy or does not read is closed, and counted by reason. */
import { createServer, type Server, type Socket } from 'node:net'
import type { Gateway, GatewayMetrics } from './gatewayMetrics.ts'

export type Door = {
  readonly port: number
  connections(): number
  stop(): Promise<void>
}

/** One connection, as the gateway behind the door sees it. */
export type Guest = {
  readonly address: string
  isOpen(): boolean
  send(message: Buffer | string): void
  close(reason: string): void
  /** It sends too much: what it sends waits with it for a moment, and the others are heard. */
  holdBack(): void
  /** Something well-formed came: the guest is alive. */
  heardWell(): void
  /** Something that is no message came; too much of it in a row closes the connection. */
  heardBadly(): void
}

/** What a gateway makes of a connection's bytes. */
export type Ear = {
  hear(bytes: Buffer): void
  /** Whether a message has begun and not ended. */
  unfinished(): boolean
  /** The connection is over. */
  gone?(): void
}

export type Patience = {
  /** From connecting to the first well-formed message. */
  readonly firstMs: number
  /** From one well-formed message to the next. */
  readonly idleMs: number
  /** From the beginning of a message to its end. */
  readonly messageMs: number
  /** How often connections are looked at. */
  readonly lookMs: number
}

export type DoorNeeds = {
  readonly gateway: Gateway
  readonly port: number
  readonly host: string
  readonly mostConnections: number
  readonly patience: Patience
  /** Who lets more pile up does not read. */
  readonly mostUnreadBytes?: number
  readonly metrics: GatewayMetrics
  readonly now: () => number
  readonly welcome: (guest: Guest) => Ear
}

/** Terminals send their heartbeat every minute or so, some every five. */
export const usualPatience: Patience = { firstMs: 60_000, idleMs: 600_000, messageMs: 15_000, lookMs: 1_000 }

const MOST_BAD_IN_A_ROW = 50
const KEEP_ALIVE_MS = 60_000
/** With chunks of 64 KB at most, some 4,000 messages a second of one connection are looked at, whatever it sends. */
const HOLD_BACK_MS = 250
/** Answers are some 20 bytes each. */
const MOST_UNREAD_BYTES = 262_144

export async function openDoor(needs: DoorNeeds): Promise<Door> {
  const { gateway, port, host, mostConnections, patience, metrics, now } = needs
  const visits = new Map<Socket, Visit>()
  const server = createServer((socket) => {
    const visit = receive(socket, needs)
    visits.set(socket, visit)
    metrics.connections(gateway, visits.size)
    socket.on('close', () => {
      visits.delete(socket)
      metrics.connections(gateway, visits.size)
      visit.gone()
    })
  })
  server.maxConnections = mostConnections
  server.on('drop', () => metrics.closed(gateway, 'too_many'))
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(port, host, listening)
  })
  // One clock for all: a timer for each of 10,000 connections would be moved with every message.
  const clock = setInterval(() => {
    for (const visit of visits.values()) visit.look(now())
  }, patience.lookMs)
  return {
    port: portOf(server),
    connections: () => visits.size,
    async stop() {
      clearInterval(clock)
      for (const socket of visits.keys()) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

type Visit = { look(now: number): void; gone(): void }

function receive(socket: Socket, needs: DoorNeeds): Visit {
  const { gateway, patience, metrics, now, welcome, mostUnreadBytes = MOST_UNREAD_BYTES } = needs
  const cameAt = now()
  let wellAt: number | undefined
  let unfinishedSince: number | undefined
  let badInARow = 0

  const close = (reason: string) => {
    if (socket.destroyed) return
    metrics.closed(gateway, reason)
    socket.destroy()
  }
  const ear = welcome({
    address: socket.remoteAddress ?? '',
    isOpen: () => !socket.destroyed,
    send(message) {
      if (socket.destroyed) return
      socket.write(message)
      if (socket.writableLength > mostUnreadBytes) close('not_reading')
    },
    close,
    holdBack() {
      if (socket.isPaused() || socket.destroyed) return
      metrics.heldBack(gateway)
      socket.pause()
      setTimeout(() => socket.resume(), HOLD_BACK_MS).unref()
    },
    heardWell() {
      wellAt = now()
      unfinishedSince = undefined
      badInARow = 0
    },
    heardBadly() {
      badInARow++
      if (badInARow >= MOST_BAD_IN_A_ROW) close('garbage')
    },
  })
  socket.setNoDelay(true)
  // A machine that was unplugged never says goodbye.
  socket.setKeepAlive(true, KEEP_ALIVE_MS)
  socket.on('data', (bytes: Buffer) => {
    ear.hear(bytes)
    unfinishedSince = ear.unfinished() ? (unfinishedSince ?? now()) : undefined
  })
  // A broken connection is closed by Node; the terminal connects again.
  socket.on('error', () => {})
  return {
    look(at) {
      if (wellAt === undefined && at - cameAt > patience.firstMs) close('silent')
      else if (unfinishedSince !== undefined && at - unfinishedSince > patience.messageMs) close('slow')
      else if (wellAt !== undefined && at - wellAt > patience.idleMs) close('idle')
    },
    gone: () => ear.gone?.(),
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
