/** Outages in a real browser: afterwards the desk holds what the server holds, and it told the truth meanwhile. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './testing.browser.ts'
import {
  type Bustle,
  bustle,
  provenState,
  renderersOf,
  type Stage,
  stagesSince,
  writeStages,
} from './testing.outage.ts'
import { type Line, type SeededConsole, seededConsole, signedIn } from './testing.ts'

type Desk = { readonly page: Page; readonly line: Line }

let city: SeededConsole
let busy: Bustle
let browsers: Browser[] = []
let desks: readonly Desk[]
let longCut: Promise<Outage>

/** Younger pages do not speak of outages. */
const OPENING = 20_000

beforeAll(async () => {
  city = await seededConsole()
  // Drawing in software would take the machine from what is measured. The second browser alone is suspended.
  const lists = { drawing: false }
  browsers = await Promise.all([launchBrowser(lists), launchBrowser(lists)])
  const open = async (browser: Browser | undefined): Promise<Desk> => {
    if (!browser) throw new Error('no browser was started')
    const line = await city.anotherLine()
    const { page } = await signedIn(browser, line.url, 'dispatcher', '/desk')
    await writeStages(page)
    return { page, line }
  }
  desks = await Promise.all([open(browsers[0]), open(browsers[1]), open(browsers[0])])
  busy = await bustle(city)
  for (const { page } of desks) {
    await page.waitForFunction((opening) => performance.now() > opening, OPENING)
    expect(await provenState(page)).toContain('与服务器一致')
  }
  longCut = outage(desk(2), 60, 'cut')
  longCut.catch(() => undefined)
})
afterAll(async () => {
  await busy?.stop()
  for (const browser of browsers) await browser.close()
  await city?.stop()
})

const desk = (i: number): Desk => desks[i] as Desk
const pause = (ms: number) => new Promise((done) => setTimeout(done, Math.max(0, ms)))

/** The last frame came up to this many seconds before the line went. */
const HEARTBEAT = 1

type Outage = {
  readonly seconds: number
  /** ms UTC: when the line went, was back, and the desk was live again. */
  readonly from: number
  readonly to: number
  readonly stages: readonly Stage[]
  /** What the desk said of its state, and how long after the return. */
  readonly verdict: string
  readonly provedAfter: number
}

/** An outage of a desk's line, seen through to the proof that its state is the server's. */
async function outage({ page, line }: Desk, seconds: number, kind: 'cut' | 'hang'): Promise<Outage> {
  return through(page, seconds, {
    begin: async () => line[kind](),
    end: async () => line.mend(),
    during: async () => {
      if (seconds > 11) await refusesCommands(page)
    },
  })
}

type Course = Record<'begin' | 'end' | 'during', () => Promise<void>>

async function through(page: Page, seconds: number, { begin, end, during }: Course): Promise<Outage> {
  const from = Date.now()
  await begin()
  await during()
  await pause(from + seconds * 1000 - Date.now())
  await end()
  const to = Date.now()
  await page.locator('[data-testid=link-state][data-state=live]').waitFor()
  const verdict = await provenState(page)
  const provedAfter = Date.now() - to
  return { seconds, from, to, stages: await stagesSince(page, from), verdict, provedAfter }
}

async function refusesCommands(page: Page): Promise<void> {
  await page.locator('[data-testid=link-state][data-state=down]').waitFor()
  await page.getByTestId('new-ticket').click()
  expect(await page.getByTestId('ticket-submit').isDisabled()).toBe(true)
  await page.getByRole('button', { name: '取消' }).click()
}

const clock = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(11, 19)
const number = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1])

/** The state is the server's within five seconds, and each thing the desk said was so when it said it. */
async function expectTruth({ seconds, from, to, stages, verdict, provedAfter }: Outage): Promise<void> {
  expect(verdict).toContain('与服务器一致')
  expect(provedAfter).toBeLessThan(5000)

  for (const { at, state, banner } of stages.filter((stage) => stage.at < to)) {
    const silent = (at - from) / 1000
    if (state === 'degraded') {
      expect(silent).toBeGreaterThan(2 - HEARTBEAT)
      const told = number(banner, /链路延迟 (\d+) 秒/)
      expect(told).toBeGreaterThan(silent - 1.8)
      expect(told).toBeLessThan(silent + HEARTBEAT + 0.1)
    }
    if (state === 'down') {
      expect(silent).toBeGreaterThan(10 - HEARTBEAT)
      const since = /最后数据 (\d\d:\d\d:\d\d)/.exec(banner)?.[1]
      expect([clock(from - 1000), clock(from), clock(from + 1000)]).toContain(since)
    }
  }
  const first = (state: string) => ((stages.find((stage) => stage.state === state)?.at ?? 0) - from) / 1000
  expect(first('degraded')).toBeLessThan(4)
  if (seconds > 12) expect(first('down')).toBeLessThan(12)
  await expectTrueAccount(stages, { from, to })
}

