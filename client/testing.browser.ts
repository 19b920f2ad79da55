/** The real browsers that tests run in: one that draws and one that does not, shared by all, or one of a test's own. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from 'playwright-core'
import { findBrowser } from '../scripts/browser.ts'

/** Nothing of the browser's own that would leave the machine. */
const alone = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** WebGL2 in software. */
export const flags = [...alone, '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
/** No WebGL, and pages painted without it: through OpenGL in software each of them takes half as much again of a processor. */
const flatFlags = [...alone, '--disable-gpu', '--disable-3d-apis']

type Kind = { readonly drawing?: boolean }

/** A browser of a test's own, for what another test's tabs would disturb. `drawing` false: no WebGL, and much cheaper. */
export const launchBrowser = (kind: Kind = {}): Promise<Browser> => chromium.launch(optionsOf(kind))

const optionsOf = ({ drawing = true }: Kind): LaunchOptions => ({
  executablePath: browserHere(),
  args: drawing ? flags : flatFlags,
})

export function browserHere(): string {
  const executablePath = process.env.TEST_BROWSER ?? findBrowser(process.env)
  if (!executablePath) throw new Error('No browser was found: run the tests with npm test')
  return executablePath
}

/** The browser of all tests that draw; closing it closes this test's tabs. It has compiled the map's shaders once: 5 s of a processor. */
export const drawingBrowser = (): Promise<Browser> => sharedBrowser('/drawing')

/** The browser of all tests that draw nothing. */
export const plainBrowser = (): Promise<Browser> => sharedBrowser('/plain')

async function sharedBrowser(path: string): Promise<Browser> {
  const host = process.env.TEST_BROWSERS
  if (!host) throw new Error('TEST_BROWSERS is not set: run the tests with npm test')
  const answer = await fetch(new URL(path, host))
  const told = await answer.text()
  if (!answer.ok) throw new Error(told)
  return chromium.connect(told)
}

export type BrowserHost = { readonly url: string; stop(): Promise<void> }

/** Tells where the shared browsers are, and starts each for the first who asks: a run may need none. */
export async function hostBrowsers(): Promise<BrowserHost> {
  const started = new Map<string, Promise<BrowserServer>>()
  const serverAt = (path: string): Promise<BrowserServer> => {
    const known = started.get(path)
    if (known) return known
    const server = chromium.launchServer({
      ...optionsOf({ drawing: path === '/drawing' }),
      host: '127.0.0.1',
    })
    started.set(path, server)
    return server
  }
  const host = createServer(async ({ url }, response) => {
    await serverAt(url ?? '').then(
      (browser) => response.end(browser.wsEndpoint()),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(host.address() as AddressInfo).port}/`,
    async stop() {
      host.close()
      for (const server of started.values()) await (await server.catch(() => undefined))?.close()
    },
  }
}
