/** The socket server: who may connect and for how long, frames, and each event of the log to those who may see it. */
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Registry as Metrics } from 'prom-client'
import { Server, type ServerOptions } from 'socket.io'
import type { LngLat } from '#contract/endpoint.ts'
import type { Event } from '#contract/events.ts'
import type { Hello } from '#contract/live.ts'
import { may, seesWholeLog } from '#contract/roles.ts'
import { sessionOf } from '../auth.ts'
import type { Pool } from '../db.ts'
import type { Tail } from '../events/tail.ts'
import type { Book } from '../positions/book.ts'
import { type ConsoleSocket, createFrames, type LiveServer } from './frames.ts'
import { liveMetrics } from './metrics.ts'
import { createProofs } from './proof.ts'
import { runningSessions } from './queries.ts'
import { readView } from './views.ts'

export type Live = {
  /** Closes what this session had open, at once. */
  sessionEnded(tokenHash: Buffer): void
  stop(): Promise<void>
}

export type LiveNeeds = {
  readonly server: HttpServer
  readonly db: Pool
  readonly metrics: Metrics
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
  readonly tail: Pick<Tail, 'last' | 'subscribe'>
  readonly book: Pick<Book, 'takeMoved' | 'newest'>
  /** Names the client build served here: a console with another one reloads. */
  readonly build: string
  /** Time between two frames. */
  readonly tickMs: number
  /** How long a console may not read before it is cut. */
  readonly patienceMs?: number
  /** How often open sockets are held against their sessions. */
  readonly sessionCheckMs?: number
}

const LOG = 'log'
const unitRoom = (unit: number) => `unit:${unit}`

export function startLive(needs: LiveNeeds): Live {
  const { now, say, tail, book, tickMs, patienceMs = 10_000, sessionCheckMs = 5_000 } = needs
  const consoles = new Set<ConsoleSocket>()
  const counts = liveMetrics(needs.metrics, () => consoles.size)
  const io: LiveServer = new Server(needs.server, socketOptions)
  const frames = createFrames({ consoles, book, counts, now, patienceMs })
  const proofs = createProofs(needs)

  admit(io, needs)
  io.on('connection', (socket) => {
    // Rooms before `hello`: an event after the number it names is pushed, so none falls between.
    joinRooms(socket)
    socket.emit('hello', helloTo(socket, needs))
    consoles.add(socket)
    socket.on('full', () => frames.wants(socket))
    socket.on('view', (told) => {
      const view = readView(told)
      if (view === undefined) return counts.refused.inc()
      socket.data.view = view
      frames.wants(socket)
    })
    proofs.offer(socket)
    socket.on('disconnect', () => consoles.delete(socket))
  })
  const checkSessions = () => {
    closeEnded(consoles, needs).catch((error: Error) =>
      say(`sessions could not be checked: ${error.message}`),
    )
  }
  const unsubscribe = tail.subscribe((events) => {
    for (const event of events) io.to([LOG, ...event.units.map(unitRoom)]).emit('fact', event)
    counts.facts.inc(events.length)
    // Whichever server it was done on: nobody who was locked out looks on for some seconds more.
    if (events.some(changesWhoMay)) checkSessions()
  })
  const ticking = setInterval(() => {
    frames.tick()
    proofs.answer(frames.heldBy)
  }, tickMs)
  const checking = setInterval(checkSessions, sessionCheckMs)

  return {
    sessionEnded(tokenHash) {
      for (const socket of consoles) {
        if (socket.data.session.tokenHash.equals(tokenHash)) socket.disconnect(true)
      }
    },
    async stop() {
      clearInterval(ticking)
      clearInterval(checking)
      unsubscribe()
      // Not io.close(): it would close the HTTP server, which is not ours.
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}

function helloTo({ data }: ConsoleSocket, { now, tail, tickMs, build, book }: LiveNeeds): Hello {
  const own = book.newest(data.session.account.unit ?? 0)
  const place: LngLat | null = own ? [own.lng, own.lat] : null
  return { protocol: 1, now: now(), events: tail.last(), tick: tickMs, build, place }
}

const socketOptions: Partial<ServerOptions> = {
  // Starting with polling lost 65 of 600 messages during the upgrade.
  transports: ['websocket'],
  // Compression doubles the work to save a quarter of the bytes of a binary frame.
  perMessageDeflate: false,
  serveClient: false,
  // A dead link is seen within nine seconds; the defaults take 44.
  pingInterval: 5_000,
  pingTimeout: 4_000,
  connectTimeout: 5_000,
  // A console says what it looks at, and little else.
  maxHttpBufferSize: 10_000,
  allowRequest: (request, answer) =>
    isOwnOrigin(request) ? answer(null, true) : answer('foreign origin', false),
}

/** Browsers send the cookie along from any page, so a page of another origin is refused; other programs name no origin. */
function isOwnOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host
}

/** Lets in whoever has a running session; the others hear why as the message of `connect_error`. */
function admit(io: LiveServer, { db, now }: LiveNeeds): void {
  io.use((socket, next) => {
    sessionOf(db, socket.handshake.headers.cookie, now()).then(
      (session) => {
        if (!session) return next(new Error('not_signed_in'))
        // A partner is told nothing but what it asks for.
        if (!may(session.account.role, 'board.see')) return next(new Error('forbidden'))
        const sees = may(session.account.role, 'positions.see')
        const view = readView(socket.handshake.auth.view) ?? null
        socket.data = { session, sees, view, room: undefined, behindSince: 0 }
        next()
      },
      () => next(new Error('database_away')),
    )
  })
}

function joinRooms(socket: ConsoleSocket): void {
  const { role, unit } = socket.data.session.account
  if (!may(role, 'events.see')) return
  if (seesWholeLog(role)) socket.join(LOG)
  else if (unit !== null) socket.join(unitRoom(unit))
}

const changesWhoMay = ({ kind }: Event): boolean =>
  ['account.locked', 'account.changed', 'account.password', 'unit.crew'].includes(kind)

/** Closes sockets whose session is over or ended on another server, and those whose person has another role or unit now. */
async function closeEnded(consoles: ReadonlySet<ConsoleSocket>, { db, now }: LiveNeeds): Promise<void> {
  if (consoles.size === 0) return
  const open = [...consoles].map((socket) => ({ socket, ...socket.data.session }))
  const hashes = open.map(({ tokenHash }) => tokenHash.toString('hex'))
  const running = await runningSessions(db, hashes, now())
  const byHash = new Map(running.map((session) => [session.tokenHash, session]))
  for (const [i, { socket, account }] of open.entries()) {
    const is = byHash.get(hashes[i] as string)
    if (is?.role !== account.role || is.unit !== account.unit) socket.disconnect(true)
  }
}
