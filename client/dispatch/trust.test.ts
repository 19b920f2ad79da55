/** The duty officer's desk in a real browser: how much to believe each position, from a wrong clock to a unit gone silent. */
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type Screen, type SeededConsole, seededConsole, signedIn } from '../testing.ts'

let city: SeededConsole
let browser: Browser
let desk: Screen

async function begin(): Promise<void> {
  city = await seededConsole()
  browser = await launchBrowser()
  desk = await signedIn(browser, city.url, 'duty', '/desk', { width: 1366, height: 768 })
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

/** A device of a unit, named by the unit's call sign; answers how it reports, `ago` seconds ago by its own clock. */
async function deviceOf(code: string, lng: number, lat: number) {
  const { rows } = await city.db.query<{ id: number }>('select id from unit where code = $1', [code])
  const id = `pad-${code}`
  const signIn = await fetch(`${city.direct}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: 'demo-admin' }),
  })
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const registered = await fetch(`${city.direct}/api/devices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ id, protocol: 'http', unit: rows[0]?.id }),
  })
  const { token } = (await registered.json()) as { token: string }
  return async (ago: number) => {
    const answer = await fetch(`${city.direct}/api/positions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify([{ device: id, at: Date.now() - ago * 1000, lng, lat, accuracy: 6 }]),
    })
    return (await answer.json()) as { accepted: number }
  }
}

async function showUnit(page: Page, code: string): Promise<string> {
  await page.getByTestId('command-line').fill(`U ${code}`)
  await page.getByTestId('command-line').press('Enter')
  const card = page.getByTestId('unit-card')
  await card.getByText(code).first().waitFor()
  return (await card.textContent()) ?? ''
}

test('a phone 63 s ahead is live, its card says so, and the duty officer is told what to do', {
  timeout: 120_000,
}, async () => {
  const { page } = desk
  const report = await deviceOf('H017', 121.487, 31.244)
  for (let i = 0; i < 4; i++) await report(-63)
  await page.getByTestId('device-warnings').waitFor()
  const card = await showUnit(page, 'H017')
  for (const words of ['来源HTTP', '精度±6 m', '设备时间', '接收时间', '延迟0.']) {
    expect(card).toContain(words)
  }
  // Corrected by what is certain, in half seconds.
  expect(card).toMatch(/时钟快 6[23] s，已校正/)
  await page.getByTestId('device-warnings').click()
  const warning = (await page.getByTestId('device-warning').textContent()) ?? ''
  expect(warning).toContain('H017 · pad-H017')
  expect(warning).toMatch(/时钟快 6[23] s/)
  expect(warning).toContain('自动校时')
  await page.keyboard.press('Escape')
  await page.getByTestId('device-warnings-sheet').waitFor({ state: 'detached' })
})

test('a silent unit is found by key: F8, J, Enter goes to its last place', { timeout: 120_000 }, async () => {
  const { page } = desk
  const { rows } = await city.db.query<{ code: string }>(
    `select code from unit where duty = 'on' and kind = 'car' order by code limit 1`,
  )
  const code = rows[0]?.code ?? ''
  const report = await deviceOf(code, 121.44, 31.2)
  expect(await report(45)).toMatchObject({ accepted: 1 })
  await page.keyboard.press('F8')
  const row = page.locator(`[data-testid=stale-row][data-unit=${code}]`)
  await row.waitFor()
  const text = (await row.textContent()) ?? ''
  expect(text).toMatch(/陈旧[45]\d s/)
  expect(text).toContain('HTTP延迟 45 s')
  expect(text).toMatch(/ (\d+ m|\d\.\d km)|\d+\.\d{5}/)
  expect(await page.getByTestId('count-grey').textContent()).toBe('1')

  await page.keyboard.press('KeyJ')
  await expect.poll(() => row.getAttribute('aria-selected')).toBe('true')
  await page.keyboard.press('Enter')
  // It lies in the middle of the map now: a click there finds it.
  await page.keyboard.press('Escape')
  await page.getByTestId('unit-card').waitFor({ state: 'detached' })
  const box = await page.getByTestId('map').boundingBox()
  if (!box) throw new Error('the desk shows no map')
  const found = async () => {
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    return page.getByTestId('unit-card').getByText(code).isVisible()
  }
  await expect.poll(found, { timeout: 60_000, interval: 500 }).toBe(true)
  expect(desk.complaints).toEqual([])
})
