/** One PostgreSQL server process: made, started, found again after its parent was killed, and stopped. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { isAlive, signal } from './processes.ts'
import { ending, pause, run } from './run.ts'

export type Postmaster = { readonly pid: number; readonly port: number }

/** Name of the cluster's one role, which owns everything in it. */
export const owner = 'jianghe'

const patience = { start: 60_000, stop: 20_000 }

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
    const pid = launch(binaries, place, { ...settings, ...address(place, port) })
    if (await becomesReady(binaries, { pid, port }, patience.start)) return { pid, port }
    // Somebody may have taken the port since we asked for a free one.
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
  const deadline = Date.now() + patience.start
  for (;;) {
    const written = readPidFile(place)
    if (!written || !isServer(written.pid)) return undefined
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

/** A fast shutdown, waited for; an immediate one if it takes too long. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  for (const how of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const deadline = Date.now() + patience.stop
    if (!signal(pid, how)) return
    while (Date.now() < deadline) {
      if (!isServer(pid)) return
      await pause(25)
    }
  }
}

function readPidFile(place: Place): Postmaster | undefined {
  const file = join(place.data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3] ?? 0) }
}

/** After a crash its number may belong to a stranger. */
const isServer = (pid: number) => isAlive(pid, 'postgres')

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

function address(place: Place, port: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socketFolder(place),
    unix_socket_permissions: '0700',
  }
}

// A socket's path may have 107 characters at most, its file name included.
function socketFolder(place: Place): string {
  const usual = join(place.home, 'socket')
  const folder = usual.length <= 80 ? usual : mkdtempSync(join(tmpdir(), 'jianghe-'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (place.account) chownSync(folder, place.account.uid, place.account.gid)
  return folder
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const taken = probe.address()
      probe.close(() => resolve(typeof taken === 'object' && taken ? taken.port : 0))
    })
  })
}

const logOf = (place: Place) => join(place.home, 'log')

const isLong = (file: string) => existsSync(file) && statSync(file).size > 10_000_000

const lastWords = (place: Place) =>
  readFileSync(logOf(place), 'utf8').trim().split('\n').slice(-12).join('\n')
