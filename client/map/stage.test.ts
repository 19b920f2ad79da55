/** In a real browser, under the strict policy: the ground is drawn from our own origin, and a hand on the map is respected. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawingBrowser } from '../testing.browser.ts'
import { openTab } from '../testing.tab.ts'
import type { StagePage } from './stage.page.ts'

declare const page: StagePage

let browser: Browser
let tab: Page
let complaints: readonly string[]

beforeAll(async () => {
  browser = await drawingBrowser()
  const options = { viewport: { width: 800, height: 500 } }
  ;({ tab, complaints } = await openTab(browser, 'client/map/stage.page.ts', options))
  await tab.evaluate(() => page.drawn())
})

afterAll(async () => {
  await browser?.close()
})

test('districts are named in Chinese from our own font files', async () => {
  expect(await tab.evaluate(() => page.districts())).toEqual(expect.arrayContaining(['黄浦区', '浦东新区']))
  expect(await tab.evaluate(() => page.fonts())).toBeGreaterThan(3)
})

test('nothing is asked of another origin and nothing breaks the policy', () => {
  expect(complaints).toEqual([])
})

test('rivers and roads lie under the words, in the colours of the palette', async () => {
  const layers = await tab.evaluate(() =>
    page.stage.map.getStyle().layers.map(({ id, type }) => `${type} ${id}`),
  )
  const firstWord = layers.findIndex((layer) => layer.startsWith('symbol'))
  expect(layers.indexOf('fill river')).toBeLessThan(layers.indexOf('line road'))
  expect(layers.indexOf('line road')).toBeLessThan(firstWord)
})

test('the map moves by itself until a hand has moved it, then only when asked', async () => {
  const move = (by: 'automatic' | 'person') =>
    tab.evaluate((mover) => page.stage.camera.flyTo([121.5, 31.24], 12, mover), by)
  expect(await move('automatic')).toBe(true)
  await tab.evaluate(() => page.drawn())
  await tab.mouse.move(400, 250)
  await tab.mouse.down()
  await tab.mouse.move(450, 280, { steps: 5 })
  await tab.mouse.up()
  expect(await move('automatic')).toBe(false)
  expect(await move('person')).toBe(true)
})

test('far from the city there is a graticule under the view, and word that the map knows nothing there', async () => {
  const { told, labels, linesAtHome } = await tab.evaluate(async () => {
    const { map, onReach } = page.stage
    const drawnIn = (layer: string) => map.queryRenderedFeatures({ layers: [layer] })
    const told: boolean[] = []
    onReach((known) => told.push(known))
    map.jumpTo({ center: [12, 55.3], zoom: 6.5 })
    await page.drawn()
    const labels = drawnIn('label-graticule').map(({ properties }) => properties.name)
    map.jumpTo({ center: [121.475, 31.228], zoom: 11 })
    await page.drawn()
    return { told, labels, linesAtHome: drawnIn('graticule').length }
  })
  expect(told).toEqual([true, false, true])
  expect(labels).toEqual(expect.arrayContaining(['12°E', '55°N']))
  expect(linesAtHome).toBe(0)
})

test('the canvas of a video wall is as wide as the wall', async () => {
  await tab.setViewportSize({ width: 5760, height: 120 })
  await tab.waitForFunction(() => page.stage.map.getCanvas().width === 5760, undefined, { timeout: 40_000 })
})

test('a lost graphics card is reported once, and the stage still comes down', async () => {
  const reports = await tab.evaluate(async () => {
    let count = 0
    page.stage.onLost(() => count++)
    page.stage.map.getCanvas().getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
    await new Promise((resolve) => setTimeout(resolve, 300))
    page.stage.destroy()
    return count
  })
  expect(reports).toBe(1)
  expect(await tab.locator('canvas').count()).toBe(0)
})
