/** For tests: a hand that draws zones on the page of zones. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export const corners = [
  [0.3, 0.3],
  [0.6, 0.3],
  [0.6, 0.6],
  [0.3, 0.6],
] as const

/** The map, which has the keys once it has the focus. */
export const mapOf = (page: Page) => page.locator('.maplibregl-canvas')
export const text = (page: Page, id: string) => page.getByTestId(id).innerText()
export const zonesFound = (page: Page) => page.getByTestId('zone-row').allInnerTexts()

/** Five corners clicked together; one too many goes by keys, comes back, and goes again. */
export async function drawZone(page: Page): Promise<void> {
  await page.getByTestId('zone-new').click()
  for (const [x, y] of [...corners.slice(0, 3), [0.45, 0.7], corners[3]] as const) await click(page, x, y)
  await click(page, ...corners[0])
  await expect.poll(() => text(page, 'zone-corners')).toBe('5 个拐点')
  await mapOf(page).focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press(']')
  await expect.poll(() => text(page, 'zone-corners')).toBe('拐点 4/5')
  await page.keyboard.press('Delete')
  await expect.poll(() => text(page, 'zone-corners')).toBe('拐点 4/4')
  await page.keyboard.press('Control+z')
  await expect.poll(() => text(page, 'zone-corners')).toBe('5 个拐点')
  await page.keyboard.press('Control+y')
  await expect.poll(() => text(page, 'zone-corners')).toBe('4 个拐点')
  await expect.poll(() => text(page, 'zone-changes')).toContain('面积')
}

/** Clicks at a place of the map, in shares of its width and height. */
export async function click(page: Page, x: number, y: number): Promise<void> {
  const box = await page.locator('.zones-map').boundingBox()
  if (!box) throw new Error('there is no map')
  await page.mouse.move(box.x + x * box.width - 3, box.y + y * box.height)
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height)
  // Two clicks within a moment are a double click to the map.
  await page.waitForTimeout(350)
}

export async function saveAs(page: Page, name: string): Promise<void> {
  await page.getByLabel('名称', { exact: true }).or(page.getByLabel('分出部分的名称')).fill(name)
  await page.getByLabel('英文名称').fill(`${name} en`)
  await page.getByRole('button', { name: '临时管控' }).click()
  await page.getByTestId('zone-save').click()
}
