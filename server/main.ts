/** The server from start to stop: database, migrations, the log's tail, positions, HTTP, sockets, gateways. */
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { firstAdministrator } from './accounts/first.ts'
import { createApp, type Needs } from './app.ts'
import { openDatabase } from './cluster/database.ts'
import { forgetOldCommands } from './commands/queries.ts'
import { connect, type Pool } from './db.ts'
import { endHolds } from './dispatch/holds.ts'
import { type Env, readEnv } from './env.ts'
import { keepHeads } from './events/heads.ts'
import { followLog } from './events/tail.ts'
import { runExpo } from './expo/clockwork.ts'
import { hotspotRoutes } from './hotspots/routes.ts'
import { startHotspots } from './hotspots/start.ts'
import { clientBuild } from './live/clientBuild.ts'
import { type Live, startLive } from './live/start.ts'
import { migrate, migrationsMissing } from './migrate.ts'
import { keepRoundsAhead } from './patrols/making.ts'
import { keepHistory } from './positions/historyKeeper.ts'
import { type Positions, startPositions } from './positions/start.ts'
import { startReplay } from './replay/start.ts'
import { readRoads } from './roads/graph.ts'
import { carryOutPlans } from './zones/plans.ts'

/** Where people open it. */
export type Address = { readonly url: string; readonly port: number }

export type RunningServer = Address & { stop(): Promise<void> }

/** Starts everything; answers when the console can be opened. */
export async function startServer(env: Env, say: (line: string) => void): Promise<RunningServer> {
  await mkdir(resolve(env.dataDir, 'basemap'), { recursive: true })
  const stops: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  try {
    const database = await openDatabase(env, say)
    stops.push(() => database.stop())
    await migrate(database.url, say)
    const db = connect(database.url, { say })
    stops.push(() => db.end())
    await firstAdministrator(db, env, say)
    return await serve(env, db, database.url, say, stops, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function serve(
  env: Env,
  db: Pool,
  databaseUrl: string,
  say: (line: string) => void,
  stops: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const now = Date.now
  const tail = await followLog(db, databaseUrl, say)
  stops.push(() => tail.stop())
  const positions = await startPositions({
    db,
    metrics,
    now,
    say,
    tail,
    roads: readRoads(resolve(env.dataDir, 'basemap')),
  })
  stops.push(() => positions.stop())
  const hotspots = await startHotspots({ db, metrics, now, say, tail, newest: positions.book.newest })
  stops.push(() => hotspots.stop())
  stops.push(keepHistory({ db, metrics, now, say, ages: env }).stop)

  const replay = await startReplay({
    db,
    url: databaseUrl,
    dataDir: env.dataDir,
    days: env.historyDays,
    metrics,
    flush: positions.flush,
    now,
    say,
  })
  stops.push(replay.stop)

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
    unready: () => unready(db, positions),
  }
  const app = await createApp(needs, (app) => {
    positions.routes(app, needs)
    hotspotRoutes(app, needs, hotspots)
    replay.routes(app, needs)
  })
  stops.push(() => app.close())
  live = startLive({
    server: app.server,
    db,
    metrics,
    now,
    say,
    tail,
    book: positions.book,
    build: await clientBuild(),
    tickMs: env.tickMs,
  })
  stops.push(live.stop)
  await app.listen({ port: env.port, host: env.host })
  await positions.listen(env)

  stops.push(keepHeads({ db, folder: resolve(env.dataDir, 'heads'), now, say }))
  stops.push(endHolds({ db, now, nudge: tail.nudge, say }))
  stops.push(carryOutPlans({ db, now, nudge: tail.nudge, say }))
  stops.push(keepRoundsAhead({ db, now, nudge: tail.nudge, say }))
  stops.push(runExpo({ db, now, newest: positions.book.newest, nudge: tail.nudge, say }))
  const tidy = setInterval(
    () => forgetOldCommands(db, now()).catch((error) => say(`old commands stay: ${error.message}`)),
    3_600_000,
  )
  stops.push(() => clearInterval(tidy))

  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : env.port
  return { url: `http://localhost:${port}`, port, stop }
}

/** What is missing before consoles may rely on this server. */
async function unready(db: Pool, positions: Positions): Promise<string[]> {
  try {
    const missing = await migrationsMissing(db)
    return [
      ...missing.map((name) => `migration ${name} is not applied`),
      ...(positions.listening() ? [] : ['the gateways are not open']),
    ]
  } catch (error) {
    return [`the database cannot be reached: ${(error as Error).message}`]
  }
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const say = (line: string) => console.error(line)
  const server = await startServer(readEnv(process.env), say)
  // A program that started this one says itself where it listens.
  if (process.send) process.send({ url: server.url, port: server.port } satisfies Address)
  else say(`The console is at ${server.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => server.stop().then(() => process.exit(0)))
  }
}
