/** Frames to the consoles: one a tick, encoded once for all of them, and a full one to each that lacks frames before it. */

import type { Server, Socket } from 'socket.io'
import { createFrameEncoder } from '#contract/frame.ts'
import type { ConsoleMessages, ServerMessages } from '#contract/live.ts'
import type { SessionOf } from '../auth.ts'
import type { Book } from '../positions/book.ts'
import type { LiveMetrics } from './metrics.ts'

/**
 * What the server knows of a connected console. `sees`: it may see positions. `current`: it has every frame so far.
 * `behindSince`: when it was first seen not to read; 0: it reads.
 */
export type Console = { session: SessionOf; sees: boolean; current: boolean; behindSince: number }

type NoMessages = Record<string, never>
export type LiveServer = Server<ConsoleMessages, ServerMessages, NoMessages, Console>
export type ConsoleSocket = Socket<ConsoleMessages, ServerMessages, NoMessages, Console>

export type Frames = {
  /** A console is there, or lacks frames: with the next tick it gets a full one. */
  wants(socket: ConsoleSocket): void
  tick(): void
}

export type FrameNeeds = {
  readonly io: LiveServer
  readonly consoles: ReadonlySet<ConsoleSocket>
  readonly book: Pick<Book, 'takeMoved' | 'all'>
  readonly counts: LiveMetrics
  readonly now: () => number
  /** How long a console may not read before it is cut. */
  readonly patienceMs: number
}

/** A frame is the link's heartbeat: a console calls its link degraded after two seconds without. */
const HEARTBEAT_MS = 1_000
const CURRENT = 'current'

export function createFrames(needs: FrameNeeds): Frames {
  const { io, consoles, book, counts, now } = needs
  const encoder = createFrameEncoder()
  const emptyEncoder = createFrameEncoder()
  let sentAt = 0

  const sendFull = (sockets: readonly ConsoleSocket[], frame: ArrayBuffer) => {
    for (const socket of sockets) {
      socket.emit('frame', frame)
      socket.data.current = true
      if (socket.data.sees) socket.join(CURRENT)
    }
    counts.sent('full', frame.byteLength, sockets.length)
  }
  const sendDelta = () => {
    const moved = book.takeMoved()
    const beat = now() - sentAt >= HEARTBEAT_MS
    if (moved.length === 0 && !beat) return
    sentAt = now()
    // Encoded even when nobody is there: what the encoder has seen is what a full frame shows.
    const stopwatch = counts.encode.startTimer()
    const frame = encoder.delta(moved, sentAt)
    stopwatch()
    io.to(CURRENT).emit('frame', frame)
    counts.sent('delta', frame.byteLength, io.of('/').adapter.rooms.get(CURRENT)?.size ?? 0)
    if (!beat) return
    const blind = [...consoles].filter((socket) => !socket.data.sees)
    if (blind.length > 0) sendFull(blind, emptyEncoder.full([], sentAt))
  }
  return {
    wants: leaveCurrent,
    tick() {
      const reading = [...consoles].filter((socket) => keepsUp(socket, needs))
      sendDelta()
      const lacking = reading.filter((socket) => socket.data.sees && !socket.data.current)
      if (lacking.length > 0) sendFull(lacking, encoder.full(book.all(), now()))
    },
  }
}

/**
 * A console that does not read is left out, so that nothing piles up here for it; reading again it gets a full frame, and
 * not reading for long it is cut: it would have nothing true on its screen anyway.
 */
function keepsUp(socket: ConsoleSocket, { now, patienceMs, counts }: FrameNeeds): boolean {
  // What was sent a tick ago or more has left this machine, unless the other side does not take it.
  if (socket.conn.transport.writable) {
    socket.data.behindSince = 0
    return true
  }
  leaveCurrent(socket)
  counts.skipped.inc()
  socket.data.behindSince ||= now()
  if (now() - socket.data.behindSince >= patienceMs) {
    counts.cut.inc()
    socket.conn.close(true)
  }
  return false
}

function leaveCurrent(socket: ConsoleSocket): void {
  socket.data.current = false
  socket.leave(CURRENT)
}
