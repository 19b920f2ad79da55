/** For tests: a phone's browser that keeps its things on the disk, and whose battery can die. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium } from 'playwright-core'
import { browserHere, flags } from './testing.browser.ts'

export type Phone = {
  readonly context: BrowserContext
  /** What an empty battery is to a browser. */
  die(): Promise<void>
}

/** A browser that keeps its things in `profile`, and can be killed. Nothing is drawn: see `launchBrowser`. */
export async function startPhone(profile: string): Promise<Phone> {
  const own = ['--remote-debugging-port=0', `--user-data-dir=${profile}`, '--disable-3d-apis']
  const child = spawn(browserHere(), [...flags, ...own], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  const address = await new Promise<string>((found, failed) => {
    createInterface(child.stderr).on('line', (line) => {
      const told = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (told) found(told)
    })
    ended.then(() => failed(new Error('the browser ended before it listened')))
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  if (!context) throw new Error('the browser has no context of its own')
  return {
    context,
    async die() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
