/** In a real browser: what a crowd may not hide, where a tail has its gap, and whose hand ends the following. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawingBrowser } from '../testing.browser.ts'
import { openTab } from '../testing.tab.ts'
import type { TestPage } from './crowded.page.ts'

declare const page: TestPage

const CENTRE = { lng: 121.48, lat: 31.23 }
const RED = [0xfe, 0x5b, 0x42, 255]
const IDLE = [0xcc, 0xd5, 0xdc, 255]

let browser: Browser
let tab: Page

beforeAll(async () => {
  browser = await drawingBrowser()
  const options = { viewport: { width: 480, height: 320 }, reducedMotion: 'reduce' } as const
  ;({ tab } = await openTab(browser, 'client/positions/crowded.page.ts', options))
  await tab.evaluate(() => page.ready)
})

afterAll(async () => {
  await browser?.close()
})

test('a P1 and an SOS inside a cluster remain visible, and the cluster tells how many and what they do', async () => {
  const seen = await tab.evaluate(async ({ lng, lat }) => {
    page.look(lng, lat, 10.5)
    const crowd = Array.from({ length: 30 }, (_, i) => ({ mover: i + 1, lng: lng + i * 1e-5, lat }))
    const units = crowd.map(({ mover }) => ({ id: mover }))
    page.know(units)
    page.see(crowd)
    await page.until(() => page.clusters.count === 1, 'the crowd is gathered')
    const middle = [page.clusters.places[0] as number, page.clusters.places[1] as number] as const
    await page.until(() => page.pick(...middle)?.kind === 'cluster', 'the cluster is drawn')
    const [degree, sos] = [360 / (512 * 2 ** 10.5), { at: Date.now(), place: null, by: 'x' }]
    const [left, right] = [middle[0] - 9 * degree, middle[0] + 11 * degree]
    page.know([...units, { id: 99, sos }], [{ id: 500, place: [left, middle[1]] }])
    page.see([...crowd, { mover: 99, lng: right, lat: middle[1] }])
    const isThere = (id: number, at: number) => page.pick(at, middle[1])?.id === id
    await page.until(() => isThere(99, right) && isThere(500, left), 'the SOS and the P1 are drawn')
    return {
      count: page.clusters.count,
      total: page.clusters.totals[0],
      ring: page.pixel(...middle, 0, -17),
      sos: page.pixel(right, middle[1]),
      p1: page.pixel(left, middle[1], -7),
    }
  }, CENTRE)
  expect(seen).toMatchObject({ count: 1, total: 30, sos: RED, p1: RED })
  // Both edges of the ring are soft, and it is four pixels wide.
  seen.ring.forEach((part, i) => {
    expect(Math.abs(part - (IDLE[i] as number))).toBeLessThan(8)
  })
})

test('a click on a cluster goes nearer, until its movers stand for themselves', async () => {
  const click = await tab.evaluate(({ lng, lat }) => {
    page.look(lng, lat, 10.5)
    const { x, y } = page.stage.map.project([
      page.clusters.places[0] as number,
      page.clusters.places[1] as number,
    ])
    return { x, y: y + 15 }
  }, CENTRE)
  await tab.mouse.click(click.x, click.y)
  const zoom = await tab.evaluate(async () => {
    await page.until(() => page.clusters.count === 0, 'nobody is gathered')
    return page.stage.map.getZoom()
  })
  expect(zoom).toBeGreaterThan(12)
})

test('whom the filter hides is not there to be picked; an SOS passes it', async () => {
  const picked = await tab.evaluate(async ({ lng, lat }) => {
    page.look(lng, lat, 14)
    const sos = { at: Date.now(), place: null, by: 'x' }
    page.know([{ id: 1 }, { id: 2, kind: 'car' }, { id: 3, sos }])
    const at = (mover: number) => [lng + mover * 0.003, lat] as const
    page.see([1, 2, 3].map((mover) => ({ mover, lng: at(mover)[0], lat })))
    await page.until(() => page.pick(...at(1))?.id === 1, 'the first is drawn')
    page.toggleFilter('kinds', 'car')
    await page.until(() => page.pick(...at(1)) === null, 'the first is hidden')
    const shown = [1, 2, 3].map((mover) => page.pick(...at(mover))?.id ?? null)
    page.toggleFilter('kinds', 'car')
    return shown
  }, CENTRE)
  expect(picked).toEqual([null, 2, 3])
})

test('a tail has a gap where reports had one', async () => {
  const alphas = await tab.evaluate(async ({ lng, lat }) => {
    page.look(lng + 0.003, lat, 15)
    page.know([{ id: 201 }])
    const at = (step: number) => lng + step * 0.0015
    for (const [step, ago] of [95, 90, 40, 35].entries()) {
      page.see([{ mover: 201, lng: at(step), lat }], ago)
    }
    page.selectMover(201)
    page.showTails('selected')
    const between = (step: number) => page.pixel(at(step + 0.5), lat)[3] as number
    await page.until(() => between(0) > 0 && between(2) > 0, 'the tail is drawn')
    return [0, 1, 2].map(between)
  }, CENTRE)
  const [old, gap, fresh] = alphas as [number, number, number]
  expect(gap).toBe(0)
  expect(old).toBeGreaterThan(0)
  expect(fresh).toBeGreaterThan(old)
})

test('the map follows the selected unit until a hand takes it, and then stays', async () => {
  const centre = () => tab.evaluate(() => page.stage.map.getCenter().lng)
  const goTo = (lng: number) =>
    tab.evaluate(({ lng, lat }) => page.see([{ mover: 201, lng, lat }]), { lng, lat: CENTRE.lat })
  await goTo(121.5)
  await tab.evaluate(() => page.toggleFollow())
  expect(await centre()).toBeCloseTo(121.5, 5)
  await goTo(121.52)
  await expect.poll(centre).toBeCloseTo(121.52, 5)
  expect(await tab.evaluate(() => page.followed())).toBe(201)
  await tab.mouse.move(200, 200)
  await tab.mouse.down()
  await tab.mouse.move(260, 220, { steps: 4 })
  await tab.mouse.up()
  expect(await tab.evaluate(() => page.followed())).toBeNull()
  const left = await centre()
  await goTo(121.55)
  await tab.waitForTimeout(1300)
  expect(await centre()).toBeCloseTo(left, 3)
})
