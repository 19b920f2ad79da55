/** A duty officer draws a zone, takes a corner back, saves, splits it by keys, and is refused one that crosses itself; a second console follows. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawingBrowser, launchBrowser } from '../testing.browser.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'

let running: SeededConsole
let browser: Browser
let plain: Browser
let duty: Screen
let other: Screen

beforeAll(async () => {
  ;[running, browser, plain] = await Promise.all([
    seededConsole(),
    drawingBrowser(),
    launchBrowser({ drawing: false }),
  ])
  ;[duty, other] = await Promise.all([
    signedIn(browser, running.url, 'duty', '/zones'),
    signedIn(plain, running.url, 'dispatcher', '/zones'),
  ])
  await duty.page.locator('.maplibregl-canvas').waitFor()
  await duty.page.locator('[data-testid=zone-page-drawable]').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await plain?.close()
  await running?.stop()
})

/** Clicks at a place of the map, in shares of its width and height. */
async function click(page: Page, x: number, y: number): Promise<void> {
  const box = await page.locator('.zones-map').boundingBox()
  if (!box) throw new Error('there is no map')
  await page.mouse.move(box.x + x * box.width - 3, box.y + y * box.height)
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height)
  // Two clicks within a moment are a double click to the map.
  await page.waitForTimeout(350)
}

const text = (page: Page, id: string) => page.getByTestId(id).innerText()
const rows = (page: Page) => page.getByTestId('zone-row').allInnerTexts()

async function saveAs(page: Page, name: string): Promise<void> {
  await page.getByLabel('名称', { exact: true }).or(page.getByLabel('分出部分的名称')).fill(name)
  await page.getByLabel('英文名称').fill(`${name} en`)
  await page.getByRole('button', { name: '临时管控' }).click()
  await page.getByTestId('zone-save').click()
}

const corners = [
  [0.3, 0.3],
  [0.6, 0.3],
  [0.6, 0.6],
  [0.3, 0.6],
] as const

test('what is drawn and saved stands on the second console, and each step can be taken back', async () => {
  const { page } = duty
  await page.getByTestId('zone-new').click()
  for (const [x, y] of [...corners.slice(0, 3), [0.45, 0.7], corners[3]] as const) await click(page, x, y)
  await click(page, ...corners[0])
  await expect.poll(() => text(page, 'zone-corners')).toBe('5 个拐点')
  // Its fourth corner goes again, and comes back, by keys.
  await page.locator('.zones-map canvas').first().focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press(']')
  await expect.poll(() => text(page, 'zone-corners')).toBe('拐点 4/5')
  await page.keyboard.press('Delete')
  await expect.poll(() => text(page, 'zone-corners')).toBe('拐点 4/4')
  await page.keyboard.press('Control+z')
  await expect.poll(() => text(page, 'zone-corners')).toBe('5 个拐点')
  await page.keyboard.press('Control+y')
  await expect.poll(() => text(page, 'zone-corners')).toBe('4 个拐点')
  await expect.poll(() => text(page, 'zone-changes')).toContain('面积')
  await saveAs(page, '试验夜市')
  await expect.poll(() => text(page, 'zone-said')).toBe('已保存：试验夜市')
  await other.page.getByTestId('zone-search').fill('试验夜市')
  await expect.poll(() => rows(other.page)).toHaveLength(1)
  await expect.poll(() => text(page, 'zone-history')).toContain('临时管控')
})

test('a line drawn by keys splits it, and both parts stand on both consoles', async () => {
  const { page } = duty
  await page.getByTestId('zone-split').click()
  await page.locator('.zones-map canvas').first().focus()
  // The first Enter shows the cross, the others put points: beyond the northern and the southern side.
  for (const key of [
    'Enter',
    ...Array(6).fill('ArrowUp'),
    'Enter',
    ...Array(10).fill('ArrowDown'),
    'Enter',
    'c',
  ])
    await page.keyboard.press(key)
  await expect.poll(() => text(page, 'zone-corners')).toBe('2 个拐点')
  await saveAs(page, '试验夜市东')
  await expect.poll(() => text(page, 'zone-said')).toContain('试验夜市东')
  await expect.poll(() => rows(other.page)).toHaveLength(2)
  await expect.poll(() => text(page, 'zone-panel')).toContain('第 2 版')
})

test('one that crosses itself is warned of, and refused in words that say where', async () => {
  const { page } = duty
  await page.getByTestId('zone-new').click()
  for (const i of [0, 2, 1, 3, 0] as const) await click(page, ...(corners[i] as readonly [number, number]))
  await expect.poll(() => text(page, 'zone-warning')).toContain('自相交')
  await saveAs(page, '打结')
  await expect.poll(() => text(page, 'zone-problem')).toMatch(/^在 121\.\d{5}, 31\.\d{5} 处边界自相交/)
  expect([...duty.complaints, ...other.complaints]).toEqual([])
})
