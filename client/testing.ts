/** What tests of the whole console stand on: a seeded one of their own, a line to it that can be cut, and people who sign in. */
import { randomInt, randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { seed } from '../scripts/seed.ts'
import type { Pool } from '../server/db.ts'
import { type ServerProcess, serverProcess } from '../server/testing.process.ts'
import { seededDatabase, type TestDatabase, testDatabase } from '../server/testing.ts'
import { type Line, openLine } from './testing.line.ts'

export type { Line } from './testing.line.ts'

export type SeededConsole = {
  readonly db: Pool
  /** The address browsers use: through the line that can be cut. */
  readonly url: string
  /** The same server past the line, for what happens elsewhere meanwhile. */
  readonly direct: string
  readonly aisPort: number
  readonly jt808Port: number
  readonly line: Line
  /** One more line to the same server, for another browser. */
  anotherLine(): Promise<Line>
  /** `kill -9`, then start it again on the same ports. */
  killAndRestart(): Promise<void>
  stop(): Promise<void>
}

/** A server in a process of its own on a seeded demonstration city, without the simulator. */
export const seededConsole = async (): Promise<SeededConsole> =>
  consoleOn(await seededDatabase(), { DEMO: '1' })

/** One on which somebody ran `npm start` and `npm run seed`: the city, one administrator, and no unit. */
export async function newConsole(adminPassword: string): Promise<SeededConsole> {
  const database = await testDatabase()
  await seed(database.db, { demo: false })
  return consoleOn(database, { ADMIN_PASSWORD: adminPassword })
}

async function consoleOn(
  database: TestDatabase,
  kind: Readonly<Record<string, string>>,
): Promise<SeededConsole> {
  const dataDir = await mkdtemp(join(tmpdir(), 'jianghe-'))
  const [aisPort, jt808Port] = [await freePort(), await freePort()]
  const variables = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ...kind,
    AIS_PORT: String(aisPort),
    JT808_PORT: String(jt808Port),
  }
  let server: ServerProcess = await serverProcess(variables)
  const { port } = server
  const lines: Line[] = []
  const anotherLine = async () => {
    const line = await openLine(port)
    lines.push(line)
    return line
  }
  const line = await anotherLine()
  return {
    db: database.db,
    url: line.url,
    direct: `http://127.0.0.1:${port}`,
    aisPort,
    jt808Port,
    line,
    anotherLine,
    async killAndRestart() {
      await server.kill('SIGKILL')
      server = await serverProcess({ ...variables, PORT: String(port) })
    },
    async stop() {
      for (const each of lines) each.close()
      await server.kill('SIGKILL')
      await database.drop()
      await rm(dataDir, { recursive: true })
    },
  }
}

/** Free for UDP and TCP, and below those that the system hands out: nobody else takes it meanwhile. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000)
    const [datagrams, streams] = [createSocket('udp4'), createServer()]
    try {
      datagrams.bind(port, '127.0.0.1')
      await once(datagrams, 'listening')
      streams.listen(port, '127.0.0.1')
      await once(streams, 'listening')
      return port
    } catch {
      // Somebody has it: another will do.
    } finally {
      datagrams.close()
      streams.close()
    }
  }
}

export type Screen = {
  readonly context: BrowserContext
  readonly page: Page
  /** Requests that left the origin, page errors, and whatever the security policy blocked. */
  readonly complaints: string[]
}

type SigningIn = { readonly password?: string; readonly expecting?: (page: Page) => void }

/**
 * A browser window where somebody, of the demonstration where no password is named, has signed in and sees `path`; `expecting`
 * listens before anything comes.
 */
export async function signedIn(
  browser: Browser,
  url: string,
  username: string,
  path: string,
  size: { width: number; height: number } = { width: 1100, height: 700 },
  { password = passwordOf(username), expecting = () => {} }: SigningIn = {},
): Promise<Screen> {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', locale: 'zh-CN' })
  await openSession(context, url, username, password)
  const page = await context.newPage()
  // Shorter than a test's time, so that what never came is named.
  page.setDefaultTimeout(30_000)
  const complaints: string[] = []
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host) {
      complaints.push(`request to ${request.url()}`)
    }
  })
  page.on('pageerror', (error) => complaints.push(`error ${error.message}`))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text())
  })
  expecting(page)
  await page.goto(url + path)
  await isLive(page)
  return { context, page, complaints }
}

/** As the form does it, which `signIn` fills in: two pages fewer for a processor to load. */
async function openSession(
  { request }: BrowserContext,
  url: string,
  username: string,
  password: string,
): Promise<void> {
  const answer = await request.post(`${url}/api/session`, {
    data: { username, password },
    headers: { 'idempotency-key': randomUUID() },
  })
  if (!answer.ok()) throw new Error(`${username} was not let in: ${await answer.text()}`)
}

const passwordOf = (username: string): string => `demo-${username}`
const isLive = (page: Page) => page.locator('[data-testid=link-state][data-state=live]').waitFor()

/** Signs somebody of the demonstration in by the form, and waits until `path` is live. */
export async function signIn(page: Page, url: string, username: string, path: string): Promise<void> {
  await page.goto(`${url}/login`)
  const form = page.getByTestId('login-form')
  await form.locator('input').first().fill(username)
  await form.locator('input[type=password]').fill(passwordOf(username))
  await page.getByTestId('login-submit').click()
  await page.waitForURL((address) => !address.pathname.endsWith('/login'))
  if (!page.url().endsWith(path)) await page.goto(url + path)
  await isLive(page)
}
