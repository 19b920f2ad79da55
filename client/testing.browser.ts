/** The real browsers that tests run in: one that draws, shared by all, or one of a test's own. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserServer, chromium } from 'playwright-core'
import { findBrowser } from '../scripts/browser.ts'

/** WebGL2 in software, and nothing of the browser's own that would leave the machine. */
export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/** `drawing` false: no WebGL, so that what is measured need not share the machine with drawing in software. */
export const launchBrowser = ({ drawing = true } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: browserHere(),
    args: drawing ? flags : [...flags, '--disable-3d-apis'],
  })

export function browserHere(): string {
  const executablePath = process.env.TEST_BROWSER ?? findBrowser(process.env)
  if (!executablePath) throw new Error('No browser was found: run the tests with npm test')
  return executablePath
}

/** The browser of all tests that draw; closing it closes this test's tabs. It has compiled the map's shaders once: 5 s of a processor. */
export async function drawingBrowser(): Promise<Browser> {
  const host = process.env.TEST_DRAWING
  if (!host) throw new Error('TEST_DRAWING is not set: run the tests with npm test')
  const answer = await fetch(host)
  const told = await answer.text()
  if (!answer.ok) throw new Error(told)
  return chromium.connect(told)
}

export type BrowserHost = { readonly url: string; stop(): Promise<void> }

/** Tells where the drawing browser is, and starts it for the first who asks: a run may need none. */
export async function hostBrowser(): Promise<BrowserHost> {
  let started: Promise<BrowserServer> | undefined
  const host = createServer(async (_, response) => {
    started ??= chromium.launchServer({ executablePath: browserHere(), args: flags, host: '127.0.0.1' })
    await started.then(
      (browser) => response.end(browser.wsEndpoint()),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(host.address() as AddressInfo).port}/`,
    async stop() {
      host.close()
      await (await started?.catch(() => undefined))?.close()
    },
  }
}
