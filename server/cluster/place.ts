/** Where the cluster's files lie and which account runs it: PostgreSQL refuses root, and must be able to enter its folder. */
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, ending } from './run.ts'

export type Place = {
  /** The cluster's own folder: its data, password, log and the list of programs using it. */
  readonly home: string
  readonly data: string
  readonly account: Account | undefined
}

/** For clusters whose DATA_DIR their account cannot enter, such as one below /root. */
const systemFolder = '/var/lib/jianghe-console'

const isRoot = process.getuid?.() === 0

/** Makes the folder where there is none. Throws in words when it belongs to somebody else. */
export async function preparePlace(dataDir: string): Promise<Place> {
  mkdirSync(dataDir, { recursive: true })
  const recorded = recordedHome(dataDir)
  if (recorded && existsSync(recorded))
    return { home: recorded, data: join(recorded, 'data'), account: ownerOf(recorded) }
  const account = isRoot ? await unprivileged() : undefined
  const home = chooseHome(dataDir, account)
  mkdirSync(home, { recursive: true })
  chmodSync(home, 0o700)
  if (account) chownSync(home, account.uid, account.gid)
  return { home, data: join(home, 'data'), account }
}

/** The version of the cluster that is already there. */
export function versionOf(dataDir: string): number | undefined {
  const home = recordedHome(dataDir)
  const file = home && join(home, 'data/PG_VERSION')
  return file && existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
}

const record = (dataDir: string) => join(dataDir, 'cluster.place')

function recordedHome(dataDir: string): string | undefined {
  if (existsSync(record(dataDir))) return readFileSync(record(dataDir), 'utf8').trim()
  const usual = join(dataDir, 'cluster')
  return existsSync(usual) ? usual : undefined
}

function ownerOf(home: string): Account | undefined {
  const { uid, gid } = statSync(home)
  if (uid === process.getuid?.()) return undefined
  if (isRoot) return { uid, gid }
  throw new Error(
    `The database in ${home} belongs to another account (number ${uid}). Run as that account or as root, or choose another folder: DATA_DIR=… npm start`,
  )
}

function chooseHome(dataDir: string, account: Account | undefined): string {
  const usual = join(dataDir, 'cluster')
  if (!account || canEnter(dataDir, account)) return usual
  // A random name: were it made from the path, a deleted DATA_DIR would find its old rows again.
  const elsewhere = join(systemFolder, randomBytes(6).toString('hex'))
  mkdirSync(systemFolder, { recursive: true })
  chmodSync(systemFolder, 0o711) // whatever our umask: the account must come through
  writeFileSync(record(dataDir), `${elsewhere}\n`)
  return elsewhere
}

function canEnter(folder: string, { uid, gid }: Account): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder)
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
  if ((mode & bit) === 0) return false
  return dirname(folder) === folder || canEnter(dirname(folder), { uid, gid })
}

/** `postgres` where the packages made it, else `nobody`. */
async function unprivileged(): Promise<Account> {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([ending('id', ['-u', name]), ending('id', ['-g', name])])
    if (uid.code === 0 && gid.code === 0) return { uid: Number(uid.output), gid: Number(gid.output) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody: start as a plain user.',
  )
}
