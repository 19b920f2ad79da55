/** In a real browser, under the strict policy: what the tools find, measure and draw by mouse and by keys, and that they leave nothing. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import { drawingBrowser } from '../../testing.browser.ts'
import { openTab } from '../../testing.tab.ts'
import type { ToolsPage } from './tools.page.tsx'

declare const page: ToolsPage

const bridge: LngLat = [121.4855, 31.2449]
const monument: LngLat = [121.4867, 31.2443]
/** Across the Huangpu from the bridge, 700 m away. */
const pudong: LngLat = [121.4925, 31.2435]

let browser: Browser
let tab: Page
let complaints: readonly string[]

beforeAll(async () => {
  browser = await drawingBrowser()
  const options = { viewport: { width: 800, height: 480 } }
  ;({ tab, complaints } = await openTab(browser, 'client/map/tools/tools.page.tsx', options))
  await tab.evaluate(() => page.ready())
})

beforeEach(async () => {
  await tab.keyboard.press('Escape')
  await tab.keyboard.press('Escape')
  await tab.evaluate(
    ({ bridge, monument, pudong }) => {
      page.look(121.489, 31.2445, 14.5)
      page.choose(null, null)
      page.show(
        [bridge, monument, pudong].map(([lng, lat], index) => ({ id: index + 1, lng, lat })),
        [{ id: 1, lng: 121.4861, lat: 31.2446 }],
      )
    },
    { bridge, monument, pudong },
  )
})

afterAll(async () => {
  await browser?.close()
})

const pixel = (place: LngLat) => tab.evaluate(([lng, lat]) => page.pixel(lng, lat), place)
/** Numbers follow within a second; software drawing takes its time, too. */
const soon = { timeout: 15_000 }
const rows = () =>
  tab.getByTestId('found-row').evaluateAll((all) => all.map((row) => `${row.dataset.kind} ${row.dataset.id}`))
const text = (testId: string) => tab.getByTestId(testId).innerText()

async function click(place: LngLat): Promise<void> {
  const [x, y] = await pixel(place)
  await tab.mouse.click(x, y)
}

/** Around the bridge and the monument, and not as far as Pudong. */
const around: readonly LngLat[] = [
  [121.484, 31.246],
  [121.488, 31.246],
  [121.488, 31.243],
  [121.484, 31.243],
]

test('a ring drawn by mouse catches exactly the units inside, and the free are marked for the case', async () => {
  await tab.evaluate(() => page.choose(1, null))
  await tab.getByTestId('take-lasso').click()
  const corners = await Promise.all([...around, around[0] as LngLat].map(pixel))
  const centre = await tab.evaluate(() => page.pixel(121.489, 31.2445))
  await tab.mouse.move(...(corners[0] as [number, number]))
  await tab.mouse.down()
  for (const [x, y] of corners.slice(1)) await tab.mouse.move(x, y, { steps: 2 })
  await tab.mouse.up()
  await expect.poll(rows, soon).toEqual(['unit 1', 'unit 2', 'ticket 1'])
  // The drag drew, and did not pan.
  expect(await tab.evaluate(() => page.pixel(121.489, 31.2445))).toEqual(centre)
  await tab.getByTestId('mark-free').click()
  expect(await tab.evaluate(() => page.selection().chosen)).toEqual([1, 2])
})

test('a ring put point by point with the keys catches the same', async () => {
  await tab.evaluate(() => page.look(121.484, 31.246, 16))
  await tab.keyboard.press('q')
  await tab.getByTestId('tool-cross').waitFor()
  const press = async (key: string, times: number) => {
    for (let count = 0; count < times; count++) await tab.keyboard.press(key)
  }
  // At this zoom 60 pixels are 0.00064 degrees to the east, 0.00055 to the south.
  await tab.keyboard.press('Enter')
  await press('ArrowRight', 7)
  await tab.keyboard.press('Enter')
  await press('ArrowDown', 6)
  await tab.keyboard.press('Enter')
  await press('ArrowLeft', 7)
  await tab.keyboard.press('Enter')
  expect(await tab.evaluate(() => page.hand().points.length)).toBe(4)
  await tab.keyboard.press('Enter')
  await expect.poll(rows, soon).toEqual(['unit 1', 'unit 2', 'ticket 1'])
})

test('the way from the bridge to the monument measures 132 m, and clicking it selects nobody', async () => {
  // A click is as exact as a pixel: half a metre at this zoom.
  await tab.evaluate(() => page.look(121.4861, 31.2446, 17))
  await tab.getByTestId('take-measure').click()
  await click(bridge)
  await click(monument)
  expect(await text('measured-length')).toBe('132 m')
  expect(await tab.evaluate(() => page.selection().mover)).toBeNull()
  await tab.keyboard.press('Enter')
  expect(await tab.evaluate(() => page.hand().ended)).toBe('open')
})

