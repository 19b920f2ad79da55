/** A dispatcher at the desk is told of a likely duplicate, fuses it with one key and splits it with another. */
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Problem } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'
import { plainBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'

let city: SeededConsole
let browser: Browser
let desk: Screen
async function begin(): Promise<void> {
  city = await seededConsole()
  browser = await plainBrowser()
  desk = await signedIn(browser, city.url, 'dispatcher', '/desk')
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

const PLACE: readonly [number, number] = [121.4867, 31.2443]

async function complain(more: Readonly<Record<string, unknown>>): Promise<Ticket> {
  const answer = await desk.context.request.post(`${city.url}/api/tickets`, {
    headers: { 'idempotency-key': crypto.randomUUID() },
    data: { category: '0501', source: 'hotline', address: '中山东一路 200 号', place: PLACE, ...more },
  })
  expect(answer.status()).toBe(200)
  return answer.json()
}

async function placeOf(name: string): Promise<readonly [number, number]> {
  const { rows } = await city.db.query<{ lng: number; lat: number }>(
    'select st_x(point) as lng, st_y(point) as lat from place where name = $1',
    [name],
  )
  const [place] = rows
  if (!place) throw new Error(`the city has no ${name}`)
  return [place.lng, place.lat]
}

const choose = (page: Page, { id }: Ticket) =>
  page.locator(`[data-testid=case-row][data-ticket="${id}"]`).click()

test('a likely duplicate is shown with its reason, fused by B, counted in the list, split by S; the third complaint is supervised, and a new case is fused as it is opened', {
  timeout: 120_000,
}, async () => {
  const { page } = desk
  const first = await complain({ text: '外滩有流动摊贩占道摆摊，影响通行', complainant: '13800000001' })
  const second = await complain({
    text: '摊贩占了人行道，行人走不了',
    category: '0504',
    place: [PLACE[0] + 0.0002, PLACE[1]],
    complainant: '13800000002',
  })
  await choose(page, second)
  const similar = page.getByTestId('similar-row')
  await similar.waitFor()
  expect(await similar.textContent()).toMatch(/易混类别，相距 \d+ m，同时|易混类别，相距 \d+ m，\d+ 分钟前/)

  await page.keyboard.press('KeyE')
  await page.getByTestId('merged-into').waitFor()
  const row = page.locator(`[data-testid=case-row][data-ticket="${first.id}"]`)
  expect(await row.getByTestId('times').textContent()).toBe('×2')
  const problem = await desk.context.request.get(`${city.url}/api/tickets/${second.id}/problem`)
  expect((await problem.json()) as Problem).toMatchObject({ lead: first.id, complainants: 2, unknown: 0 })

  await page.keyboard.press('KeyS')
  await page.getByTestId('merged-into').waitFor({ state: 'detached' })
  await page.locator(`[data-testid=case-row][data-ticket="${second.id}"]`).waitFor()

  const bridge = await complain({
    text: '外白渡桥有流动摊贩',
    address: '外白渡桥',
    place: await placeOf('外白渡桥'),
  })
  await page.getByTestId('command-line').fill(`M ${second.code} ${first.code}`)
  await page.keyboard.press('Enter')
  await page.getByTestId('merged-into').waitFor()
  const third = await complain({ text: '又是这些摊贩', complainant: '13800000001' })
  await choose(page, third)
  await page.getByTestId('case-marks').getByText('督办').waitFor()
  await expect.poll(() => page.getByTestId('before-row').count()).toBe(2)

  await page.getByTestId('new-ticket').click()
  await page.locator('#ticket-category').fill('0501')
  await page.getByTestId('ticket-category').getByRole('option').first().click()
  await page.getByTestId('ticket-text').fill('桥头有摊贩')
  await page.getByTestId('ticket-address').locator('input').fill('外白渡桥')
  await page.getByTestId('ticket-address').getByRole('option').first().click()
  await page.getByTestId('fuse-new').click()
  await page.getByTestId('ticket-submit').click()
  await page.getByTestId('merged-into').getByText(bridge.code).waitFor()
  expect(desk.complaints).toEqual([])
})
