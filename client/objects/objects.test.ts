/** On a map that draws: objects are seen by grade, opened by keyboard, inspected, found by name; and a draw is verified. */
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { drawingBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'

let city: SeededConsole
let browser: Browser
let desk: Screen
let firstTile: Promise<unknown>
async function begin(): Promise<void> {
  city = await seededConsole()
  browser = await drawingBrowser()
  const expecting = (page: Page) => {
    // It may be there before the page is live.
    firstTile = tileOf(page, 11)
    firstTile.catch(() => undefined)
  }
  desk = await signedIn(browser, city.url, 'duty', '/objects', { width: 1000, height: 600 }, { expecting })
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

/** Waits until a tile of a zoom, or of any, has come. */
const tileOf = (page: Page, zoom: number | '' = '') =>
  page.waitForResponse((response) => response.url().includes(`/api/objects/tiles/${zoom}`) && response.ok())

test('an object is opened from the list and by a key on the map, inspected, and warned about when it is too soon', {
  timeout: 90_000,
}, async () => {
  const { page } = desk
  await firstTile
  await expect.poll(() => page.getByTestId('object-legend').textContent()).toContain('高风险')
  await page.getByTestId('object-count').getByText('5,000').waitFor()
  const near = tileOf(page, 16)
  await page.getByTestId('object-rows').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const card = page.getByTestId('object-card')
  await card.getByTestId('object-due').getByText('逾期').waitFor()
  expect((await (await near).body()).length).toBeGreaterThan(20)
  const id = Number(await card.getAttribute('data-object'))

  await page.getByTestId('object-inspect').click()
  await page.getByTestId('inspect-correct').click()
  await page.getByTestId('inspect-submit').click()
  await page.getByTestId('inspect-sheet').waitFor({ state: 'detached' })
  await card.getByTestId('object-inspections').getByText('责令整改').waitFor()

  await page.getByTestId('object-inspect').click()
  await page.getByTestId('inspect-submit').click()
  await page.getByTestId('problem').getByText('属过频').waitFor()
  await page.getByLabel('再次检查的原因').fill('投诉集中')
  await page.getByTestId('inspect-submit').click()
  await page.getByTestId('inspect-sheet').waitFor({ state: 'detached' })
  await card.getByTestId('object-inspections').getByText('过频').waitFor()
  const { rows } = await city.db.query(
    'select result, too_soon from inspection where object = $1 order by id',
    [id],
  )
  expect(rows).toEqual([
    { result: 'correct', too_soon: false },
    { result: 'pass', too_soon: true },
  ])
})

test('a draw is made from a published seed and verified in the browser', { timeout: 60_000 }, async () => {
  const { page } = desk
  await page.getByTestId('objects-draws').click()
  await page.getByTestId('new-draw').click()
  await page.getByTestId('draw-pool').getByText('持证队员').waitFor()
  await page.getByLabel('公开种子').fill('lottery-2026-11-25')
  await page.getByTestId('draw-submit').click()
  await page.getByTestId('draw-verify').click()
  await page.locator('[data-testid=draw-verdict][data-verdict=same]').waitFor()
  // Somebody changes what was drawn behind everybody's back.
  await city.db.query(`update draw set result = jsonb_set(result, '{0,object}', result -> 1 -> 'object')`)
  await page.getByTestId('draw-verify').click()
  await page.locator('[data-testid=draw-verdict][data-verdict=differs]').waitFor()
})

test('at the desk O shows them, Shift+O goes from one to the next, and the palette finds one by name', {
  timeout: 90_000,
}, async () => {
  const { page } = desk
  await page.goto(`${city.url}/desk`)
  await page.locator('.map-pane canvas').first().waitFor()
  const far = tileOf(page)
  await page.keyboard.press('KeyO')
  await far
  await page.getByTestId('object-legend').waitFor()
  const near = tileOf(page, 15)
  await page.keyboard.press('Shift+KeyO')
  await near
  const card = page.getByTestId('object-card')
  await expect
    .poll(async () => {
      await page.keyboard.press('Shift+KeyO')
      return card.count()
    })
    .toBe(1)
  const first = await card.getAttribute('data-object')
  await page.keyboard.press('Shift+KeyO')
  await expect.poll(() => card.getAttribute('data-object')).not.toBe(first)

  const { rows } = await city.db.query<{ name: string; id: number }>(
    'select name, id from object order by id limit 1',
  )
  await page.keyboard.press('Control+KeyK')
  await page.getByTestId('palette-text').fill(rows[0]?.name ?? '')
  await page.getByTestId('palette-row').getByText('对象').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator(`[data-testid=object-card][data-object="${rows[0]?.id}"]`).waitFor()
  expect(desk.complaints).toEqual([])
})
