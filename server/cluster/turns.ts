/** Which programs use a cluster, and whose turn it is to start or stop it: the last one out stops it, never under another. */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { lives, markOf } from './processes.ts'
import { pause } from './run.ts'

// Tells apart several uses and turns of one program.
let count = 0

/** Runs `work` while no other program works on the same folder; waits for its turn. */
export async function takeTurn<T>(home: string, work: () => Promise<T>): Promise<T> {
  const lock = join(home, 'turn')
  const own = `${lock}.${process.pid}-${++count}`
  writeFileSync(own, await ownMark())
  try {
    while (!tryLink(own, lock)) {
      await breakIfDead(lock)
      await pause(50)
    }
    return await work().finally(() => rmSync(lock, { force: true }))
  } finally {
    rmSync(own, { force: true })
  }
}

const ownMark = async () => (await markOf(process.pid)) ?? String(process.pid)

// A link appears with its content at once, which an exclusive open and a write do not.
function tryLink(own: string, lock: string): boolean {
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function breakIfDead(lock: string): Promise<void> {
  const seen = readIfThere(lock)
  if (seen === undefined || (await lives(seen))) return
  const taken = `${lock}.broken.${process.pid}-${++count}`
  if (!tryRename(lock, taken)) return
  // Another program may have broken it first and be working: then we took its lock, and give it back.
  if (readIfThere(taken) !== seen) tryLink(taken, lock)
  rmSync(taken, { force: true })
}

function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false // its holder ended, or somebody was quicker
    throw error
  }
}

/** Writes one more use by this program into the list; answers the entry, which `leave` takes. */
export async function enter(home: string): Promise<string> {
  mkdirSync(join(home, 'users'), { recursive: true })
  const entry = join(home, 'users', `${process.pid}-${++count}`)
  writeFileSync(entry, await ownMark())
  return entry
}

/** Takes one use off the list. */
export function leave(entry: string): void {
  rmSync(entry, { force: true })
}

/** Whether a living program still uses the cluster. Forgets the dead. */
export async function isUsed(home: string): Promise<boolean> {
  let used = false
  for (const file of userFiles(home)) {
    const mark = readIfThere(file)
    if (mark !== undefined && (await lives(mark))) used = true
    else rmSync(file, { force: true })
  }
  return used
}

/** Whether nobody is on the list nor about to be. The quick, careful answer: an entry of a dead program counts. */
export function isDeserted(home: string): boolean {
  return userFiles(home).length === 0 && !existsSync(join(home, 'turn'))
}

function userFiles(home: string): string[] {
  try {
    return readdirSync(join(home, 'users')).map((name) => join(home, 'users', name))
  } catch {
    return [] // nobody has entered yet
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // somebody else removed it meanwhile
  }
}
