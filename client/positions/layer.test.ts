/** In a real browser: movers are picked where they are reckoned to be, and look and count as old as they are; labels are Chinese. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawingBrowser } from '../testing.browser.ts'
import { openTab } from '../testing.tab.ts'
import type { TestPage } from './layer.page.ts'

declare const page: TestPage

const CENTRE = { lng: 121.48, lat: 31.23 }

let browser: Browser
let tab: Page

beforeAll(async () => {
  browser = await drawingBrowser()
  tab = await open(1)
})

afterAll(async () => {
  await browser?.close()
})

test('units are drawn without fetching more code, for the link may be gone by then', async () => {
  await tab.context().setOffline(true)
  const drawn = await tab.evaluate(async ({ lng, lat }) => {
    page.look(lng, lat, 14)
    page.show([{ id: 7 }], [{ mover: 7, age: 1, lng, lat }])
    await page.drawn(7)
    const [x, y] = page.reckonedPixel(7)
    return page.pick(x, y)
  }, CENTRE)
  await tab.context().setOffline(false)
  expect(drawn).toEqual({ kind: 'mover', id: 7 })
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

describe('a position as it ages', () => {
  const ages = { live: 3, grey: 31, ghost: 200, lost: 700 } as const
  type Aged = keyof typeof ages
  const names = Object.keys(ages) as Aged[]

  /** Seven by seven pixels in the middle of each marker. None tells a heading. */
  async function middles(status: 'onscene' | 'idle'): Promise<Record<Aged, number[][]>> {
    const blocks = await tab.evaluate(
      async ({ lng, lat, olds, onScene }) => {
        page.look(lng, lat, 14)
        const places = olds.map((_, i) => lng + (i - 1.5) * 0.005)
        page.onScene(onScene ? olds.map((_, i) => i + 1) : [])
        page.show(
          olds.map((_, i) => ({ id: i + 1 })),
          olds.map((age, i) => ({ mover: i + 1, age, lng: places[i] ?? lng, lat, accuracy: 5 })),
        )
        await page.drawn(1)
        await page.drawn(3)
        return places.map((place) => page.pixels(place, lat, 7, 7))
      },
      { ...CENTRE, olds: names.map((name) => ages[name]), onScene: status === 'onscene' },
    )
    return Object.fromEntries(names.map((name, i) => [name, blocks[i]])) as Record<Aged, number[][]>
  }
  const near = (pixel: number[], [red, green, blue]: readonly number[]): boolean =>
    [red, green, blue].every((part, i) => Math.abs((part ?? 0) - (pixel[i] ?? 0)) <= 24)
  const share = (block: number[][], colour: readonly number[]): number =>
    block.filter((pixel) => (pixel[3] ?? 0) > 60 && near(pixel, colour)).length / block.length

  const GREEN = [0x3d, 0xc2, 0x9d]
  const GREY = [0x70, 0x78, 0x7f]

  test('is full and green while live, hollow, struck out and grey from 30 s, faint as a ghost, an empty outline when lost', async () => {
    const { live, grey, ghost, lost } = await middles('onscene')
    expect(share(live, GREEN)).toBe(1)
    expect(share(grey, GREEN)).toBe(0)
    expect(share(grey, GREY)).toBeGreaterThan(0.2)
    expect(share(grey, GREY)).toBeLessThan(0.7)
    // The ghost has the same shape and lets about two thirds of the ground through.
    expect(Math.max(...ghost.map((pixel) => (pixel[3] ?? 0) / 255))).toBeCloseTo(0.35, 1)
    expect(lost.every((pixel) => pixel[3] === 0)).toBe(true)
  })

  test('changes the shape of a ring too, whose colour alone would be the same story', async () => {
    const { live, grey, ghost, lost } = await middles('idle')
    const opaque = (block: number[][]) => block.filter((pixel) => (pixel[3] ?? 0) > 230).length
    // A corner of the block may touch the ring.
    expect(opaque(live)).toBeLessThanOrEqual(4)
    expect(opaque(grey)).toBeGreaterThan(10)
    expect(share(grey, GREY)).toBeGreaterThan(0.2)
    expect(Math.max(...ghost.map((pixel) => (pixel[3] ?? 0) / 255))).toBeCloseTo(0.35, 1)
    expect(lost.every((pixel) => pixel[3] === 0)).toBe(true)
  })

  test('is counted on the bar as what it is', async () => {
    // Shown anew for each look: on a busy machine what is live may have aged before it is counted.
    const counted = async () => {
      await middles('idle')
      return tab.evaluate(() => page.counts())
    }
    await expect.poll(counted).toEqual({
      live: '1',
      extrapolated: '0',
      grey: '1',
      ghost: '1',
      lost: '1',
      never: '0',
    })
    const countedLate = () =>
      tab.evaluate(({ lng, lat }) => {
        page.show([{ id: 1 }, { id: 2 }], [{ mover: 1, age: 12, lng, lat }])
        return page.counts()
      }, CENTRE)
    await expect.poll(countedLate).toMatchObject({
      live: '0',
      extrapolated: '1',
      never: '1',
    })
  })

  test('has a thin circle around it that grows, with nothing drawn within', async () => {
    const [first = [], second = []] = await tab.evaluate(async ({ lng, lat }) => {
      page.look(lng, lat, 14)
      page.show([{ id: 9, kind: 'car' }], [{ mover: 9, age: 34, lng, lat, accuracy: 5 }])
      await page.drawn(9)
      // Pixels to the west of the marker that anything is drawn on: its age is written to the east.
      const drawn = () =>
        page
          .pixels(lng, lat, 461, 1)
          .slice(0, 211)
          .reverse()
          .flatMap((pixel, i) => ((pixel[3] ?? 0) > 40 ? [i + 20] : []))
      await page.counts()
      const before = drawn()
      for (let seconds = 0; seconds < 3; seconds++) await page.counts()
      return [before, drawn()]
    }, CENTRE)
    expect(first.length).toBeGreaterThan(0)
    expect(first.length).toBeLessThanOrEqual(3)
    // 12 m/s for 35 s and 5 m of accuracy, at 4.1 m a pixel.
    expect(first[0]).toBeGreaterThan(95)
    expect(second[0]).toBeGreaterThan((first[0] ?? 0) + 5)
  })
})

test('units with a Chinese kind are labelled, and the label moves with its unit', async () => {
  const labels = await tab.evaluate(async ({ lng, lat }) => {
    page.look(lng, lat, 15)
    page.show([{ id: 7, kind: 'boat' }], [{ mover: 7, age: 1, lng, lat }])
    return page.labels('H007')
  }, CENTRE)
  expect(labels).toContain('H007 船巡')
})

async function open(deviceScaleFactor: number): Promise<Page> {
  const options = { viewport: { width: 480, height: 320 }, deviceScaleFactor }
  const { tab: opened } = await openTab(browser, 'client/positions/layer.page.ts', options)
  await opened.evaluate(() => page.ready)
  return opened
}