test('a measured path that comes back to its first point tells its area', async () => {
  await tab.getByTestId('take-measure').click()
  for (const corner of [...around, around[0] as LngLat]) await click(corner)
  expect(await text('measured-area')).toMatch(/^12\.[67]\d ha$/)
})

test('within 500 m of the bridge are its neighbours, nearest first; within 1000 m also who is across the river', async () => {
  await tab.evaluate(() => page.choose(null, 1))
  await tab.keyboard.press('w')
  await tab.getByTestId('radius-500').click()
  await expect.poll(rows, soon).toEqual(['ticket 1', 'unit 2'])
  await tab.getByTestId('radius-1000').click()
  await expect.poll(rows, soon).toEqual(['ticket 1', 'unit 2', 'unit 3'])
  const across = tab.getByTestId('found-row').filter({ hasText: '隔江' })
  await across.waitFor()
  expect(await across.getAttribute('data-id')).toBe('3')
})

test('the circle follows a unit that moves into it', async () => {
  await tab.getByTestId('take-around').click()
  await click([121.484, 31.2475])
  await tab.getByTestId('radius-100').click()
  await expect.poll(rows, soon).toEqual([])
  await tab.evaluate(() => page.show([{ id: 2, lng: 121.4841, lat: 31.2475 }]))
  await expect.poll(rows, soon).toEqual(['unit 2'])
})

test('a polygon that crosses itself is refused in words and can be mended', async () => {
  await tab.getByTestId('take-draw').click()
  await tab.getByTestId('stroke-polygon').click()
  const [a, b, c, d] = around as [LngLat, LngLat, LngLat, LngLat]
  for (const corner of [a, c, b, d]) await click(corner)
  await tab.keyboard.press('Enter')
  expect(await text('tool-next')).toContain('自相交')
  for (let count = 0; count < 3; count++) await tab.keyboard.press('Backspace')
  for (const corner of [b, c, d]) await click(corner)
  await tab.keyboard.press('Enter')
  await tab.getByTestId('drawing-name').fill('封控区')
  await tab.keyboard.press('Enter')
  expect(await tab.evaluate(() => page.drawings().map(({ name, shape }) => [name, shape]))).toEqual([
    ['封控区', 'polygon'],
  ])
  expect(await tab.evaluate(() => localStorage.getItem('drawings.dispatcher'))).toContain('封控区')
  // The name, then the polygon itself.
  await tab.keyboard.press('Control+z')
  await tab.keyboard.press('Control+z')
  expect(await tab.evaluate(() => page.drawings())).toEqual([])
  await tab.keyboard.press('Control+y')
  expect(await tab.evaluate(() => page.drawings().length)).toBe(1)
})

test('a file that cannot be taken says what is wrong with which feature', async () => {
  await tab.getByTestId('take-draw').click()
  const before = await tab.evaluate(() => page.drawings().length)
  const content = { type: 'Feature', geometry: { type: 'Point', coordinates: [13_523_000, 3_662_000] } }
  await tab.getByTestId('import-file').setInputFiles({
    name: 'plan.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from(JSON.stringify(content)),
  })
  await tab.getByTestId('import-faults').waitFor()
  expect(await text('import-faults')).toContain('第 1 个要素：坐标 [13523000,3662000] 不是经纬度')
  expect(await tab.evaluate(() => page.drawings().length)).toBe(before)
})

test('escape drops what was begun, then lays the tool down, and the map is as it was', async () => {
  await tab.getByTestId('take-lasso').click()
  await click(bridge)
  await click(monument)
  expect(await tab.evaluate(() => page.gestures())).toEqual([false, false, false])
  await tab.keyboard.press('Escape')
  expect(await tab.evaluate(() => [page.hand().tool, page.hand().points.length])).toEqual(['lasso', 0])
  await tab.keyboard.press('Escape')
  expect(await tab.evaluate(() => page.hand())).toMatchObject({
    tool: null,
    points: [],
    caught: null,
    centre: null,
  })
  expect(await tab.evaluate(() => page.gestures())).toEqual([true, true, true])
  expect(await tab.locator('.tool-panel, .tool-in-hand, .tool-drags').count()).toBe(0)
  await click(monument)
  await expect.poll(() => tab.evaluate(() => page.selection().mover), soon).toBe(2)
})

test('nothing was asked of another origin and nothing broke the policy', () => {
  expect(complaints).toEqual([])
})
