/** Frames to the consoles: one a tick for each view, its segments shared by all, and a full one to each that lacks frames before it. */

import type { Server, Socket } from 'socket.io'
import type { View } from '#contract/cells.ts'
import { createFrameEncoder, type FrameView } from '#contract/frameEncoder.ts'
import type { ConsoleMessages, ServerMessages } from '#contract/live.ts'
import type { Entry } from '#contract/stateHash.ts'
import type { SessionOf } from '../auth.ts'
import type { Book } from '../positions/book.ts'
import { frameMessages, sendMessages } from './frameMessages.ts'
import type { LiveMetrics } from './metrics.ts'
import type { HeldPositions } from './proof.ts'
import { createViews } from './views.ts'

/**
 * What the server knows of a connected console. `sees`: it may see positions. `view`: what it looks at. `room`: whose
 * frames it has all of so far. `behindSince`: when it was first seen not to read; 0: it reads.
 */
export type Console = {
  session: SessionOf
  sees: boolean
  view: View
  room: string | undefined
  behindSince: number
}

type NoMessages = Record<string, never>
export type LiveServer = Server<ConsoleMessages, ServerMessages, NoMessages, Console>
export type ConsoleSocket = Socket<ConsoleMessages, ServerMessages, NoMessages, Console>

export type Frames = {
  /** A console lacks frames, or looks elsewhere: with the next tick it gets a full one. */
  wants(socket: ConsoleSocket): void
  tick(): void
  /** What a console has been sent, right after a tick; undefined: it lacks frames. */
  heldBy(socket: ConsoleSocket): HeldPositions | undefined
}

export type FrameNeeds = {
  readonly consoles: ReadonlySet<ConsoleSocket>
  readonly book: Pick<Book, 'takeMoved'>
  readonly counts: LiveMetrics
  readonly now: () => number
  /** How long a console may not read before it is cut. */
  readonly patienceMs: number
}

/** A frame is the link's heartbeat: a console calls its link degraded after two seconds without. */
const HEARTBEAT_MS = 1_000

export function createFrames(needs: FrameNeeds): Frames {
  const { consoles, book, counts, now } = needs
  const encoder = createFrameEncoder()
  const views = createViews(encoder)
  let beatAt = 0

  const sendDeltas = (at: number) => {
    const due = at - beatAt >= HEARTBEAT_MS
    if (due) beatAt = at
    for (const { room, view } of views.all()) {
      const frame = view.delta(due)
      if (!frame) continue
      const messages = frameMessages(frame)
      const watching = [...consoles].filter(({ data }) => data.room === room)
      for (const socket of watching) sendMessages(socket, messages)
      counts.sent('delta', frame.byteLength, watching.length)
    }
  }
  const sendFull = (lacking: readonly ConsoleSocket[]) => {
    // After a restart all of them lack the same.
    const made = new Map<string, Buffer>()
    for (const socket of lacking) {
      const { room, view } = views.of(socket.data.sees ? socket.data.view : [])
      const messages = made.get(room) ?? frameMessages(view.full())
      made.set(room, messages)
      sendMessages(socket, messages)
      socket.data.room = room
      counts.sent('full', messages.byteLength, 1)
    }
  }
  return {
    wants: leaveView,
    tick() {
      const at = now()
      // Nobody looks: what moved waits in the book, each mover once.
      if (consoles.size === 0) return
      const reading = [...consoles].filter((socket) => keepsUp(socket, needs))
      const stopwatch = counts.encode.startTimer()
      encoder.take(book.takeMoved(), at)
      stopwatch()
      sendDeltas(at)
      sendFull(reading.filter(({ data }) => data.room === undefined))
      const watched = new Set(Array.from(consoles, ({ data }) => data.room))
      views.forget((room) => !watched.has(room))
    },
    heldBy({ data }) {
      if (data.room === undefined) return undefined
      const { view } = views.of(data.sees ? data.view : [])
      return { frame: view.number(), entries: entriesOf(view) }
    },
  }
}

function* entriesOf(view: FrameView): Iterable<Entry> {
  for (const { mover, lng, lat, at } of view.known()) yield [mover, lng, lat, at]
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
  leaveView(socket)
  counts.skipped.inc()
  socket.data.behindSince ||= now()
  if (now() - socket.data.behindSince >= patienceMs) {
    counts.cut.inc()
    socket.conn.close(true)
  }
  return false
}

function leaveView(socket: ConsoleSocket): void {
  socket.data.room = undefined
}
