/** What can be told about a process by its number: whether it lives, since when, and what it is. */
import { readFileSync } from 'node:fs'
import { ending } from './run.ts'

/** Number and birth of a process; undefined when it is dead. Numbers are used again, this pair is not. */
export async function markOf(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined
  const born = stat(pid)?.born ?? (await ending('ps', ['-o', 'lstart=', '-p', String(pid)])).output.trim()
  return `${pid} ${born}`
}

/** Whether the process that had this mark still lives. */
export async function lives(mark: string): Promise<boolean> {
  return mark === (await markOf(Number.parseInt(mark, 10)))
}

/** Whether a process lives under this number and, where the system tells, by this name. */
export function isAlive(pid: number, name?: string): boolean {
  if (!(pid > 0)) return false
  const told = stat(pid)
  if (told) return told.state !== 'Z' && (name === undefined || told.name === name)
  return signal(pid, 0)
}

/** The command line of a process; undefined where the system does not show it. */
export function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return undefined
  }
}

/** Sends a signal; 0 only asks. False when there is no such process. */
export function signal(pid: number, what: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, what)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // it lives, and is somebody else's
  }
}

/** From Linux's /proc; undefined for a dead process and on other systems. */
function stat(pid: number): { name: string; state: string; born: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // "81 (name, which may hold spaces and brackets) S …": field 22, the start in clock ticks since boot, is the 20th after it.
    const end = text.lastIndexOf(')')
    const [state = '', ...fields] = text.slice(end + 2).split(' ')
    return { name: text.slice(text.indexOf('(') + 1, end), state, born: fields[18] ?? '' }
  } catch {
    return undefined
  }
}
