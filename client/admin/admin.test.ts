/** The administrator's page in a browser: a key for a source, a shorter clock, a terminal adopted, a change set back. */
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { ids } from '../../server/gateways/jt808/messages.ts'
import { positionBody, terminalAt } from '../../server/gateways/jt808/testing.ts'
import { plainBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'

let city: SeededConsole
let browser: Browser
let admin: Screen
let desk: Screen
async function begin(): Promise<void> {
  city = await seededConsole()
  browser = await plainBrowser()
  ;[admin, desk] = await Promise.all([
    signedIn(browser, city.url, 'admin', '/admin?part=sources'),
    signedIn(browser, city.url, 'dispatcher', '/desk'),
  ])
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

const part = (page: Page, name: string) => page.locator(`.admin-menu a[href="/admin?part=${name}"]`).click()
const setting = (page: Page, subject: string) =>
  page.locator(`[data-testid=setting][data-setting="setting/${subject}"]`)

test('an administrator issues a key, shortens a clock, adopts a terminal, and sets a change back', {
  timeout: 120_000,
}, async () => {
  const { page } = admin

  await page.getByTestId('issue-key').click()
  await page.getByTestId('issue-confirm').click()
  expect(await page.getByTestId('problem').textContent()).toBe('请填写中文和英文名称')
  await page.getByLabel('来源').selectOption('hotline')
  await page.getByLabel('中文名称').fill('市热线平台')
  await page.getByLabel('英文名称').fill('City hotline')
  await page.getByTestId('issue-confirm').click()
  const key = await page.getByTestId('secret').textContent()
  await page.getByTestId('stored').click()
  await page.locator('[data-testid=source-key]', { hasText: '市热线平台' }).waitFor()
  expect(await page.content()).not.toContain(key)
  const answer = await fetch(`${city.url}/api/hotline`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '[]',
  })
  expect(answer.status).not.toBe(401)

  await part(page, 'clocks')
  const vending = setting(page, 'category/0501')
  expect(await vending.textContent()).toContain('4 工作小时')
  await vending.getByRole('button').click()
  await page.getByLabel('数量').fill('2')
  await page.getByLabel('默认优先级').selectOption('2')
  expect(await page.getByTestId('setting-becomes').textContent()).toMatch(/^4 工作小时.*→ 2 工作小时/)
  await page.getByLabel('修改理由').fill('市民反映慢')
  await page.getByTestId('setting-confirm').click()
  await vending.getByText('2 工作小时').waitFor()
  // A console that is open knows it at once.
  await desk.page.keyboard.press('n')
  await expect
    .poll(async () => {
      await desk.page.locator('#ticket-category').fill('0501')
      return desk.page.getByRole('option').first().textContent()
    })
    .toContain('0501 P2')
  const opened = await desk.context.request.post(`${city.url}/api/tickets`, {
    headers: { 'idempotency-key': crypto.randomUUID() },
    data: { category: '0501', text: '摊', address: '外滩', place: [121.4867, 31.2443] },
  })
  const { clocks } = await opened.json()
  expect(clocks[0].totalMs).toBe(2 * 3_600_000)

  const terminal = await terminalAt(city.jt808Port, '013912345678')
  terminal.send(ids.position, positionBody({ at: Date.now(), lng: 121.49, lat: 31.24 }))
  await part(page, 'devices')
  const unknown = page.locator('[data-testid=unknown-terminal]', { hasText: '13912345678' })
  await unknown.getByRole('button').click()
  await page.getByTestId('device-unit').getByRole('combobox').fill('H017')
  await page.getByTestId('device-unit').getByRole('option').first().click()
  await page.getByTestId('register-confirm').click()
  await unknown.waitFor({ state: 'detached' })
  await page.getByTestId('find-device').fill('13912345678')
  expect(await page.getByTestId('device').textContent()).toContain('H017')
  terminal.socket.destroy()

  await part(page, 'changes')
  await page.getByTestId('setting-change').getByRole('button').click()
  await page.getByTestId('setting-confirm').click()
  await expect.poll(() => page.getByTestId('setting-change').count()).toBe(2)
  await part(page, 'clocks')
  await vending.getByText('4 工作小时').waitFor()
  expect([...admin.complaints, ...desk.complaints]).toEqual([])
})
