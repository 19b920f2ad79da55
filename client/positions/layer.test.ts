/** In a real browser: movers are picked where they are reckoned to be, turn grey with age and fade; labels are Chinese. */
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestPage } from './layer.page.ts'

declare const page: TestPage

const CENTRE = { lng: 121.48, lat: 31.23 }
const html = `<!doctype html><div id="map" style="position:absolute;inset:0"></div>
<script type="module" src="/positions/layer.page.ts"></script>`

let server: ViteDevServer
let browser: Browser
let tab: Page

beforeAll(async () => {
  server = await createServer({
    configFile: false,
    root: 'client',
    logLevel: 'error',
    server: { port: 0, hmr: false, fs: { strict: false } },
    plugins: [{ name: 'page', configureServer: ({ middlewares }) => void middlewares.use('/layer', serve) }],
  })
  await server.listen()
  browser = await chromium.launch({ executablePath: findBrowser(), args: softwareDrawing })
  tab = await open(1)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
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
        // Fast enough for some hundred pixels at either zoom.
        const speed = metres / 10
        page.show([{ id: 7 }], [{ mover: 7, age: 10, lng, lat, speed, heading: 90 }])
        await page.drawn()
        const [x, y] = page.reckonedPixel(7)
        const fix = page.stage.map.project([lng, lat])
        return { moved: x - fix.x, reckoned: page.pick(x, y), fix: page.pick(fix.x, fix.y) }
      },
      { ...CENTRE, zoom, metres: zoom === 11 ? 6000 : 1200 },
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
    page.show([{ id: 7 }], [{ mover: 7, age: 28, lng, lat, speed: 100, heading: 90 }])
    await page.drawn()
    const after15 = page.stage.map.project([lng + 1500 / (111_319.5 * Math.cos((lat * Math.PI) / 180)), lat])
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
        ages.map((age, i) => ({ mover: i + 1, age, lng: lng + (i - 1) * 0.01, lat })),
      )
      await page.drawn()
      return ages.map((_, i) => page.pixel(lng + (i - 1) * 0.01, lat))
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
    await page.drawn(1500)
    return page.labels()
  }, CENTRE)
  expect(labels).toContain('H007 船巡')
})

async function open(deviceScaleFactor: number): Promise<Page> {
  const opened = await browser.newPage({ viewport: { width: 800, height: 500 }, deviceScaleFactor })
  const failed = new Promise<never>((_, reject) => opened.on('pageerror', reject))
  await opened.goto(`${server.resolvedUrls?.local[0]}layer`)
  await Promise.race([opened.waitForFunction('window.page', null, { timeout: 50_000 }), failed])
  await opened.evaluate(() => page.ready)
  return opened
}

function serve(
  _request: unknown,
  response: { setHeader(name: string, value: string): void; end(body: string): void },
) {
  response.setHeader('content-type', 'text/html')
  response.end(html)
}

function findBrowser(): string {
  const known = [
    process.env.TEST_BROWSER,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  const found = known.find((path) => path && existsSync(path))
  if (!found) throw new Error('No browser: set TEST_BROWSER to an installed Chrome, Chromium or Edge')
  return found
}

const softwareDrawing = [
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
