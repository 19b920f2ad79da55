/** At the desk: the law at a touched point, now and at another moment, and the mark on a case filed there. */
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import type { RuleDraft } from '#contract/ruleCommands.ts'
import type { Rule } from '#contract/rules.ts'
import type { Ticket } from '#contract/tickets.ts'
import { launchBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'
import { dateTime } from '../ui/times.ts'

let city: SeededConsole
let browser: Browser
let desk: Screen
async function begin(): Promise<void> {
  ;[city, browser] = await Promise.all([seededConsole(), launchBrowser()])
  desk = await signedIn(browser, city.url, 'duty', '/desk', { width: 1280, height: 720 })
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

const HOUR = 3_600_000
async function post<T>(path: string, data: object): Promise<T> {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const answer = await desk.context.request.post(`${city.url}${path}`, { headers, data })
  expect(answer.status(), await answer.text()).toBe(200)
  return answer.json()
}

/** The Bund's bank, and a point on it. */
async function bund(): Promise<{ id: number; place: [number, number] }> {
  const { rows } = await city.db.query<{ id: number; place: [number, number] }>(
    `select id, array[st_x(p), st_y(p)] as place from zone, st_pointonsurface(area) as p where code = 'HP-L-054.7'`,
  )
  const [bank] = rows
  if (!bank) throw new Error('the city has no bank at the Bund')
  return bank
}

/** Barbecue is allowed on a bank for an hour before now and an hour after, every day. */
async function allowAroundNow(zone: number): Promise<Rule> {
  const [hour = 0, minute = 0] = dateTime(Date.now() - HOUR)
    .slice(11, 16)
    .split(':')
    .map(Number)
  const from = hour * 60 + minute
  const draft: RuleDraft = {
    behaviour: 'barbecue',
    zone,
    kind: null,
    river: null,
    effect: 'allowed',
    calendar: { week: [{ days: [1, 2, 3, 4, 5, 6, 7], from, to: from + 120 }], exceptions: [] },
    article: null,
    fine: null,
    conditions: '测试划定',
    conditionsEn: 'Designated for a test',
    configurable: true,
    validTo: null,
  }
  return post('/api/rules', { ...draft, reason: '测试' })
}

test('the duty officer touches the bank, sees what is allowed now and forbidden later, and a case filed there carries the mark', {
  timeout: 180_000,
}, async () => {
  const { page } = desk
  const { id, place } = await bund()
  const rule = await allowAroundNow(id)
  const form = { category: '0501', text: '设摊', address: '外滩', place, source: 'hotline' }
  const there = await post<Ticket>('/api/tickets', form)
  const row = page.locator(`[data-testid=case-row][data-ticket="${there.id}"]`)
  // Once the map is there a double click brings the case, and with it the bank, to its middle.
  const touched = async () => {
    await page.keyboard.press('Escape')
    await row.dblclick()
    // A hand on the map would stop the flight.
    await page.waitForTimeout(2_000)
    await page.keyboard.press('KeyA')
    // Measured each time: a banner above it moves its middle.
    const map = await page.getByTestId('map').boundingBox()
    if (!map) throw new Error('the desk shows no map')
    await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2)
    await page.waitForTimeout(500)
    return (await page.getByTestId('law-where').count()) === 0
      ? ''
      : page.getByTestId('law-where').textContent()
  }
  await expect.poll(touched, { interval: 500, timeout: 90_000 }).toContain('外滩')

  const barbecue = page.locator('[data-testid=verdict][data-behaviour=barbecue]')
  await barbecue.waitFor()
  await expect.poll(() => barbecue.getAttribute('data-effect')).toBe('allowed')
  const end = dateTime(
    Date.parse(
      `${dateTime(Date.now() - HOUR)
        .slice(0, 16)
        .replace(' ', 'T')}:00+08:00`,
    ) +
      2 * HOUR,
  )
  await expect.poll(() => barbecue.textContent()).toMatch(/允许烧烤到 .*改为禁止/)
  await expect.poll(() => barbecue.textContent()).toContain(end.slice(11, 15))
  await expect.poll(() => barbecue.textContent()).toContain('可配置')

  const later = dateTime(Date.now() + 3 * HOUR)
    .slice(0, 16)
    .replace(' ', 'T')
  await page.getByTestId('law-at').fill(later)
  await expect.poll(() => barbecue.getAttribute('data-effect')).toBe('forbidden')
  await expect.poll(() => barbecue.textContent()).toContain('第四十七条 · 罚 50–500 元')

  await page.getByTestId('law-file').click()
  await page.locator('#ticket-category').fill('2104')
  await page.locator('.options').getByRole('option').first().click()
  await page.getByTestId('ticket-text').fill('有人烧烤')
  await page.getByTestId('ticket-address').locator('input').fill('外滩观景平台')
  await page.keyboard.press('Escape')
  await page.getByTestId('ticket-submit').click()
  const mark = page.getByTestId('ticket-law')
  await mark.waitFor()
  await expect.poll(() => mark.textContent()).toMatch(/规则外：\d\d:\d\d 此处不违规/)
  const filed = page.locator('[data-testid=case-row][aria-selected=true]')
  await expect.poll(() => filed.getByTestId('outside-rule').textContent()).toBe('规则外')

  await page.getByTestId('tool-law').waitFor()
  await page.locator('.maplibregl-canvas').first().focus()
  await page.keyboard.press('Escape')
  await page.getByTestId('tool-law').waitFor({ state: 'detached' })

  await page.goto(`${city.url}/rules`)
  await page.getByTestId('rule-search').fill('烧烤 外滩')
  await page.locator(`[data-testid=rule-row][data-rule="${rule.id}"]`).click()
  await page.getByTestId('rule-change').click()
  await page.getByTestId('effect-forbidden').click()
  await page.getByTestId('rule-try').click()
  await expect.poll(() => page.getByTestId('rule-differences').textContent()).toContain('效果：允许 → 禁止')
  await page.getByTestId('rule-preview').getByText('允许 → 禁止 14 小时/周').waitFor()
  await page.locator('#rule-reason').fill('划定收回')
  await page.getByTestId('rule-save').click()
  await page.getByTestId('rule-form').waitFor({ state: 'detached' })
  await expect.poll(() => page.getByTestId('rule-history').textContent()).toContain('第 2 版')
  expect(desk.complaints).toEqual([])
})
