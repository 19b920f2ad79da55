/** Runs one program to its end: answers what it printed, or fails with its own words. */
import { spawn } from 'node:child_process'

/** Who a program runs as; undefined: as ourselves. */
export type Account = { readonly uid: number; readonly gid: number }

export type RunOptions = {
  readonly account?: Account | undefined
  readonly env?: NodeJS.ProcessEnv
  readonly folder?: string
  /** Called with each line as it is printed, so that a long step shows that it moves. */
  readonly onLine?: (line: string) => void
}

export type Ended = { readonly code: number; readonly output: string }

/** The exit code and everything printed; a program that is not there answers 127. */
export function ending(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...options.account,
      // '/' can be entered by every account; our own folder may not be.
      cwd: options.folder ?? '/',
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let unfinished = ''
    const take = (text: string) => {
      output += text
      const lines = (unfinished + text).split('\n')
      unfinished = lines.pop() ?? ''
      for (const line of lines) options.onLine?.(line)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** What the program printed. Throws with the command and its last lines when it fails. */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, output } = await ending(program, args, options)
  if (code === 0) return output
  const lastLines = output.trim().split('\n').slice(-12).join('\n')
  throw new Error(`${program} ${args.join(' ')}\nended with ${code}:\n${lastLines}`)
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
