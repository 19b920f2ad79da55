/** In a real browser: a dispatch is judged by what was shown, the past is asked who was near, and a look at a track is told to its officer. */
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Ticket } from '#contract/tickets.ts'
import { createApi, postAsDevice } from '../../scripts/simulate/api.ts'
import { launchBrowser } from '../testing.browser.ts'
import { story } from '../testing.story.ts'
import { type SeededConsole, seededConsole, signedIn } from '../testing.ts'

/** Its account is `officer`. */
const SENT = 'H017'
const PLACE: LngLat = [121.4867, 31.2443]

let city: SeededConsole
let browser: Browser
let desk: Page
let nearer: string
let ticket: Ticket

async function begin(): Promise<void> {
  city = await seededConsole()
  const { rows } = await city.db.query<{ code: string; id: number }>(
    `select code, id from unit where code = $1 or code = (
       select min(code) from unit where kind = 'foot' and duty = 'on' and code <> $1) order by code = $1`,
    [SENT],
  )
  nearer = rows[0]?.code ?? ''
  const admin = createApi(city.direct, 'admin')
  const { token } = await admin.command<{ token: string }>('/api/devices', {
    id: 'past-feed',
    protocol: 'feed',
  })
  for (const { code, id } of rows) {
    await admin.command('/api/devices', { id: `past-${code}`, protocol: 'http', unit: id })
  }
  const now = Date.now()
  // The one stays near by all the time; the other comes from farther away, with a silence of two minutes.
  const reports = [200, 190, 180, 60, 50, 40, 30, 20, 10, 0].flatMap((ago) => [
    { device: `past-${nearer}`, at: now - ago * 1000, lng: PLACE[0] - 0.0004, lat: PLACE[1], accuracy: 5 },
    { device: `past-${SENT}`, at: now - ago * 1000, lng: PLACE[0] - 0.003, lat: PLACE[1], accuracy: 5 },
  ])
  await postAsDevice(city.direct, '/api/positions', token, reports)
  ticket = await createApi(city.direct, 'dispatcher').command<Ticket>('/api/tickets', {
    ...{ category: '0501', text: '流动设摊', address: '中山东一路', place: PLACE, priority: 1 },
  })
  browser = await launchBrowser({ drawing: false })
  desk = (await signedIn(browser, city.url, 'duty', '/desk', { width: 1500, height: 900 })).page
}
async function end(): Promise<void> {
  await browser?.close()
  await city?.stop()
}
const test = story({ begin, end })

test('a dispatch that passed over the first is judged by what was on the screen when it was made', {
  timeout: 60_000,
}, async () => {
  await desk
    .locator('[data-testid=case-row]', { hasText: ticket.code.slice(-5) })
    .first()
    .click()
  const second = desk.locator(`[data-testid=candidate-row][data-unit=${SENT}]`)
  await second.click()
  await desk.keyboard.press('Control+Enter')
  await desk.getByTestId('override-sheet').waitFor()
  await desk.keyboard.press('1')
  await desk.getByTestId('override-sheet').waitFor({ state: 'detached' })
  await desk.locator(`[data-testid=assigned-row][data-unit=${SENT}]`).getByTestId('judge').click()
  const sheet = desk.getByTestId('decision-sheet')
  await sheet.getByTestId('decision-override').getByText('熟悉现场').waitFor()
  expect(await sheet.getByTestId('decision-knowledge').textContent()).toContain('当时调度员所见')
  const known = sheet.getByTestId('decision-candidates').locator('li')
  expect(await known.first().getAttribute('data-unit')).toBe(nearer)
  expect(await known.first().getByTestId('candidate-terms').textContent()).toContain('今日任务')
  expect(await sheet.locator('[data-chosen=true]').getAttribute('data-unit')).toBe(SENT)
  expect(await sheet.getByTestId('decision-likely').textContent()).toContain(nearer)
  await desk.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
})

test('an earlier track is shown once it is said for what, and the officer reads who looked', {
  timeout: 60_000,
}, async () => {
  await desk.locator(`[data-testid=assigned-row][data-unit=${SENT}]`).getByText(SENT).click()
  await desk.getByTestId('earlier-track').click()
  const sheet = desk.getByTestId('purpose-sheet')
  await sheet.waitFor()
  await desk.keyboard.press('5')
  await sheet.getByRole('alert').waitFor()
  await sheet.locator('#purpose-note').fill('交接')
  await sheet.getByTestId('purpose-other').click()
  await sheet.waitFor({ state: 'detached' })
  await desk.getByTestId('track-purpose').getByText('其他').waitFor()
  // The map fetches the track, which this browser cannot draw.
  const { rows } = await city.db.query<{ id: number }>('select id from unit where code = $1', [SENT])
  const span = `from=${Date.now() - 900_000}&to=${Date.now()}`
  await createApi(city.direct, 'duty').get(
    `/api/units/${rows[0]?.id}/track?${span}&purpose=other&note=${encodeURIComponent('交接')}`,
  )
  const officer = (await signedIn(browser, city.url, 'officer', '/field', { width: 400, height: 800 })).page
  await officer.getByTestId('own-looks').locator('summary').click()
  const look = officer.getByTestId('own-look').first()
  await look.getByText('交接').waitFor()
  expect(await look.textContent()).toContain('值班长')
})

test('who was near is asked by keys, and a row leads to the moment it tells of', {
  timeout: 60_000,
}, async () => {
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('z')
  const ask = desk.getByTestId('ask-past')
  await desk.getByTestId('question-distances').click()
  await ask.press('Enter')
  await desk.getByTestId('distance-chart').focus()
  const reading = async () => (await desk.getByTestId('distance-reading').textContent()) ?? ''
  // Half an hour ago nobody was heard; the reports stand somewhere on the way from there.
  expect(await reading()).toContain('没有信号')
  for (let i = 0; i < 60 && !/ \d+ 米/.test(await reading()); i++) await desk.keyboard.press('ArrowRight')
  expect(await reading()).toMatch(/ \d+ 米/)

  await desk.getByTestId('question-nearby').click()
  await ask.press('Enter')
  const rows = desk.getByTestId('past-answer').getByTestId('past-row')
  await rows.getByText(nearer, { exact: true }).waitFor()
  const row = rows.filter({ hasText: nearer })
  expect(await row.textContent()).toMatch(/信号中断 [23] 次/)
  expect(await desk.getByTestId('past-read').textContent()).toMatch(/读取 \d+ 个定位/)
  await row.press('Enter')
  await desk.getByTestId('replay-bar').waitFor()
})
