/** One PostgreSQL server process: made, started, found again after its parent was killed, and stopped. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { addressOf, freePort } from './address.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { commandOf, isAlive, signal } from './processes.ts'
import { ending, pause, run } from './run.ts'

export type Postmaster = { readonly pid: number; readonly port: number }

/** Name of the cluster's one role, which owns everything in it. */
export const owner = 'jianghe'

const startPatienceMs = 60_000

/** `initdb` beside the data and a rename: a cluster half made by a killed run is never taken for a whole one. */
export async function makeCluster(binaries: Binaries, place: Place): Promise<void> {
  const unfinished = `${place.data}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const passwordFile = join(place.home, 'password')
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid)
  const told = ['-D', unfinished, '-U', owner, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  await run(join(binaries.bin, 'initdb'), [...told, '--encoding=UTF8', '--locale=C'], {
    account: place.account,
    env: environment(binaries),
  })
  renameSync(unfinished, place.data)
}

export function passwordOf(place: Place): string {
  return readFileSync(join(place.home, 'password'), 'utf8').trim()
}

/** Starts the server on a free loopback port and a socket of its own. It outlives us if we are killed: see `findRunning`. */
export async function startPostmaster(
  binaries: Binaries,
  place: Place,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const pid = launch(binaries, place, { ...settings, ...addressOf(place, port) })
    if (await becomesReady(binaries, { pid, port }, startPatienceMs)) return { pid, port }
    // Somebody may have taken the port since we asked for it; or the last children of a killed server still end.
    if (attempt === 3)
      throw new Error(`The database did not start. The end of ${logOf(place)}:\n${lastWords(place)}`)
  }
}

function launch(binaries: Binaries, place: Place, settings: Readonly<Record<string, string>>): number {
  const log = openSync(logOf(place), isLong(logOf(place)) ? 'w' : 'a')
  const child = spawn(
    join(binaries.bin, 'postgres'),
    ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...place.account,
      cwd: '/',
      env: environment(binaries),
      // A group of its own: Ctrl+C must reach us first, so that the last writes are made before it stops.
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
  closeSync(log)
  child.once('error', () => undefined) // no process: `becomesReady` answers no, and the log says why
  child.unref()
  return child.pid ?? 0
}

/** The server still running on this data, if there is one. Waits while it is starting or ending. */
export async function findRunning(binaries: Binaries, place: Place): Promise<Postmaster | undefined> {
  const deadline = Date.now() + startPatienceMs
  for (;;) {
    const written = readPidFile(place)
    if (!written || !isOurs(written)) return undefined
    if (written.port > 0 && (await isReady(binaries, written.port)))
      return { pid: written.pid, port: written.port }
    if (Date.now() > deadline) {
      throw new Error(
        `A database server (process ${written.pid}) holds ${place.data} but does not answer: end it and start again.`,
      )
    }
    await pause(100)
  }
}

// pg's pool says it has ended a moment before its connections are closed: that moment first, then a fast shutdown.
const waysToStop = [
  ['SIGTERM', 500],
  ['SIGINT', 20_000],
  ['SIGQUIT', 20_000],
  ['SIGKILL', 20_000],
] as const

/** Stops the server and waits for its end; the harder, the longer it takes. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  for (const [how, patienceMs] of waysToStop) {
    const deadline = Date.now() + patienceMs
    if (!signal(pid, how)) return
    while (Date.now() < deadline) {
      if (!isServer(pid)) return
      await pause(25)
    }
  }
}

type PidFile = Postmaster & { readonly data: string }

function readPidFile(place: Place): PidFile | undefined {
  const file = join(place.data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pid, data = '', , port] = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(pid), data, port: Number(port ?? 0) }
}

const isServer = (pid: number) => isAlive(pid, 'postgres')

/** After a crash the number may belong to a stranger, even to another cluster's server. */
const isOurs = ({ pid, data }: PidFile) => isServer(pid) && (commandOf(pid)?.includes(data) ?? true)

async function becomesReady(binaries: Binaries, { pid, port }: Postmaster, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  await pause(50)
  while (Date.now() < deadline && isServer(pid)) {
    if (await isReady(binaries, port)) return isServer(pid)
    await pause(50)
  }
  return false
}

async function isReady(binaries: Binaries, port: number): Promise<boolean> {
  const asked = ['-q', '-h', '127.0.0.1', '-p', String(port)]
  return (await ending(join(binaries.bin, 'pg_isready'), asked, { env: environment(binaries) })).code === 0
}

/** Nothing of our own environment but the path: PGPORT, PGDATA and the like would lead it astray. */
function environment(binaries: Binaries): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', ...binaries.env }
}

const logOf = (place: Place) => join(place.home, 'log')

const isLong = (file: string) => existsSync(file) && statSync(file).size > 10_000_000

const lastWords = (place: Place) =>
  readFileSync(logOf(place), 'utf8').trim().split('\n').slice(-12).join('\n')
