/** The program's own PostgreSQL with PostGIS under DATA_DIR, for everyone who has no server to point DATABASE_URL at. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { root } from '../root.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { installBinaries } from './install.ts'
import { type Place, preparePlace, versionOf } from './place.ts'
import {
  findRunning,
  makeCluster,
  owner,
  type Postmaster,
  passwordOf,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts'
import { signal } from './processes.ts'
import { enter, isDeserted, isUsed, leave, takeTurn } from './turns.ts'

export type Cluster = {
  /** Address of the database `jianghe`, with the password of its owner. */
  readonly url: string
  /** Stops the server, unless another program still uses it. */
  readonly stop: () => Promise<void>
}

export type ClusterOptions = {
  readonly dataDir: string
  readonly say: (words: string) => void
  /** More settings for `postgres -c`. */
  readonly settings?: Readonly<Record<string, string>>
}

const usualSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '256MB',
  max_connections: '100',
  jit: 'off', // our statements are short: compiling one costs more than running it
}

/** Makes, starts or adopts the cluster of `dataDir`. Throws in words where there is no PostgreSQL with PostGIS to be had. */
export async function startCluster({ dataDir, say, settings }: ClusterOptions): Promise<Cluster> {
  const folder = resolve(dataDir)
  const binaries = await binariesFor(folder, say)
  const place = await preparePlace(folder)
  const { postmaster, entry } = await takeTurn(place.home, async () => {
    const running = await runningOrNew(binaries, place, { ...usualSettings, ...settings }, say)
    return { postmaster: running, entry: await enter(place.home) }
  })
  // A program that ends without asking for `stop`: nothing can be waited for any more.
  const atExit = () => {
    leave(entry)
    if (isDeserted(place.home)) signal(postmaster.pid, 'SIGINT')
  }
  process.once('exit', atExit)
  return {
    url: `postgres://${owner}:${passwordOf(place)}@127.0.0.1:${postmaster.port}/${owner}`,
    stop: once(async () => {
      process.off('exit', atExit)
      leave(entry)
      await takeTurn(place.home, async () => {
        if (!(await isUsed(place.home))) await stopPostmaster(postmaster)
      })
    }),
  }
}

async function binariesFor(dataDir: string, say: (words: string) => void): Promise<Binaries> {
  const unpacked = packagesFolder(dataDir)
  const version = versionOf(dataDir)
  const found = await findBinaries(unpacked, version)
  if (found) return found
  await installBinaries({ unpacked, version, say })
  const installed = await findBinaries(unpacked, version)
  if (installed) return installed
  throw new Error(
    'PostgreSQL was installed, yet no copy with PostGIS 3.3 or newer was found. Set DATABASE_URL to a server that has it.',
  )
}

const usualDataDir = resolve(root, 'data/local')

/** Where packages are unpacked that we may not install: once for the demonstration, the tests and the console itself. */
function packagesFolder(dataDir: string): string {
  return join(dataDir.startsWith(`${usualDataDir}/`) ? usualDataDir : dataDir, 'postgresql')
}

async function runningOrNew(
  binaries: Binaries,
  place: Place,
  settings: Readonly<Record<string, string>>,
  say: (words: string) => void,
): Promise<Postmaster> {
  const running = await findRunning(binaries, place)
  if (running) return running
  if (!existsSync(place.data)) {
    say(`database: making a cluster in ${place.home}`)
    await makeCluster(binaries, place)
  }
  const started = await startPostmaster(binaries, place, settings)
  await ensureDatabase(`postgres://${owner}:${passwordOf(place)}@127.0.0.1:${started.port}/postgres`)
  return started
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [owner])
    if (!rowCount) await client.query(`create database ${owner}`)
  } finally {
    await client.end()
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= work()
    return result
  }
}
