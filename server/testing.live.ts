/** For tests: the console with its positions' path, sockets and AIS port, on a database of its own. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { io, type Socket } from 'socket.io-client'
import type { Event } from '#contract/events.ts'
import { createFrameDecoder } from '#contract/frame.ts'
import type { ConsoleMessages, Hello, ServerMessages } from '#contract/live.ts'
import type { Fix } from '#contract/positions.ts'
import { createApp, type Needs } from './app.ts'
import { readEnv } from './env.ts'
import { followLog } from './events/tail.ts'
import { type Live, startLive } from './live/start.ts'
import { type Positions, startPositions } from './positions/start.ts'
import { type Replay, startReplay } from './replay/start.ts'
import { type TestConsole, type TestDatabase, testDatabase } from './testing.ts'

export type LivingConsole = TestConsole & {
  readonly positions: Positions
  readonly replay: Replay
  readonly port: number
  readonly aisPort: number
  /** One counter of `/metrics`, with its labels as printed: `name{label="value"}`. */
  metric(name: string): Promise<number>
}

/** Starts all of it; on `database` where given, as after a restart. */
export async function livingConsole(
  options: {
    database?: TestDatabase
    dataDir?: string
    now?: () => number
    patienceMs?: number
    sessionCheckMs?: number
  } = {},
): Promise<LivingConsole> {
  const database = options.database ?? (await testDatabase())
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'jianghe-')))
  const { db, url } = database
  const metrics = new Registry()
  const { now = Date.now } = options
  const say = () => {}
  const tail = await followLog(db, url, say)
  const positions = await startPositions({ db, metrics, now, say, tail })
  const env = readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const replay = await startReplay({
    db,
    url,
    dataDir,
    days: env.historyDays,
    metrics,
    flush: positions.flush,
    now,
    say,
  })
  let live: Live | undefined
  const needs: Needs = {
    db,
    env,
    metrics,
    now,
    newest: positions.book.newest,
    grid: positions.book.grid,
    nudge: tail.nudge,
    sessionEnded: (tokenHash) => live?.sessionEnded(tokenHash),
    unready: async () => [],
  }
  const app = await createApp(needs, (routes) => {
    positions.routes(routes, needs)
    replay.routes(routes, needs)
  })
  const { book } = positions
  live = startLive({
    server: app.server,
    db,
    metrics,
    now,
    say,
    tail,
    book,
    build: 'test',
    tickMs: 20,
    ...options,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const aisPort = await positions.listen({
    aisPort: 0,
    jt808Port: 0,
    h02Port: 0,
    cotPort: 0,
    host: '127.0.0.1',
  })
  const address = app.server.address()
  return {
    ...database,
    app,
    needs,
    places: new Map(),
    positions,
    replay,
    port: typeof address === 'object' && address ? address.port : 0,
    aisPort,
    async metric(name) {
      const line = (await metrics.metrics()).split('\n').find((each) => each.startsWith(`${name} `))
      return Number(line?.split(' ').at(-1) ?? 0)
    },
    async stop() {
      await live?.stop()
      await app.close()
      await replay.stop()
      await positions.stop()
      await tail.stop()
      if (!options.dataDir) await rm(dataDir, { recursive: true })
    },
  }
}

export type Watcher = {
  readonly socket: Socket<ServerMessages, ConsoleMessages>
  readonly fixes: Map<number, Fix>
  readonly facts: Event[]
  hello: Hello | undefined
  /** How many frames could not be read for want of those before. */
  gaps: number
}

/** A console that decodes what it is sent, as the client does. */
export async function watcher(port: number, cookie: string): Promise<Watcher> {
  const socket: Watcher['socket'] = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    reconnection: false,
    forceNew: true,
  })
  const watching: Watcher = { socket, fixes: new Map(), facts: [], hello: undefined, gaps: 0 }
  const decoder = createFrameDecoder()
  socket.on('hello', (hello) => {
    watching.hello = hello
  })
  socket.on('fact', (fact) => watching.facts.push(fact))
  socket.on('frame', (frame) => {
    const head = decoder.decode(frame, (fix) => watching.fixes.set(fix.mover, { ...fix }))
    if (head === 'gap') watching.gaps++
  })
  const [event, reason] = await Promise.race([
    once(socket as unknown as NodeJS.EventEmitter, 'hello').then(() => ['hello', undefined] as const),
    new Promise<readonly ['refused', Error]>((refused) =>
      socket.once('connect_error', (error) => refused(['refused', error] as const)),
    ),
  ])
  if (event === 'refused') throw reason
  return watching
}
