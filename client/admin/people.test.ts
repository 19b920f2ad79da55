/** A new installation in a browser: from one administrator to a unit on the desks and an officer who signs in, and out again when locked. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainBrowser } from '../testing.browser.ts'
import { newConsole, type Screen, type SeededConsole, signedIn } from '../testing.ts'

const PASSWORD = 'the first password'
const size = { width: 1600, height: 900 }

let city: SeededConsole
let browser: Browser
let admin: Screen
beforeAll(async () => {
  city = await newConsole(PASSWORD)
  browser = await plainBrowser()
  admin = await signedIn(browser, city.url, 'admin', '/admin?part=units', size, { password: PASSWORD })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await city?.stop()
})

const part = (name: string) => admin.page.locator(`.admin-menu a[href="/admin?part=${name}"]`).click()

async function choose(page: Page, lookup: string, text: string): Promise<void> {
  const field = page.getByTestId(lookup)
  await field.getByRole('combobox').fill(text)
  await field.getByRole('option').first().click()
}

/** Answers the password that is shown once. */
async function addAccount(username: string, fill: () => Promise<void>): Promise<string> {
  const { page } = admin
  await page.getByTestId('add-account').click()
  await page.getByLabel('用户名', { exact: true }).fill(username)
  await fill()
  await page.getByTestId('account-form-confirm').click()
  const secret = await page.getByTestId('secret').textContent()
  await page.getByTestId('stored').click()
  await page.locator(`[data-testid=account][data-username=${username}]`).waitFor()
  return secret as string
}

test('an administrator makes a unit, an officer and accounts; the desk sees the unit at once, and locking ends a session', {
  timeout: 120_000,
}, async () => {
  const { page } = admin

  await part('accounts')
  const deskPassword = await addAccount('lina', async () => {
    await page.getByLabel('中文名称').fill('李娜')
    await page.getByLabel('英文名称').fill('Li Na')
  })
  const desk = await signedIn(browser, city.url, 'lina', '/desk', size, { password: deskPassword })
  await desk.page.getByTestId('tab-units').click()

  await part('units')
  await page.getByText('还没有力量').waitFor()
  await page.getByTestId('add-unit').click()
  await page.getByTestId('unit-form-confirm').click()
  expect(await page.getByTestId('problem').textContent()).toContain('呼号')
  await page.getByLabel('呼号').fill('h017')
  await page.getByLabel('中文名称').fill('外滩一组')
  await page.getByLabel('英文名称').fill('Bund one')
  await choose(page, 'organisation', '外滩')
  await page.getByTestId('unit-form-confirm').click()
  await page.locator('[data-testid=unit][data-code=H017]').waitFor()
  await expect
    .poll(() => desk.page.locator('[data-testid=unit-row]').allTextContents())
    .toEqual([expect.stringContaining('H017')])

  await part('officers')
  await page.getByTestId('add-officer').click()
  await page.getByLabel('中文名称').fill('王强')
  await page.getByLabel('英文名称').fill('Wang Qiang')
  await choose(page, 'organisation', '外滩')
  await choose(page, 'officer-unit', 'H017')
  await page.getByTestId('officer-form-confirm').click()
  expect(await page.getByTestId('officer').textContent()).toMatch(/^王强H017/)

  await part('accounts')
  const password = await addAccount('wangqiang', async () => {
    await page.getByLabel('角色', { exact: true }).selectOption('officer')
    await choose(page, 'account-officer', '王强')
  })
  expect(await page.content()).not.toContain(password)
  const phone = await signedIn(
    browser,
    city.url,
    'wangqiang',
    '/field',
    { width: 390, height: 844 },
    { password },
  )
  await phone.page.getByText('H017').first().waitFor()

  const row = page.locator('[data-testid=account][data-username=wangqiang]')
  await row.getByText('1 处登录中').waitFor()
  await row.getByRole('button', { name: '锁定账号 wangqiang' }).click()
  await page.getByLabel('理由').fill('离职')
  await page.getByTestId('lock-confirm').click()
  await phone.page.getByTestId('login-form').waitFor()
  await row.getByRole('button', { name: '解锁账号 wangqiang' }).waitFor()

  const auditorPassword = await addAccount('shen', async () => {
    await page.getByLabel('角色', { exact: true }).selectOption('auditor')
    await page.getByLabel('中文名称').fill('沈')
    await page.getByLabel('英文名称').fill('Shen')
  })
  const auditor = await signedIn(browser, city.url, 'shen', '/admin?part=accounts', size, {
    password: auditorPassword,
  })
  await auditor.page.locator('[data-testid=account][data-username=lina]').waitFor()
  expect(await auditor.page.getByTestId('accounts').getByRole('button').count()).toBe(0)
  await auditor.page.goto(`${city.url}/audit`)
  await auditor.page.getByText('锁定账号 wangqiang：离职').waitFor()

  await part('units')
  await page.getByRole('button', { name: '停用 H017' }).click()
  await page.getByLabel('理由').fill('撤编')
  await page.getByTestId('retire-confirm').click()
  await expect.poll(() => desk.page.locator('[data-testid=unit-row]').count()).toBe(0)
  expect([...admin.complaints, ...desk.complaints, ...phone.complaints, ...auditor.complaints]).toEqual([])
})
