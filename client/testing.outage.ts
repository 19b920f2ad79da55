/** For tests of outages: a city in which units move and tickets are opened, and what a desk said at each moment. */
import type { Browser, Page } from 'playwright-core'
import { createApi, postAsDevice } from '../scripts/simulate/api.ts'
import type { SeededConsole } from './testing.ts'

export type Bustle = { stop(): Promise<void> }

const MOVERS = 40

/** Units move five times a second and a ticket is opened twice a second, past every line, until stopped. */
export async function bustle({ db, direct }: SeededConsole): Promise<Bustle> {
  const { rows } = await db.query<{ id: string }>(
    `select id from device where protocol = 'http' and unit is not null order by number limit $1`,
    [MOVERS],
  )
  const feed = { id: 'test-feed', protocol: 'feed' }
  const { token } = await createApi(direct, 'admin').command<{ token: string }>('/api/devices', feed)
  const desk = createApi(direct, 'dispatcher')
  let turn = 0
  const move = () => {
    turn++
    const at = Date.now()
    const lng = 121.47 + 0.02 * Math.sin(turn / 50)
    const places = rows.map(({ id }, i) => ({
      device: id,
      at,
      lng: lng + i * 1e-3,
      lat: 31.2 + i * 1e-3,
      speed: 5,
    }))
    return postAsDevice(direct, '/api/positions', token, places)
  }
  const open = () =>
    desk.command('/api/tickets', {
      category: '0205',
      text: '招牌松动',
      address: `南京东路 ${turn} 号`,
      place: [121.48, 31.237],
    })
  const stops = [repeat(move, 200), repeat(open, 500)]
  return {
    async stop() {
      for (const stop of stops) await stop()
    },
  }
}

/** Again and again, whatever becomes of it: the server may be away. Answers how to stop. */
function repeat(deed: () => Promise<unknown>, every: number): () => Promise<void> {
  let going = true
  const ended = (async () => {
    while (going) {
      await deed().catch(() => undefined)
      await new Promise((done) => setTimeout(done, every))
    }
  })()
  return () => {
    going = false
    return ended
  }
}

/** What the desk's link mark and banner said from a moment on; ms UTC. */
export type Stage = {
  readonly at: number
  readonly state: string
  readonly banner: string
  readonly events: string
}

/** Writes down in the page each change of the link's mark and banner. */
export async function writeStages(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stages: Stage[] = []
    Object.assign(window, { stages })
    const look = () => {
      const banner = document.querySelector<HTMLElement>('[data-testid=link-banner]')
      const state = document.querySelector<HTMLElement>('[data-testid=link-state]')?.dataset.state ?? ''
      const [text, events] = [banner?.textContent ?? '', banner?.title ?? '']
      const last = stages.at(-1)
      if (last?.state === state && last.banner === text && last.events === events) return
      stages.push({ at: Date.now(), state, banner: text, events })
    }
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
    look()
  })
}

export const stagesSince = async (page: Page, since: number): Promise<Stage[]> => {
  const all = await page.evaluate(() => (window as unknown as { stages: Stage[] }).stages)
  return all.filter(({ at }) => at >= since)
}

const TOLD = ['same', 'differs', 'unanswered']
  .map((verdict) => `[data-testid=state-verdict][data-verdict=${verdict}]`)
  .join(', ')

/** Compares the desk's state with the server's by its key, as a dispatcher would, until it is told; answers what the desk says. */
export async function provenState(page: Page): Promise<string> {
  await page.keyboard.press('KeyH')
  const verdict = page.getByTestId('state-verdict')
  for (;;) {
    await page.locator(TOLD).waitFor()
    if ((await verdict.getAttribute('data-verdict')) !== 'unanswered') break
    // A machine that is busy with many tests may be too late to answer.
    await page.getByTestId('state-check').click()
  }
  const text = (await verdict.textContent()) ?? ''
  await page.keyboard.press('Escape')
  return text
}

/** The processes that run a browser's pages: stopping them is what a suspended tab is. `Page.setWebLifecycleState` leaves the timers of a headless page running. */
export async function renderersOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}
