/** In a real browser: movers are picked where they are reckoned to be, turn grey with age and fade; labels are Chinese. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../testing.browser.ts'
import type { TestPage } from './layer.page.ts'

declare const page: TestPage

const CENTRE = { lng: 121.48, lat: 31.23 }

let server: Server
let browser: Browser
let tab: Page

beforeAll(async () => {
  server = createServer(answer(await built()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await launchBrowser()
  tab = await open(1)
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

test.each([
  [11, 1],
  [14, 1],
  [14, 2],
])(
  'at zoom %d and %d device pixels a mover is picked at its reckoned place, not at its fix',
  async (zoom, dpr) => {
    const at = dpr === 1 ? tab : await open(dpr)
    const found = await at.evaluate(
      async ({ lng, lat, zoom: nearness, metres }) => {
        page.look(lng, lat, nearness)
        // Fast enough for a hundred pixels at either zoom.
        const speed = metres / 10
        page.show([{ id: 7 }], [{ mover: 7, age: 10, lng, lat, speed, heading: 90 }])
        await page.drawn(7)
        const [x, y] = page.reckonedPixel(7)
        const fix = page.stage.map.project([lng, lat])
        return { moved: x - fix.x, reckoned: page.pick(x, y), fix: page.pick(fix.x, fix.y) }
      },
      { ...CENTRE, zoom, metres: zoom === 11 ? 3200 : 400 },
    )
    expect(found.moved).toBeGreaterThan(80)
    expect(found.reckoned).toEqual({ kind: 'mover', id: 7 })
    expect(found.fix).toBeNull()
    if (at !== tab) await at.close()
  },
)

test('nobody is moved on for longer than 15 s', async () => {
  const found = await tab.evaluate(async ({ lng, lat }) => {
    page.look(lng, lat, 14)
    page.show([{ id: 7 }], [{ mover: 7, age: 28, lng, lat, speed: 40, heading: 90 }])
    await page.drawn(7)
    const after15 = page.stage.map.project([lng + 600 / (111_319.5 * Math.cos((lat * Math.PI) / 180)), lat])
    return page.pick(after15.x, after15.y)
  }, CENTRE)
  expect(found).toEqual({ kind: 'mover', id: 7 })
})

test('a position turns grey after 30 s and fades after 180 s', async () => {
  const ages = [5, 40, 200]
  const pixels = await tab.evaluate(
    async ({ lng, lat, ages }) => {
      page.look(lng, lat, 14)
      const movers = ages.map((_, i) => ({ id: i + 1 }))
      page.onScene(movers.map(({ id }) => id))
      page.show(
        movers,
        ages.map((age, i) => ({ mover: i + 1, age, lng: lng + (i - 1) * 0.005, lat })),
      )
      await page.drawn(3)
      return ages.map((_, i) => page.pixel(lng + (i - 1) * 0.005, lat))
    },
    { ...CENTRE, ages },
  )
  const [live, grey, ghost] = pixels as [number[], number[], number[]]
  // On scene is green; grey is the stale colour; the ghost lets about a third of it through.
  expect(live).toEqual([0x3d, 0xc2, 0x9d, 255])
  expect(grey).toEqual([0x70, 0x78, 0x7f, 255])
  expect((ghost[3] as number) / 255).toBeCloseTo(0.35, 1)
})

test('units with a Chinese kind are labelled, and the label moves with its unit', async () => {
  const labels = await tab.evaluate(async ({ lng, lat }) => {
    page.look(lng, lat, 15)
    page.show([{ id: 7, kind: 'boat' }], [{ mover: 7, age: 1, lng, lat }])
    return page.labels('H007')
  }, CENTRE)
  expect(labels).toContain('H007 船巡')
})

test('units are drawn without fetching more code, for the link may be gone by then', async () => {
  const at = await open(1, async (opened) => opened.route('**/webgl-device*', (route) => route.abort()))
  const drawn = await at.evaluate(async ({ lng, lat }) => {
    page.look(lng, lat, 14)
    page.show([{ id: 7 }], [{ mover: 7, age: 1, lng, lat }])
    await page.drawn(7)
    const [x, y] = page.reckonedPixel(7)
    return page.pick(x, y)
  }, CENTRE)
  expect(drawn).toEqual({ kind: 'mover', id: 7 })
  await at.close()
})

type Prepare = (opened: Page) => Promise<unknown>

async function open(deviceScaleFactor: number, prepare: Prepare = async () => {}): Promise<Page> {
  const opened = await browser.newPage({ viewport: { width: 480, height: 320 }, deviceScaleFactor })
  await prepare(opened)
  const failed = new Promise<never>((_, reject) => opened.on('pageerror', reject))
  await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await Promise.race([opened.waitForFunction('window.page', null, { timeout: 50_000 }), failed])
  await opened.evaluate(() => page.ready)
  return opened
}

type Files = ReadonlyMap<string, { readonly type: string; readonly body: string | Uint8Array }>

/** The page as it would be served: built in memory, worker and fonts included. */
async function built(): Promise<Files> {
  const result = await build({
    configFile: false,
    root: 'client',
    logLevel: 'error',
    build: { write: false, minify: false, rollupOptions: { input: 'client/positions/layer.page.ts' } },
  })
  if (!('output' in result)) throw new Error('The build answered with several results or none')
  const files = new Map<string, { type: string; body: string | Uint8Array }>()
  for (const file of result.output) {
    const body = file.type === 'chunk' ? file.code : file.source
    files.set(`/${file.fileName}`, { type: types[extname(file.fileName)] ?? 'font/woff2', body })
  }
  const styles = [...files.keys()].filter((name) => name.endsWith('.css'))
  const entry = result.output.find((file) => file.type === 'chunk' && file.isEntry)
  const body = `<!doctype html>${styles.map((name) => `<link rel="stylesheet" href="${name}">`).join('')}
    <div id="map" style="position:absolute;inset:0"></div><script type="module" src="/${entry?.fileName}"></script>`
  return files.set('/', { type: 'text/html', body })
}

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
}

const answer = (files: Files): RequestListener =>
  function answerFrom({ url }, response) {
    const file = files.get(url ?? '')
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
  }