/** “失联 12 秒，补收 n 条，无遗漏”: the seconds were so, and the log has just these events. */
async function expectTrueAccount(
  stages: readonly Stage[],
  { from, to }: Pick<Outage, 'from' | 'to'>,
): Promise<void> {
  const told = stages.find(({ banner }) => banner.startsWith('失联'))
  if (!told) throw new Error(`nothing was said of the outage: ${JSON.stringify(stages)}`)
  expect(told.banner).toMatch(/^失联 \d+ 秒，补收 \d+ 条，无遗漏$/)
  const silent = (told.at - from) / 1000
  expect(Math.abs(number(told.banner, /失联 (\d+) 秒/) - silent)).toBeLessThan(1.5)

  const [first = 0, last = 0] = (/(\d+)–(\d+)/.exec(told.events) ?? []).slice(1).map(Number)
  const { rows } = await city.db.query<{ number: number; received: number }>(
    'select number, received from event order by number',
  )
  const missed = rows.filter((event) => event.number >= first && event.number <= last)
  expect(number(told.banner, /补收 (\d+) 条/)).toBe(missed.length)
  const during = rows.filter(({ received }) => received > from + 500 && received < to - 500)
  expect(during.filter((event) => !missed.includes(event))).toEqual([])
  expect(missed.filter(({ received }) => received < from - 2500)).toEqual([])
}

test('after cuts of 3 and 12 seconds the desk holds what the server holds, and said so truthfully', async () => {
  const [short, longer] = await Promise.all([outage(desk(0), 3, 'cut'), outage(desk(1), 12, 'cut')])
  await expectTruth(short)
  await expectTruth(longer)
})

test('when the server is killed and started again its desks hold what it holds', async () => {
  const from = Date.now()
  const back = city.killAndRestart().then(() => Date.now())
  for (const { page } of [desk(0), desk(1)]) {
    await page.locator('[data-testid=link-state][data-state=degraded]').waitFor()
  }
  const to = await back
  await Promise.all(
    [desk(0), desk(1)].map(async ({ page }) => {
      await page.locator('[data-testid=link-state][data-state=live]').waitFor()
      expect(await provenState(page)).toContain('与服务器一致')
      expect(Date.now() - to).toBeLessThan(5000)
      await expectTrueAccount(await stagesSince(page, from), { from, to })
    }),
  )
})

describe.concurrent('what does not close the connection is told as truly:', () => {
  test('a link that hangs for 12 seconds', async () => {
    await expectTruth(await outage(desk(0), 12, 'hang'))
  })

  test('a tab that was suspended for 12 seconds', async () => {
    const renderers = await renderersOf(browsers[1] as Browser)
    const signal = async (name: 'SIGSTOP' | 'SIGCONT') => {
      for (const pid of renderers) process.kill(pid, name)
    }
    const { stages, from, to, verdict, provedAfter } = await through(desk(1).page, 12, {
      begin: () => signal('SIGSTOP'),
      during: async () => undefined,
      end: () => signal('SIGCONT'),
    })
    expect(verdict).toContain('与服务器一致')
    expect(provedAfter).toBeLessThan(5000)
    await expectTrueAccount(stages, { from, to })
  })
})

test('after a cut of 60 seconds, in which the server was killed too, the desk holds what it holds', {
  timeout: 90_000,
  // It happened once, beside the tests above: a second look would see the same.
  retry: 0,
}, async () => {
  await expectTruth(await longCut)
})

test('a console refused while the database is away dials again by itself', async () => {
  const { page, line } = desk(0)
  await city.db.query('alter table session rename to session_away')
  const refused = page.waitForResponse((answer) => answer.url().endsWith('/api/session') && !answer.ok())
  line.cut()
  line.mend()
  await refused
  await city.db.query('alter table session_away rename to session')
  const to = Date.now()
  // Only a console that is connected again is answered.
  expect(await provenState(page)).toContain('与服务器一致')
  expect(Date.now() - to).toBeLessThan(8000)
})

test('what was changed behind the log’s back is found, counted, and mended by fetching everything anew', async () => {
  const { page } = desk(0)
  await city.db.query(`update unit set version = version + 1 where code in ('H017', 'H018')`)
  await page.keyboard.press('KeyH')
  await page.getByTestId('state-resync').waitFor()
  expect(await page.getByTestId('state-verdict').textContent()).toMatch(/与服务器不一致：力量 2，/)
  const metrics = async () => (await fetch(`${city.direct}/metrics`)).text()
  await expect.poll(metrics).toContain('console_state_mismatch_total{kind="units"} 1')
  await page.getByTestId('state-resync').click()
  await page.locator('[data-testid=state-verdict][data-verdict=same]').waitFor()
  expect(await metrics()).toContain('console_state_mismatch_total{kind="positions"} 0')
})
